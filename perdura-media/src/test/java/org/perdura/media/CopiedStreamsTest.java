package org.perdura.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdura.media.FfmpegProgram.ffmpeg;
import static org.perdura.media.FfmpegProgram.ffprobe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound, subtitles, chapters and tags, as FFmpeg's programs see them before and after. */
class CopiedStreamsTest {

  @TempDir Path folder;

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String text(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
    return file(name);
  }

  private static final String TITLES =
      """
      1
      00:00:00,100 --> 00:00:00,500
      One <i>line</i>

      2
      00:00:00,600 --> 00:00:00,900
      Another

      """;

  private static final String STYLED =
      """
      [Script Info]
      ScriptType: v4.00+

      [V4+ Styles]
      Format: Name, Fontname, Fontsize, PrimaryColour, Alignment
      Style: Default,Arial,16,&Hffffff,2

      [Events]
      Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
      Dialogue: 0,0:00:00.10,0:00:00.50,Default,,0,0,0,,Below
      Dialogue: 0,0:00:00.10,0:00:00.50,Default,,0,0,0,,{\\an8}Above
      """;

  private static final String CHAPTERS =
      """
      ;FFMETADATA1
      title=A day
      artist=Somebody
      [CHAPTER]
      TIMEBASE=1/1000
      START=0
      END=400
      title=Morning
      [CHAPTER]
      TIMEBASE=1/1000
      START=400
      END=1000
      title=Evening
      """;

