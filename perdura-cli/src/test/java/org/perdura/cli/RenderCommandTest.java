package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.grid.io.GridFiles;
import org.perdura.media.Frame;
import org.perdura.media.Media;

/** {@code render}, on drawn smoke. */
final class RenderCommandTest {

  private static final int UNI_HEADER = 292; // bytes, with the magic

  @TempDir private Path folder;

  /** A bar of smoke in the upper quarter, on the left, that grows with the number. */
  private Path smoke(String name, GridSize size, int first, int last) throws IOException {
    Path into = Files.createDirectories(folder.resolve(name));
    for (int number = first; number <= last; number++) {
      var density = new ScalarField(size);
      for (int k = 0; k < size.z(); k++) {
        for (int j = size.y() * 3 / 4; j < size.y(); j++) {
          for (int i = 0; i < size.x() * (number + 1) / 10; i++) {
            density.values()[size.index(i, j, k)] = 1;
          }
        }
      }
      GridFiles.write(into.resolve("density_%04d.npz".formatted(number)), density);
      GridFiles.write(
          into.resolve("velocity_%04d.npz".formatted(number)),
          new VectorField(size, Placement.FACES));
    }
    return into;
  }

  private static String done(Object... words) {
    Cli result = Cli.run(words);
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return String.join("\n", result.out());
  }

  private static void failed(int code, String message, Object... words) {
    Cli result = Cli.run(words);
    assertThat(result.err()).singleElement().asString().startsWith("perdura").contains(message);
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
  }

  private List<String> names(Path of) throws IOException {
    try (var files = Files.list(of)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static int grey(Frame frame, int x, int y) {
    return frame.pixels()[(y * frame.width() + x) * Frame.CHANNELS] & 0xff;
  }

  @Test
  void aFilmOfTwoResolutions() throws IOException {
    Path low = smoke("low", GridSize.flat(10, 16), 0, 6);
    Path high = smoke("high", GridSize.flat(40, 64), 2, 9);
    Path film = folder.resolve("film.mp4");
    String said =
        done(
            "render",
            low.resolve("density_%04d.npz"),
            film,
            "--compare",
            high,
            "--labels",
            "coarse,fine",
            "--zoom",
            2,
            "--fps",
            10,
            "--threads",
            2);
    List<Frame> frames = Drawn.read(film);
    int width = 4 + 2 * (80 + 4);
    assertThat(said).isEqualTo("%s: 5 frames, %dx%d pixels", film, width, frames.get(0).height());
    assertThat(frames).hasSize(5); // 2 to 6
    for (Frame frame : frames) {
      assertThat(frame.width()).isEqualTo(width);
      assertThat(frame.height()).isEven().isGreaterThan(128 + 4 + 30);
    }
    Frame last = frames.get(4);
    int top = last.height() - 132;
    for (int left : new int[] {4, 4 + 84}) {
      assertThat(grey(last, left + 20, top + 10)).isGreaterThan(240); // smoke, at the top
      assertThat(grey(last, left + 70, top + 10)).isLessThan(15); // and to the left
      assertThat(grey(last, left + 20, top + 100)).isLessThan(15);
    }
    try (var reader = Media.open(film.toString())) {
      assertThat(reader.info().frameRate().value()).isEqualTo(10);
    }
  }

  @Test
  void aSheetOfMoments() throws IOException {
    Path low = smoke("low", new GridSize(8, 12, 4), 0, 9);
    Path high = smoke("high", new GridSize(16, 24, 8), 0, 9);
    Path sheet = folder.resolve("sheet.png");
    Object[] line = {
      "render",
      low,
      sheet,
      "--compare",
      high,
      "--sheet",
      3,
      "--size",
      "64x96",
      "--frames",
      "1-9",
      "--view",
      "light"
    };
    done(line);
    Frame drawn = Drawn.read(sheet).get(0);
    int left = drawn.width() - 2 * 68;
    int top = drawn.height() - 3 * 100;
    assertThat(left).isBetween(50, 100); // frame 1, frame 5, frame 9
    assertThat(top).isBetween(40, 70);
    for (int column = 0; column < 2; column++) {
      for (int row = 0; row < 3; row++) {
        int x = left + column * 68;
        int y = top + row * 100 + 12;
        int parts = new int[] {2, 6, 10}[row]; // of ten, of the width
        // The light goes through a third of the longest side: exp(-16 / 3) is left.
        assertThat(grey(drawn, x + 2, y)).isGreaterThan(245);
        assertThat(grey(drawn, x + 61, y) > 200).isEqualTo(parts == 10);
        assertThat(grey(drawn, x + 2, y + 40)).isLessThan(10);
      }
    }
    failed(1, sheet + ": exists already; --overwrite replaces it", line);
    done("render", high, sheet, "--overwrite", "--view", "slice", "--axis", "x", "--sheet", 1);
    Frame slice = Drawn.read(sheet).get(0);
    assertThat(slice.width()).isEqualTo(8 * 11);
    assertThat(slice.height()).isEqualTo(24 * 11);
  }

  private static double mean(Frame frame, int left, int top, int width, int height) {
    double sum = 0;
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        sum += grey(frame, x, y);
      }
    }
    return sum / width / height;
  }

