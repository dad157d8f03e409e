package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdura.cli.FfmpegProgram.ffmpeg;
import static org.perdura.cli.FfmpegProgram.ffprobe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Films of every kind, upscaled by the shipped model and by FFmpeg: depth, alpha, shape, colour and
 * time stay what they were. Prints a table.
 */
class FramesAsTheyAreTest {

  private static final int FRAMES = 5;

  /** A channel's mean, and a sample's difference, in units of 8 bits. */
  private static final double MOST_SHIFT = 1;

  private static final double MOST_DIFFERENCE = 1.5;

  /** Waves of colour and a soft light that move, and a soft disc of alpha. */
  private static final String PICTURE =
      "nullsrc=s=%dx%d:r=12,format=gbrap16le,geq="
          + "r='65535*(0.5+0.35*sin((X+2*N)/7)*cos(Y/11))'"
          + ":g='65535*(0.35+0.2*sin((Y-N)/8+X/13)+0.3*exp(-hypot(X-20-N\\,Y-18)/9))'"
          + ":b='65535*(0.45+0.3*cos((X+Y+3*N)/12))'"
          + ":a='65535*clip(2-hypot(X-W/2-N\\,Y-H/2)/7\\,0\\,1)'";

  private static final List<String> TABLE = new ArrayList<>();

  @TempDir private Path folder;

  @BeforeAll
  static void head() {
    TABLE.clear();
    TABLE.add(
        "%-26s %-11s %-14s %-9s %-14s %6s %6s %6s  %s"
            .formatted("film", "in", "", "out", "", "means", "colour", "alpha", "said"));
  }

  @AfterAll
  static void print() {
    TABLE.forEach(System.out::println);
  }

