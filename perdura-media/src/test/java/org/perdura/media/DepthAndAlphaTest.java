package org.perdura.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.perdura.media.FfmpegProgram.ffmpeg;
import static org.perdura.media.FfmpegProgram.ffprobe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What frames have beside eight bits of three colours, and what becomes of it in files. */
class DepthAndAlphaTest {

  private static final Rational RATE = new Rational(25, 1);

  @TempDir Path folder;

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static VideoInfo info(int depth, boolean alpha) {
    return new VideoInfo(
        64,
        48,
        depth > 8 ? 16 : 8,
        RATE.inverse(),
        RATE,
        -1,
        ColorCoding.RGB,
        new Rational(1, 1),
        depth,
        alpha,
        ColorNotes.NONE);
  }

  private static Frame withAlpha(Frame frame, int seed) {
    var alpha = new byte[frame.pixels().length / 3];
    new Random(seed).nextBytes(alpha);
    return new Frame(
        frame.width(), frame.height(), frame.bits(), frame.pixels(), alpha, frame.pts(), 1);
  }

  /** Smooth, as codecs that lose something want it. */
  private static Frame softAlpha(Frame frame) {
    int size = frame.bits() / 8;
    var alpha = new byte[frame.width() * frame.height() * size];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = (byte) (3 * (i / size % frame.width()) + 20);
    }
    return new Frame(
        frame.width(), frame.height(), frame.bits(), frame.pixels(), alpha, frame.pts(), 1);
  }

  @ParameterizedTest
  @CsvSource({"a.png, 8", "a.png, 16", "a.tif, 8", "a.tif, 16"})
  void picturesKeepAlphaExactly(String name, int bits) throws IOException {
    Frame frame = withAlpha(Drawn.noise(13, 7, bits, 1), 2);
    Pictures.write(frame, folder.resolve(name));
    Frame back = Pictures.read(folder.resolve(name));
    assertThat(back.pixels()).isEqualTo(frame.pixels());
    assertThat(back.alpha()).isEqualTo(frame.alpha());
  }

  @ParameterizedTest
  @CsvSource({
    "a.mkv, FFV1, 8",
    "a.mkv, FFV1, 16",
    "a.avi, FFV1, 8",
    "a.mov, PNG, 8",
    "a.mkv, PNG, 16",
  })
  void exactCodecsKeepAlphaExactly(String name, VideoCodec codec, int bits) throws IOException {
    // An opaque frame first: the film has alpha all the same.
    Frame opaque = Drawn.noise(34, 18, bits, 0);
    Frame frame = withAlpha(Drawn.noise(34, 18, bits, 1), 2);
    Drawn.write(
        file(name), WriterOptions.like(info(bits, true)).withCodec(codec), List.of(opaque, frame));
    List<Frame> back = Drawn.readAll(file(name));
    assertThat(back.get(0).alpha()).isNull();
    assertThat(back.get(1).alpha()).isEqualTo(frame.alpha());
    assertThat(back.get(1).pixels()).isEqualTo(frame.pixels());
  }

  @ParameterizedTest
  @CsvSource({"a.mov, 8, prores", "a.mkv, 8, vp9", "a.webm, 8, vp9", "a.mov, 10, prores"})
  void otherCodecsKeepItNearly(String name, int depth, String codec) throws IOException {
    Frame frame =
        softAlpha(depth > 8 ? Drawn.deep(Drawn.smooth(65, 48, 0)) : Drawn.smooth(65, 48, 0));
    Drawn.write(file(name), WriterOptions.like(info(depth, true)), List.of(frame));
    assertThat(ffprobe("-show_entries", "stream=codec_name", file(name))).contains(codec);
    Frame back = Drawn.readAll(file(name)).get(0);
    assertThat(back.width()).isEqualTo(65);
    for (int x = 0; x < 65; x++) {
      int last = (20 * 65 + x) * back.bits() / 8 + back.bits() / 8 - 1;
      int first = (20 * 65 + x) * frame.bits() / 8;
      assertThat(back.alpha()[last] & 0xff)
          .as("column %d", x)
          .isCloseTo(frame.alpha()[first] & 0xff, within(3));
    }
  }

  /** The codec that is taken, and what is said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.mp4 | | 8 | false | h264 | ",
        "a.mp4 | | 10 | false | av1 | h264 has 8 of 10 bits a sample, coded as av1",
        "a.mp4 | H264 | 10 | false | h264 | h264 has 8 of 10 bits a sample; av1 would keep it",
        "a.mp4 | | 16 | false | av1 | av1 has 12 of 16 bits a sample; .mkv, .avi would keep it",
        "a.mkv | | 10 | false | av1 | coded as av1",
        "a.mkv | | 12 | false | av1 | coded as av1",
        "a.mkv | | 16 | false | ffv1 | coded as ffv1",
        "a.webm | | 10 | false | av1 | vp9 has 8 of 10 bits a sample, coded as av1",
        "a.mov | | 10 | false | prores | coded as prores",
        "a.mov | | 12 | false | prores | prores has 10 of 12 bits a sample; .mp4, .mkv, .webm, .avi would keep it",
        "a.avi | | 10 | false | ffv1 | coded as ffv1",
        "a.mp4 | | 8 | true | h264 | has no alpha channel, dropped; .mov, .mkv, .webm, .avi would keep it",
        "a.mkv | | 8 | true | vp9 | h264 has no alpha channel, coded as vp9",
        "a.webm | | 8 | true | vp9 | ",
        "a.mov | | 8 | true | prores | coded as prores",
        "a.avi | | 8 | true | ffv1 | coded as ffv1",
        "a.mkv | | 16 | true | ffv1 | h264 has no alpha channel, 8 of 16 bits a sample, coded as ffv1",
        "a.mkv | AV1 | 8 | true | av1 | av1 has no alpha channel, dropped; vp9, ffv1 would keep it",
      })
  void theCodecThatKeepsMostIsTaken(
      String name, VideoCodec codec, int depth, boolean alpha, String taken, String said)
      throws IOException {
    Frame frame = Drawn.smooth(64, 48, 0);
    var options = WriterOptions.like(info(depth, alpha)).withCodec(codec);
    try (FrameWriter writer = Media.create(file(name), options)) {
      writer.write(depth > 8 ? Drawn.deep(frame) : frame);
      writer.finish();
      if (said == null) {
        assertThat(writer.warnings()).isEmpty();
      } else {
        assertThat(writer.warnings()).last().asString().startsWith(file(name)).endsWith(said);
      }
    }
    assertThat(ffprobe("-show_entries", "stream=codec_name", file(name))).contains(taken);
  }

  @ParameterizedTest
  @CsvSource({"a.jpg", "%02d.jpg"})
  void jpegHasNeither(String name) throws IOException {
    try (FrameWriter writer = Media.create(file(name), WriterOptions.like(info(10, true)))) {
      writer.write(withAlpha(Drawn.deep(Drawn.smooth(64, 48, 0)), 1));
      writer.finish();
      assertThat(writer.warnings())
          .hasSize(2)
          .anySatisfy(line -> assertThat(line).contains("JPEG has no alpha channel, dropped"))
          .anySatisfy(line -> assertThat(line).contains("JPEG has 8 bits a sample, the source 10"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gray, 8",
    "yuv420p, 8",
    "yuv420p10le, 10",
    "yuv422p12le, 12",
    "yuv420p16le, 16",
    "gbrp10le, 10",
    "gray12le, 12",
    "gbrp14le, 14",
  })
  void depthIsKnownAndWhiteIsWhite(String pixels, int depth) throws IOException {
    ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "color=white:s=32x16:d=0.04,format=rgb48le",
        "-pix_fmt",
        pixels,
        "-c:v",
        "ffv1",
        file("a.mkv"));
    try (FrameReader reader = Media.open(file("a.mkv"))) {
      assertThat(reader.info().depth()).isEqualTo(depth);
      Frame frame = reader.read();
      assertThat(Drawn.sample(frame, 20, 10, 1)).isCloseTo(255, within(0.3));
    }
  }

  @Test
  void greyOfLimitedRangeIsStretched() throws IOException {
    for (String color : List.of("black", "white")) {
      ffmpeg(
          "-f",
          "lavfi",
          "-i",
          "color=" + color + ":s=64x64:d=0.04,format=yuv420p",
          "-vf",
          "extractplanes=y,setparams=range=tv:colorspace=bt709",
          "-c:v",
          "libaom-av1",
          "-cpu-used",
          "8",
          "-crf",
          "1",
          file(color + ".mkv"));
      Frame frame = Drawn.readAll(file(color + ".mkv")).get(0);
      assertThat(Drawn.sample(frame, 20, 10, 1))
          .isCloseTo(color.equals("black") ? 0 : 255, within(1.0));
    }
  }

  @ParameterizedTest
  @CsvSource({"png, -frames:v 1", "gif, -frames:v 3"})
  void palettesHaveAlphaOnlyIfTheyUseIt(String extension, String end) throws IOException {
    String picture = "testsrc2=s=32x32:d=0.2,format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a=";
    for (String alpha : List.of("255", "if(lt(X\\,16)\\,0\\,255)")) {
      String[] count = end.split(" ", -1);
      ffmpeg(
          "-f",
          "lavfi",
          "-i",
          picture + "'" + alpha + "',split[a][b];[a]palettegen[p];[b][p]paletteuse",
          count[0],
          count[1],
          file("a." + extension));
      try (FrameReader reader = Media.open(file("a." + extension))) {
        boolean used = !alpha.equals("255");
        assertThat(reader.info().alpha()).isEqualTo(used);
        Frame frame = reader.read();
        assertThat(frame.alpha() != null).isEqualTo(used);
        if (used) {
          assertThat(frame.alpha()[5] & 0xff).isZero();
          assertThat(frame.alpha()[20] & 0xff).isEqualTo(255);
        }
      }
    }
  }

  @Test
  void alphaIsTurnedWithTheColours() throws IOException {
    // The right half stands out, and is below once turned.
    ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "color=gray:s=32x16:d=0.04,format=yuva444p10le,geq=lum='lum(X,Y)':a='if(lt(X\\,16)\\,0\\,1023)'",
        "-c:v",
        "prores_ks",
        "-alpha_bits",
        "16",
        file("flat.mov"));
    ffmpeg("-display_rotation", "-90", "-i", file("flat.mov"), "-c", "copy", file("turned.mov"));
    Frame frame = Drawn.readAll(file("turned.mov")).get(0);
    assertThat(frame.width()).isEqualTo(16);
    assertThat(frame.alpha()[2 * (4 * 16 + 8)]).isZero();
    assertThat(frame.alpha()[2 * (28 * 16 + 8)]).isNotZero();
  }

  @Test
  void theFirstPictureSaysWhetherASequenceHasAlpha() throws IOException {
    Frame opaque = Drawn.noise(8, 6, 8, 1);
    Frame clear = withAlpha(Drawn.noise(8, 6, 8, 2), 3);
    Pictures.write(clear, folder.resolve("a1.png"));
    Pictures.write(opaque, folder.resolve("a2.png"));
    Pictures.write(opaque, folder.resolve("b1.png"));
    Pictures.write(clear, folder.resolve("b2.png"));
    List<Frame> first = Drawn.readAll(file("a%d.png"));
    assertThat(first.get(0).alpha()).isEqualTo(clear.alpha());
    assertThat(first.get(1).alpha()).isNull();
    try (FrameReader reader = Media.open(file("b%d.png"))) {
      assertThat(reader.info().alpha()).isFalse();
      reader.read();
      assertThat(reader.read().alpha()).isNull();
      assertThat(reader.warnings())
          .containsExactly(
              file("b2.png") + ": its alpha channel is dropped, as the sequence began without");
    }
  }

  @ParameterizedTest
  @CsvSource({"a.mp4", "a.mkv", "a.webm"})
  void whatHdrFilmsSayOfTheirLightIsKept(String name) throws IOException {
    AVCodecParameters stream = avcodec_parameters_alloc();
    AVFrame first = av_frame_alloc();
    ColorNotes.addTo(stream, AV_PKT_DATA_CONTENT_LIGHT_LEVEL, ints(900, 300));
    ColorNotes.addTo(
        stream,
        AV_PKT_DATA_MASTERING_DISPLAY_METADATA,
        // Red, green, blue and white by x and y, then the darkest and the brightest light.
        ints(
            68, 100, 32, 100, 265, 1000, 69, 100, 15, 100, 6, 100, 3127, 10000, 329, 1000, 5, 1000,
            1000, 1, 1, 1));
    VideoInfo plain = info(10, false);
    var hdr =
        new VideoInfo(
            64,
            48,
            16,
            RATE.inverse(),
            RATE,
            1,
            new ColorCoding("bt2020nc", "bt2020", "smpte2084", false),
            plain.sampleAspect(),
            10,
            false,
            ColorNotes.of(stream, first));
    avcodec_parameters_free(stream);
    av_frame_free(first);
    Drawn.write(
        file("in.mkv"), WriterOptions.like(hdr), List.of(Drawn.deep(Drawn.smooth(64, 48, 0))));
    SoundTest.copy(folder.resolve("in.mkv"), folder.resolve(name));
    assertThat(ffprobe("-show_streams", file(name)))
        .contains("max_content=900", "max_average=300", "max_luminance=")
        .contains("color_transfer=smpte2084", "color_primaries=bt2020");
  }

  private static byte[] ints(int... values) {
    var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.nativeOrder());
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  @Test
  void colourProfilesOfPicturesAreKept() throws IOException {
    Pictures.write(Drawn.noise(8, 6, 16, 1), folder.resolve("plain.png"));
    byte[] plain = Files.readAllBytes(folder.resolve("plain.png"));
    byte[] profile =
        java.awt.color.ICC_Profile.getInstance(java.awt.color.ColorSpace.CS_LINEAR_RGB).getData();
    var png = new ByteArrayOutputStream();
    png.write(plain, 0, 33); // the signature and the header
    png.write(profileChunk(profile));
    png.write(plain, 33, plain.length - 33);
    Files.write(folder.resolve("in.png"), png.toByteArray());
    for (String name : List.of("out.png", "out.jpg")) {
      try (FrameReader reader = Media.open(file("in.png"));
          FrameWriter writer = Media.create(file(name), WriterOptions.like(reader.info()))) {
        writer.write(reader.read());
        writer.finish();
      }
      assertThat(ffprobe("-show_frames", file(name))).as(name).contains("ICC profile");
    }
  }

  private static byte[] profileChunk(byte[] profile) throws IOException {
    var content = new ByteArrayOutputStream();
    content.write(new byte[] {'i', 'C', 'C', 'P', 'x', 0, 0});
    try (var deflater = new DeflaterOutputStream(content)) {
      deflater.write(profile);
    }
    var crc = new CRC32();
    crc.update(content.toByteArray());
    var chunk = ByteBuffer.allocate(content.size() + 8);
    chunk.putInt(content.size() - 4).put(content.toByteArray()).putInt((int) crc.getValue());
    return chunk.array();
  }
}