  @Test
  void solidSmokeIsRenderedAndAlikeAtAnyResolution() throws IOException {
    Path low = smoke("low", new GridSize(10, 16, 8), 4, 4);
    Path high = smoke("high", new GridSize(20, 32, 16), 4, 4);
    Path sheet = folder.resolve("sheet.png");
    Object[] line = {
      "render",
      low,
      sheet,
      "--compare",
      high,
      "--size",
      "72x40",
      "--camera",
      "0,0",
      "--light",
      "-60,20,2",
      "--overwrite"
    };
    done(line);
    Frame drawn = Drawn.read(sheet).get(0);
    assertThat(drawn.width()).isEqualTo(4 + 2 * 76); // just as large as is said
    int top = drawn.height() - 45; // an even number of rows, so that films have them, too
    for (int left : new int[] {4, 4 + 76}) {
      assertThat(mean(drawn, left, top, 10, 40)).isZero();
      // The bar of smoke: above and left of the picture's middle.
      assertThat(mean(drawn, left + 27, top + 4, 8, 5)).isGreaterThan(60);
      assertThat(mean(drawn, left + 40, top + 4, 20, 5)).isLessThan(20);
      assertThat(mean(drawn, left, top + 20, 72, 20)).isLessThan(2);
    }
    assertThat(mean(drawn, 4, top, 72, 40))
        .isCloseTo(mean(drawn, 80, top, 72, 40), withinPercentage(20));
    done(words(line, "--view", "volume", "--background", "light", "--absorption", 60));
    Frame dark = Drawn.read(sheet).get(0);
    assertThat(grey(dark, 5, top)).isEqualTo(255);
    assertThat(mean(dark, 4 + 27, top + 4, 8, 5)).isLessThan(150);
  }

  private static Object[] words(Object[] line, Object... more) {
    return Stream.concat(Stream.of(line), Stream.of(more)).toArray();
  }

  @Test
  void theCameraGoesOnceAround() throws IOException {
    Path smoke = smoke("smoke", new GridSize(10, 16, 8), 3, 7);
    Path around = folder.resolve("around");
    Object[] line = {"render", smoke, around, "--size", "24x24"};
    done(words(line, "--frames", 4, "--turntable", 4));
    assertThat(names(around))
        .containsExactly("000000.png", "000001.png", "000002.png", "000003.png");
    Path still = folder.resolve("still");
    done("render", smoke, still, "--size", "24x24", "--frames", 4);
    Frame alone = Drawn.read(still.resolve("000004.png")).get(0);
    assertThat(alone.width()).isEqualTo(24);
    assertThat(alone.height()).isEqualTo(24);
    assertThat(around.resolve("000000.png")).hasSameBinaryContentAs(still.resolve("000004.png"));
    done(
        "render",
        smoke,
        still,
        "--size",
        "24x24",
        "--frames",
        4,
        "--camera",
        "115,10", //
        "--overwrite");
    assertThat(around.resolve("000001.png")) // a quarter of the turn
        .hasSameBinaryContentAs(still.resolve("000004.png"));

    Path film = folder.resolve("film.mp4");
    assertThat(done("render", smoke, film, "--size", "24x24", "--turntable"))
        .contains(": 5 frames"); // as many as without
    assertThat(done("render", smoke, film, "--size", "24x24", "--turntable", 9, "--overwrite"))
        .contains(": 5 frames"); // of a slower turn
    assertThat(
            done(
                "render",
                smoke,
                film,
                "--size",
                "16x16",
                "--frames",
                5,
                "--turntable", //
                "--overwrite"))
        .contains(": 96 frames");
    Path sheet = folder.resolve("sheet.png");
    done("render", smoke, sheet, "--size", "24x24", "--frames", 5, "--sheet", 3, "--turntable");
    assertThat(Drawn.read(sheet).get(0).height()).isEqualTo(4 + 3 * 28);
    failed(
        2,
        "--turntable 8 is for films and pictures; on a sheet --sheet says how many",
        words(new Object[] {"render", smoke, sheet, "--overwrite"}, "--turntable", 8));
  }