  /** A second of film with two languages of sound, titles, two chapters and tags. */
  private Path film(String name, String subtitles, String... more) throws IOException {
    String titles =
        subtitles.equals("ass") ? text("titles.ass", STYLED) : text("titles.srt", TITLES);
    var arguments =
        new ArrayList<String>(
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=64x48:r=10:d=1",
                "-f",
                "lavfi",
                "-i",
                "sine=f=440:d=1",
                "-f",
                "lavfi",
                "-i",
                "sine=f=880:d=1",
                "-i",
                titles,
                "-i",
                text("tags.txt", CHAPTERS)));
    arguments.addAll(
        List.of(
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
            "libopenh264",
            "-c:a",
            "aac",
            "-c:s",
            subtitles,
            "-metadata:s:v:0",
            "language=fin",
            "-metadata:s:v:0",
            "title=Picture",
            "-metadata:s:a:0",
            "language=spa",
            "-metadata:s:a:1",
            "language=fra",
            "-metadata:s:a:1",
            "title=Commentary",
            "-metadata:s:s:0",
            "language=ita",
            "-disposition:a:1",
            "default+comment"));
    arguments.addAll(List.of(more));
    arguments.add(file(name));
    ffmpeg(arguments.toArray(String[]::new));
    return folder.resolve(name);
  }

  /** A hash of each stream's packets, without what kind of stream it is. */
  private static List<String> hashes(Path film, String kind) throws IOException {
    return ffmpeg("-i", film.toString(), "-map", "0:" + kind, "-c", "copy", "-f", "streamhash", "-")
        .lines()
        .map(line -> line.substring(line.indexOf('=')))
        .toList();
  }

  private static List<String> tags(Path film, String kind, String... names) throws IOException {
    return ffprobe(
            "-select_streams",
            kind,
            "-show_entries",
            "stream_tags=" + String.join(",", names),
            film.toString())
        .lines()
        .map(line -> line.replaceFirst("^TAG:", "").toLowerCase(Locale.ROOT))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "in.mkv, subrip, out.mkv", "in.mkv, subrip, out.mp4", "in.mp4, mov_text, out.mp4",
    "in.mp4, mov_text, out.mov", "in.mov, mov_text, out.mkv", "in.mkv, ass, out.mkv",
  })
  void allTracksChaptersAndTagsGoAlong(String in, String subtitles, String out) throws IOException {
    Path source = film(in, subtitles);
    Path target = folder.resolve(out);
    assertThat(SoundTest.copy(source, target)).isEmpty();
    assertThat(hashes(target, "a")).hasSize(2).isEqualTo(hashes(source, "a"));
    assertThat(tags(target, "a", "language")).containsExactly("language=spa", "language=fra");
    assertThat(tags(target, "s", "language")).containsExactly("language=ita");
    assertThat(tags(target, "v", "language")).containsExactly("language=fin");
    assertThat(
            ffprobe("-show_entries", "format_tags=title,artist", target.toString())
                .toLowerCase(Locale.ROOT))
        .contains("title=a day", "artist=somebody");
    assertThat(ffprobe("-show_chapters", target.toString()))
        .contains("title=Morning", "title=Evening", "start_time=0.400000", "end_time=1.000000");
    assertThat(
            ffprobe(
                "-select_streams",
                "a:1",
                "-show_entries",
                "stream_disposition=default,comment",
                target.toString()))
        .contains("default=1");
    if (in.equals("in.mkv")) {
      assertThat(tags(target, "a:1", "title", "handler_name")).asString().contains("=commentary");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "in.mkv, subrip, out.mp4, mov_text",
    "in.mp4, mov_text, out.mkv, subrip",
  })
  void subtitlesOfTextTakeTheContainersForm(String in, String from, String out, String to)
      throws IOException {
    Path source = film(in, from);
    Path target = folder.resolve(out);
    assertThat(SoundTest.copy(source, target)).isEmpty();
    assertThat(ffprobe("-select_streams", "s", "-show_entries", "stream=codec_name", target + ""))
        .contains("codec_name=" + to);
    assertThat(shown(target)).isEqualTo(shown(source));
  }

  /** Subtitles as plain text, with their times after the first picture. */
  private static List<String> shown(Path film) throws IOException {
    String[] first =
        ffprobe(
                "-select_streams",
                "v",
                "-read_intervals",
                "%+#1",
                "-show_entries",
                "packet=pts_time",
                film.toString())
            .split("[=\\s]", -1);
    double start = Double.parseDouble(first[1]);
    String text =
        ffmpeg("-copyts", "-i", film.toString(), "-map", "0:s", "-f", "srt", "-")
            .replaceAll("<[^>]*>|\\{[^}]*\\}", "");
    return text.lines()
        .map(
            line ->
                line.contains("-->")
                    ? Math.round(
                            100
                                * (Double.parseDouble(line.substring(6, 12).replace(',', '.'))
                                    - start))
                        + ""
                    : line)
        .toList();
  }

  @Test
  void subtitlesThatBeginTogetherAreAllKept() throws IOException {
    Path source = film("in.mkv", "ass");
    Path target = folder.resolve("out.mkv");
    assertThat(SoundTest.copy(source, target)).isEmpty();
    assertThat(hashes(target, "s")).isEqualTo(hashes(source, "s"));
    assertThat(shown(target)).contains("Below", "Above");
  }

  @Test
  void languagesAreCalledAsQuickTimeDoes() throws IOException {
    Path source = film("in.mkv", "subrip", "-metadata:s:a:0", "language=deu");
    Path target = folder.resolve("out.mov");
    SoundTest.copy(source, target);
    assertThat(tags(target, "a", "language")).containsExactly("language=ger", "language=fra");
  }

  @Test
  void lostStylesAreSaid() throws IOException {
    Path target = folder.resolve("out.mp4");
    assertThat(SoundTest.copy(film("in.mkv", "ass"), target))
        .containsExactly(
            target
                + ": ass subtitles become mov_text, without most of their styles;"
                + " .mkv would keep them");
    assertThat(shown(target)).contains("Below", "Above");
  }

  @Test
  void whatAContainerCannotHoldIsNamedWithThoseThatCan() throws IOException {
    Path source = film("in.mkv", "subrip");
    Path target = folder.resolve("out.avi");
    assertThat(SoundTest.copy(source, target))
        .containsExactly(
            target + ": cannot hold subrip subtitles, dropped; .mkv would keep them",
            target + ": cannot hold chapters, dropped; .mp4, .mov, .mkv would keep them");
    assertThat(hashes(target, "a")).hasSize(2);
  }

  @Test
  void whatDescribesTheOtherCodingIsLeftOut() throws IOException {
    Path source =
        film("in.mkv", "subrip", "-metadata:s:v:0", "BPS=1234", "-metadata:s:v:0", "note=Kept");
    Path target = folder.resolve("out.mkv");
    SoundTest.copy(source, target);
    assertThat(tags(source, "v", "BPS")).containsExactly("bps=1234");
    assertThat(tags(target, "v", "BPS", "NOTE")).containsExactly("note=kept");
  }

  @Test
  void timeCodesAreKept() throws IOException {
    Path source = film("in.mov", "mov_text", "-timecode", "01:02:03:04");
    Path target = folder.resolve("out.mov");
    SoundTest.copy(source, target);
    assertThat(tags(target, "v", "timecode")).hasSize(1).isEqualTo(tags(source, "v", "timecode"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.mp4", "out.mkv"})
  void coversAreKept(String out) throws IOException {
    Path plain = film("plain.mp4", "mov_text");
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=32x32", "-frames:v", "1", file("cover.png"));
    Path source = folder.resolve("in.mp4");
    ffmpeg(
        "-i",
        plain.toString(),
        "-i",
        file("cover.png"),
        "-map",
        "0",
        "-map",
        "-0:d",
        "-map",
        "1",
        "-c",
        "copy",
        "-disposition:v:1",
        "attached_pic",
        source.toString());
    Path target = folder.resolve(out);
    assertThat(SoundTest.copy(source, target)).isEmpty();
    assertThat(
            ffprobe(
                "-show_entries", "stream=codec_name:stream_disposition=attached_pic", target + ""))
        .contains("codec_name=png\nDISPOSITION:attached_pic=1");
    ffmpeg(
        "-i", target.toString(), "-map", "0:v:1", "-c", "copy", "-f", "image2", file("back.png"));
    assertThat(folder.resolve("back.png")).hasSameBinaryContentAs(folder.resolve("cover.png"));
  }

  @Test
  void fontsAreKeptWhereTheyCanBe() throws IOException {
    String font = text("font.ttf", "not really a font");
    Path source = film("in.mkv", "ass", "-attach", font, "-metadata:s:t:0", "mimetype=font/ttf");
    Path target = folder.resolve("out.mkv");
    assertThat(SoundTest.copy(source, target)).isEmpty();
    ffmpeg(
        "-dump_attachment:t:0",
        file("back.ttf"),
        "-i",
        target.toString(),
        "-map",
        "0:a",
        "-c",
        "copy",
        "-f",
        "null",
        "-");
    assertThat(folder.resolve("back.ttf")).hasContent("not really a font");
    assertThat(SoundTest.copy(source, folder.resolve("out.mp4")))
        .contains(
            folder.resolve("out.mp4")
                + ": cannot hold attached files, dropped; .mkv would keep them");
  }

  @Test
  void severalVideoStreamsAreSaidToBeOne() throws IOException {
    ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=64x48:d=0.2",
        "-map",
        "0",
        "-map",
        "0",
        "-c:v",
        "libopenh264",
        file("two.mkv"));
    try (FrameReader reader = Media.open(file("two.mkv"))) {
      assertThat(reader.warnings())
          .containsExactly(file("two.mkv") + ": has several video streams: only one is read");
    }
  }
}