  /** 48x36 or whatever the arguments say, coded as they say. */
  private Path film(String name, String size, String encoding) throws IOException {
    String[] sides = size.split("x", -1);
    Path file = folder.resolve("in." + name);
    var arguments =
        new ArrayList<String>(
            List.of(
                "-f",
                "lavfi",
                "-i",
                PICTURE.formatted(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]))));
    arguments.addAll(List.of(encoding.split(" ", -1)));
    arguments.addAll(List.of("-frames:v", Integer.toString(FRAMES)));
    arguments.add(file.toString());
    ffmpeg(arguments.toArray(String[]::new));
    return file;
  }

  /** What ffprobe says of the video stream. */
  private static Map<String, String> stream(Path film) throws IOException {
    var said = new HashMap<String, String>();
    ffprobe("-select_streams", "v:0", "-show_entries", "stream", film.toString())
        .lines()
        .map(line -> line.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> said.put(pair[0], pair[1]));
    if (!decoder(said).isEmpty()) {
      said.put("pix_fmt", "yuva420p");
    }
    return said;
  }

  /** FFmpeg's own decoder leaves the alpha of VP9 away. */
  private static String decoder(Map<String, String> stream) {
    boolean alpha = stream.get("codec_name").equals("vp9") && stream.containsKey("TAG:alpha_mode");
    return alpha ? "libvpx-vp9" : "";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BT.601 NTSC | mp4 | smpte170m smpte170m smpte170m tv | libopenh264 yuv420p | mp4 | h264 yuv420p",
        "BT.601 PAL | mkv | bt470bg bt470bg smpte170m tv | mpeg2video yuv420p | mp4 | h264 yuv420p",
        "BT.601, full range | mp4 | smpte170m smpte170m smpte170m pc | libopenh264 yuv420p | mp4 | h264 yuvj420p",
        "BT.709 | mp4 | bt709 bt709 bt709 tv | libopenh264 yuv420p | mkv | h264 yuv420p",
        "BT.709, full range | mkv | bt709 bt709 bt709 pc | libopenh264 yuv420p | webm | vp9 yuv420p",
        "BT.709 4:2:2 | mkv | bt709 bt709 bt709 tv | ffv1 yuv422p | mp4 | h264 yuv420p",
        "BT.709 4:4:4 | mkv | bt709 bt709 bt709 tv | ffv1 yuv444p | mp4 | vp9 yuv444p",
        "BT.709 4:4:4, full range | mkv | bt709 bt709 bt709 pc | ffv1 yuv444p | mov | prores yuv444p12le",
        "BT.709 10 bit | mkv | bt709 bt709 bt709 tv | ffv1 yuv420p10le | mp4 | av1 yuv420p10le",
        "BT.709 10 bit, full range | mkv | bt709 bt709 bt709 pc | libaom-av1 yuv420p10le | webm | av1 yuv420p10le",
        "BT.2020 PQ 10 bit | mp4 | bt2020nc bt2020 smpte2084 tv | libaom-av1 yuv420p10le | mp4 | av1 yuv420p10le",
        "BT.2020 HLG 10 bit | mkv | bt2020nc bt2020 arib-std-b67 tv | ffv1 yuv422p10le | mkv | av1 yuv422p10le",
        "BT.2020 12 bit | mkv | bt2020nc bt2020 bt2020-12 tv | ffv1 yuv420p12le | mkv | av1 yuv420p12le",
        "ProRes 422 | mov | bt709 bt709 bt709 tv | prores_ks yuv422p10le | mov | prores yuv422p10le",
        "BT.709 16 bit | mkv | bt709 bt709 bt709 tv | ffv1 yuv420p16le | mkv | ffv1 gbrp16le",
        "10 bit into AVI | mkv | bt709 bt709 bt709 tv | ffv1 yuv420p10le | avi | ffv1 gbrp16le",
      })
  void filmsKeepColourAndDepth(
      String name, String in, String colors, String coding, String out, String expected)
      throws IOException {
    String[] color = colors.split(" ", -1);
    String[] codec = coding.split(" ", -1);
    Path film =
        film(
            in,
            "48x36",
            ("-vf scale=out_color_matrix=%s:out_range=%s:out_chroma_loc=left:flags=accurate_rnd+full_chroma_inp,format=%s"
                        + ",setparams=colorspace=%s:color_primaries=%s:color_trc=%s:range=%s"
                        + " -c:v %s -q:v 2 -b:v 4M")
                    .formatted(
                        matrix(color[0]),
                        color[3],
                        codec[1],
                        color[0],
                        color[1],
                        color[2],
                        color[3],
                        codec[0])
                + (codec[0].equals("libaom-av1") ? " -crf 4 -cpu-used 8" : ""));
    var row = new Row(name, film, out);
    assertThat(row.coded()).isEqualTo(expected);
    boolean rgb = expected.contains("gbr");
    // ProRes has no word for it: what is not said is limited.
    String range = expected.startsWith("prores") ? "unknown" : color[3];
    if (!out.equals("avi")) {
      assertThat(row.after.get("color_space")).isEqualTo(rgb ? "gbr" : color[0]);
      assertThat(row.after.get("color_range")).isEqualTo(rgb ? "pc" : range);
      assertThat(row.after.get("color_primaries")).isEqualTo(color[1]);
      assertThat(row.after.get("color_transfer")).isEqualTo(color[2]);
    }
  }

  private static String matrix(String name) {
    return switch (name) {
      case "bt2020nc" -> "bt2020";
      case "bt470bg" -> "bt601";
      default -> name;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "untagged | mkv | -vf scale=out_chroma_loc=left -pix_fmt yuv420p -c:v ffv1 | mp4 | h264 yuv420p",
        "RGB | mkv | -pix_fmt bgr0 -c:v ffv1 | mp4 | h264 yuv420p",
        "RGB 10 bit | mkv | -pix_fmt gbrp10le -c:v ffv1 | mp4 | av1 yuv420p10le",
        "grey film | mkv | -pix_fmt gray -c:v ffv1 | mp4 | h264 yuvj420p",
        "grey film 10 bit | mkv | -pix_fmt gray10le -c:v ffv1 | mp4 | av1 yuv420p10le",
        "PNG | %02d.png | -pix_fmt rgb24 | %02d.png | png rgb24",
        "PNG 16 bit | %02d.png | -pix_fmt rgb48be | %02d.png | png rgb48be",
        "PNG grey | %02d.png | -pix_fmt gray | %02d.png | png rgb24",
        "PNG grey 16 bit | %02d.png | -pix_fmt gray16be | %02d.tif | tiff rgb48le",
        "PNG 16 bit to film | %02d.png | -pix_fmt rgb48be | mp4 | av1 yuv420p12le",
        "PNG 16 bit to MKV | %02d.png | -pix_fmt rgb48be | mkv | ffv1 gbrp16le",
        "TIFF 16 bit | %02d.tif | -pix_fmt rgb48le | %02d.tif | tiff rgb48le",
        "JPEG | %02d.jpg | -pix_fmt yuvj444p -q:v 1 | %02d.jpg | mjpeg yuvj444p",
        "PNG, alpha | %02d.png | -pix_fmt rgba | %02d.png | png rgba",
        "PNG 16 bit, alpha | %02d.png | -pix_fmt rgba64be | %02d.png | png rgba64be",
        "PNG grey, alpha | %02d.png | -pix_fmt ya8 | %02d.png | png rgba",
        "TIFF 16 bit, alpha | %02d.tif | -pix_fmt rgba64le | %02d.tif | tiff rgba64le",
        "PNG, alpha, to film | %02d.png | -pix_fmt rgba | webm | vp9 yuva420p",
        "PNG, alpha, to MKV | %02d.png | -pix_fmt rgba | mkv | vp9 yuva420p",
        "PNG 16, alpha, to MKV | %02d.png | -pix_fmt rgba64be | mkv | ffv1 gbrap16le",
        "PNG, alpha, to MOV | %02d.png | -pix_fmt rgba | mov | prores yuva444p12le",
        "PNG, alpha, to AVI | %02d.png | -pix_fmt rgba | avi | ffv1 bgra",
        "ProRes 4444 | mov | -pix_fmt yuva444p10le -c:v prores_ks -alpha_bits 16 | mov | prores yuva444p12le",
        "VP9, alpha | webm | -vf scale=out_chroma_loc=left -pix_fmt yuva420p -c:v libvpx-vp9 -crf 4 -b:v 0 | webm | vp9 yuva420p",
        "FFV1, alpha | mkv | -vf scale=out_chroma_loc=left -pix_fmt yuva420p -c:v ffv1 | mkv | vp9 yuva420p",
        "FFV1 10 bit, alpha | mkv | -pix_fmt yuva444p10le -c:v ffv1 | mkv | ffv1 gbrap16le",
      })
  void allKindsOfPixels(String name, String in, String coding, String out, String expected)
      throws IOException {
    Path film = film(in, "48x36", coding);
    assertThat(new Row(name, film, out).coded()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "odd size | 47x35 | mp4 | 188x140 | 1:1",
        "odd size to AV1 | 47x35 | mkv | 188x140 | 1:1",
        "portrait | 36x48 | mp4 | 144x192 | 1:1",
        "turned by 90 | 48x36 | mp4 90 | 144x192 | 1:1",
        "turned by 180 | 48x36 | mp4 180 | 192x144 | 1:1",
        "turned by 270 | 48x36 | mp4 270 | 144x192 | 1:1",
        "pixels 4:3 | 48x36 | mp4 0 4/3 | 192x144 | 4:3",
        "pixels 64:45 | 48x36 | mkv 0 64/45 | 192x144 | 64:45",
        "pixels 16:11, turned | 48x36 | mp4 90 16/11 | 144x192 | 11:16",
      })
  void shapesStay(String name, String size, String in, String expected, String aspect)
      throws IOException {
    String[] more = in.split(" ", -1);
    boolean av1 = name.contains("AV1");
    String shape = more.length > 2 ? ",setsar=" + more[2] : "";
    Path film =
        film(
            more[0],
            size,
            "-vf scale=out_chroma_loc=left,format=%s%s -c:v %s"
                .formatted(
                    av1 ? "yuv444p10le" : "yuv444p", shape, av1 ? "libaom-av1" : "libvpx-vp9"));
    if (more.length > 1 && !more[1].equals("0")) {
      Path turned = folder.resolve("turned." + more[0]);
      ffmpeg("-display_rotation", more[1], "-i", film.toString(), "-c", "copy", turned.toString());
      film = turned;
    }
    var row = new Row(name, film, "mp4");
    assertThat(row.after.get("width") + "x" + row.after.get("height")).isEqualTo(expected);
    assertThat(row.after.get("sample_aspect_ratio")).isEqualTo(aspect);
    assertThat(row.after.get("rotation")).isNull();
  }

  @Test
  void irregularTimesAreKept() throws IOException {
    Path film =
        film(
            "mkv",
            "48x36",
            "-vf format=yuv444p,settb=1/1000,setpts=40*N+17*N*N+N*N*N -fps_mode passthrough"
                + " -enc_time_base 1/1000 -c:v ffv1");
    for (String out : List.of("mp4", "mkv", "webm")) {
      var row = new Row("irregular times", film, out);
      assertThat(times(row.out))
          .as(out)
          .containsExactly("0.000000", "0.058000", "0.156000", "0.300000", "0.496000");
    }
  }

  private static List<String> times(Path film) throws IOException {
    return ffprobe("-select_streams", "v", "-show_entries", "frame=pts_time", film.toString())
        .lines()
        .map(line -> line.replace("pts_time=", ""))
        .toList();
  }

  @Test
  void fieldsAreSaidToBeWholeFrames() throws IOException {
    Path film =
        film(
            "mkv",
            "48x36",
            "-vf scale=out_chroma_loc=left,format=yuv420p,setfield=tff -c:v mpeg2video"
                + " -flags +ilme+ildct -q:v 2");
    assertThat(new Row("interlaced", film, "mp4").said)
        .anySatisfy(line -> assertThat(line).contains("is interlaced"));
  }

  /** Two languages of sound, titles, chapters and tags, through the whole of the command. */
  @Test
  void whateverElseIsInTheFilmGoesAlong() throws IOException {
    Path titles = folder.resolve("titles.srt");
    Files.writeString(titles, "1\n00:00:00,100 --> 00:00:00,300\nOne\n\n");
    Path tags = folder.resolve("tags.txt");
    Files.writeString(
        tags,
        """
        ;FFMETADATA1
        title=A day
        [CHAPTER]
        TIMEBASE=1/1000
        START=0
        END=200
        title=Morning
        [CHAPTER]
        TIMEBASE=1/1000
        START=200
        END=400
        title=Evening
        """);
    Path film = folder.resolve("full.mkv");
    Path picture = film("mkv", "48x36", "-pix_fmt yuv444p -c:v ffv1");
    ffmpeg(
        "-i",
        picture.toString(),
        "-f",
        "lavfi",
        "-t",
        "0.4",
        "-i",
        "sine=f=440",
        "-f",
        "lavfi",
        "-t",
        "0.4",
        "-i",
        "sine=f=880",
        "-i",
        titles.toString(),
        "-i",
        tags.toString(),
        "-map",
        "0",
        "-map",
        "1",
        "-map",
        "2",
        "-map",
        "3",
        "-map_metadata",
        "4",
        "-map_chapters",
        "4",
        "-c:v",
        "copy",
        "-c:a",
        "aac",
        "-c:s",
        "srt",
        "-metadata:s:a:0",
        "language=deu",
        "-metadata:s:a:1",
        "language=fra",
        "-metadata:s:s:0",
        "language=ita",
        film.toString());
    for (String out : List.of("mkv", "mp4")) {
      var row = new Row("sound, titles, chapters", film, out);
      assertThat(sound(row.out)).hasSize(2).isEqualTo(sound(film));
      assertThat(ffprobe("-show_entries", "stream_tags=language", row.out.toString()))
          .contains("language=deu", "language=fra", "language=ita");
      assertThat(ffprobe("-show_chapters", "-show_entries", "format_tags", row.out.toString()))
          .contains("title=Morning", "title=Evening", "title=A day", "start_time=0.200000");
      assertThat(ffmpeg("-i", row.out.toString(), "-map", "0:s", "-f", "srt", "-")).contains("One");
    }
  }

  /** A hash of each track's packets. */
  private static List<String> sound(Path film) throws IOException {
    return ffmpeg("-i", film.toString(), "-map", "0:a", "-c", "copy", "-f", "streamhash", "-")
        .lines()
        .toList();
  }

  /** A film on its way. */
  private final class Row {
    private final String name;
    private final Path in;
    private final Path out;
    private final Map<String, String> before;
    private final Map<String, String> after;
    private final List<String> said;

    Row(String name, Path in, String out) throws IOException {
      this.name = name;
      this.in = in;
      this.out = folder.resolve(out.startsWith("%") ? "out/" + out : "out." + out);
      Cli cli = Cli.run("upscale", in, this.out, "--threads", 1, "--quality", 6);
      said = cli.err().stream().filter(line -> line.contains(": ")).toList();
      assertThat(cli.code()).as(String.join("\n", cli.err())).isZero();
      before = stream(in);
      after = stream(this.out);
      compare();
    }

    String coded() {
      return after.get("codec_name") + " " + after.get("pix_fmt");
    }

    private void compare() throws IOException {
      int width = Integer.parseInt(after.get("width"));
      int height = Integer.parseInt(after.get("height"));
      String scale =
          "scale=%d:%d:in_chroma_loc=left:flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp,"
              .formatted(width, height);
      var ours = FfmpegProgram.rgba(out, decoder(after), scale, folder.resolve("ours.raw"));
      var theirs = FfmpegProgram.rgba(in, decoder(before), scale, folder.resolve("theirs.raw"));
      var figures = ScaledLikeFfmpeg.of(ours, theirs, width, height);
      TABLE.add(
          "%-26s %-11s %-14s %-9s %-14s %6.2f %6.2f %6.2f  %s"
              .formatted(
                  name,
                  before.get("codec_name"),
                  before.get("pix_fmt"),
                  after.get("codec_name"),
                  after.get("pix_fmt"),
                  figures.means(),
                  figures.colors(),
                  figures.alpha(),
                  said.isEmpty() ? "" : said.get(0).replaceAll("^.*: ", "")));
      assertThat(figures.means()).as("means of " + name).isLessThan(MOST_SHIFT);
      assertThat(figures.colors()).as("colours of " + name).isLessThan(MOST_DIFFERENCE);
      assertThat(figures.alpha()).as("alpha of " + name).isLessThan(MOST_DIFFERENCE);
    }
  }
}