  @Test
  void flatSmokeAndSlicesHaveColours() throws IOException {
    Path smoke = smoke("smoke", GridSize.flat(10, 16), 3, 3);
    Path sheet = folder.resolve("sheet.png");
    Object[] line = {"render", smoke, sheet, "--zoom", 1, "--overwrite", "--colours", "inferno"};
    byte[] first = {0, 0, 4};
    byte[] last = {(byte) 252, (byte) 255, (byte) 164};
    for (String background : List.of("dark", "light")) {
      done(words(line, "--background", background));
      byte[] pixels = Drawn.read(sheet).get(0).pixels();
      int smoky = 0;
      int empty = 9 * Frame.CHANNELS;
      boolean dark = background.equals("dark");
      assertThat(Arrays.copyOfRange(pixels, smoky, smoky + 3)).containsExactly(dark ? last : first);
      assertThat(Arrays.copyOfRange(pixels, empty, empty + 3)).containsExactly(dark ? first : last);
    }
    Path solid = smoke("solid", new GridSize(10, 16, 8), 3, 3);
    done("render", solid, sheet, "--overwrite", "--view", "slice", "--colours", "inferno");
    failed(
        2,
        "--colours is for flat smoke and --view slice",
        words(new Object[] {"render", solid, sheet, "--overwrite"}, "--colours", "grey"));
  }

  @Test
  void optionsOfOtherViewsAreWrongUsage() throws IOException {
    Path flat = smoke("flat", GridSize.flat(10, 16), 0, 0);
    Path solid = smoke("solid", new GridSize(10, 16, 8), 0, 0);
    Path out = folder.resolve("out.png");
    String only = " is for --view volume of solid smoke";
    failed(2, "--camera" + only, "render", flat, out, "--camera", "0,0");
    failed(2, "--light" + only, "render", solid, out, "--view", "slice", "--light", "0,0");
    failed(2, "--turntable" + only, "render", solid, out, "--view", "light", "--turntable");
    failed(
        2,
        "--axis is for --view light and slice; --camera turns --view volume",
        "render",
        solid,
        out,
        "--axis",
        "x");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--camera | 25 | '25': must be like 25,10 or 25,10,3 or 25,10,fit,50",
        "--camera | 1,2,3,4,5 | '1,2,3,4,5': must be like 25,10",
        "--camera | 25,high | '25,high': must be like 25,10",
        "--camera | 25,NaN | '25,NaN': must be like 25,10",
        "--camera | 25,100 | an elevation of 100.0 degrees: must be from -90 to 90",
        "--camera | 400,0 | an azimuth of 400.0 degrees: must be from -360 to 360",
        "--camera | 0,0,0 | a distance of 0.0 longest sides: must be above 0 and at most 1000",
        "--camera | 0,0,fit,0 | a field of view of 0.0 degrees: must be from 1 to 150",
        "--light | 25 | '25': must be like -60,45 or -60,45,2",
        "--light | 0,0,-1 | a light of strength -1.0: must be from 0 to 100",
        "--turntable | 1 | '1': must be a number of pictures such as 96, at least 2",
        "--turntable | slow | 'slow': must be a number of pictures such as 96, at least 2",
      })
  void camerasAndLightsThatCannotBe(String option, String value, String message)
      throws IOException {
    Path solid = smoke("solid", new GridSize(4, 6, 4), 0, 0);
    failed(2, message, "render", solid, folder.resolve("out.mp4"), option, value);
  }

  @Test
  void picturesKeepTheNumbersOfTheirFrames() throws IOException {
    Path smoke = smoke("smoke", GridSize.flat(10, 16), 3, 6);
    Path pictures = folder.resolve("pictures");
    done("render", smoke, pictures, "--zoom", 1, "--frames", "4-6", "--background", "light");
    assertThat(names(pictures)).containsExactly("000004.png", "000005.png", "000006.png");
    Frame picture = Drawn.read(pictures.resolve("000004.png")).get(0);
    assertThat(picture.width()).isEqualTo(10);
    assertThat(grey(picture, 0, 0)).isZero(); // black smoke at the upper left
    assertThat(grey(picture, 9, 0)).isEqualTo(255);
    done("render", smoke, folder.resolve("more/f_%02d.png"), "--zoom", 1, "--quiet");
    assertThat(names(folder.resolve("more"))).hasSize(4).startsWith("f_03.png");
  }

  @Test
  void theSameOnAnyNumberOfThreads() throws IOException {
    Path smoke = smoke("smoke", new GridSize(10, 16, 12), 0, 1);
    for (int threads = 1; threads <= 2; threads++) {
      done("render", smoke, folder.resolve(threads + ".png"), "--threads", threads);
    }
    assertThat(folder.resolve("1.png")).hasSameBinaryContentAs(folder.resolve("2.png"));
  }

  @Test
  void whatIsWrongIsSaidInOneLine() throws IOException {
    Path smoke = smoke("smoke", GridSize.flat(10, 16), 0, 2);
    Path later = smoke("later", GridSize.flat(10, 16), 5, 6);
    Path solid = smoke("solid", new GridSize(10, 16, 8), 0, 2);
    Path wide = smoke("wide", GridSize.flat(16, 10), 0, 2);
    Path out = folder.resolve("out.mp4");
    failed(1, "no: no such file or folder", "render", folder.resolve("no"), out);
    failed(1, "a_%d.uni: no such", "render", smoke.resolve("a_%d.uni"), out);
    failed(1, "is of MAC grids", "render", smoke.resolve("velocity_%04d.npz"), out);
    failed(1, "must be all flat or all solid", "render", smoke, out, "--compare", solid);
    failed(1, "must be of the same proportions", "render", smoke, out, "--compare", wide);
    failed(
        1,
        "no frame of one number in all: %s has 0 to 2, %s has 5 to 6"
            .formatted(smoke.resolve("density_%04d.npz"), later.resolve("density_%04d.npz")),
        "render",
        smoke,
        out,
        "--compare",
        later);
    failed(
        1,
        "--frames 2-3: there are 0 to 2 in all sequences",
        "render",
        smoke,
        out,
        "--frames",
        "2-3");
    failed(1, "unknown extension .gif", "render", smoke, folder.resolve("out.gif"));
    Files.copy(smoke.resolve("density_0000.npz"), smoke.resolve("density_low_0000.npz"));
    failed(1, "holds 2 densities, name one of them", "render", smoke, out);
    assertThat(out).doesNotExist();
  }

  @Test
  void nothingIsLeftOfAFilmWithABadFrame() throws IOException {
    Path smoke = smoke("smoke", GridSize.flat(10, 16), 0, 2);
    Path uni = folder.resolve("uni");
    done("convert", smoke, uni, "--format", "uni");
    Path bad = uni.resolve("density_0002.uni");
    ByteBuffer grid;
    try (var in = new GZIPInputStream(Files.newInputStream(bad))) {
      grid = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
    grid.putFloat(UNI_HEADER + 7 * Float.BYTES, Float.NaN);
    try (var out = new GZIPOutputStream(Files.newOutputStream(bad))) {
      out.write(grid.array());
    }
    for (String output : List.of("film.mkv", "sheet.png", "pictures")) {
      failed(1, bad + ": NaN at cell (7, 0, 0)", "render", uni, folder.resolve(output));
    }
    assertThat(names(folder)).containsExactly("smoke", "uni");
  }

  @ParameterizedTest
  @CsvSource({
    "render in",
    "render in out.mp4 --view xray",
    "render in out.mp4 --axis w",
    "render in out.mp4 --background blue",
    "render in out.mp4 --sheet 4",
    "render in out.png --sheet 0",
    "render in out.png --fps 25",
    "render in out.mp4 --frames 5-4",
    "render in out.mp4 --frames all",
    "render in out.mp4 --labels a;b",
    "render in out.mp4 --size 64x64 --zoom 2",
    "render in out.mp4 --size big",
    "render in out.mp4 --threads 0"
  })
  void wrongUsage(String line) throws IOException {
    Path in = smoke("in", GridSize.flat(10, 16), 0, 0);
    var words = line.replace(';', ',').replace(" in", " " + in).split(" ");
    failed(2, "--help", (Object[]) words);
  }

  @Test
  void sizesThatCannotBeAreWrongUsage() throws IOException {
    Path in = smoke("in", GridSize.flat(10, 16), 0, 0);
    Path out = folder.resolve("out.png");
    failed(2, "--zoom 0: must be at least 1", "render", in, out, "--zoom", 0);
    failed(2, "must be at most 8192 along each side", "render", in, out, "--zoom", 999);
    failed(2, "--absorption -1.0: must be above 0", "render", in, out, "--absorption", -1);
    failed(2, "--labels: 2 for 1 sequences", "render", in, out, "--labels", "a,b");
  }
}
