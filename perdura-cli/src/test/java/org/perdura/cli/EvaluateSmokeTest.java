package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.grid.GridSize;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.grid.io.GridFiles;
import org.perdura.media.Pictures;

final class EvaluateSmokeTest {

  private static final GridSize SIZE = GridSize.flat(32, 24);
  private static final int FRAMES = 4;

  @TempDir private Path folder;
  private Path truth;
  private Path good;
  private Path bad;

  @BeforeEach
  void draw() throws IOException {
    truth = smoke(folder.resolve("truth"), SIZE, 0, 0);
    good = smoke(folder.resolve("good"), SIZE, 0, 0.02);
    bad = smoke(folder.resolve("bad"), SIZE, 0, 0.2);
  }

  /** The same random frames every time, with more noise in each. */
  private static Path smoke(Path into, GridSize size, int first, double noise) throws IOException {
    Files.createDirectories(into);
    var other = new Random(9);
    for (int number = 0; number < FRAMES + first; number++) {
      var random = new Random(number);
      var field = new ScalarField(size);
      for (int i = 0; i < size.cells(); i++) {
        field.values()[i] = (float) (random.nextDouble() + noise * other.nextGaussian());
      }
      if (number >= first) {
        GridFiles.write(into.resolve("density_%04d.npz".formatted(number)), field);
      }
    }
    return into;
  }

  private static String pattern(Path run) {
    return run + "/density_%04d.npz";
  }

  private static void velocity(Path into, GridSize size, int frames) throws IOException {
    for (int number = 0; number < frames; number++) {
      GridFiles.write(
          into.resolve("velocity_%04d.npz".formatted(number)),
          new VectorField(size, Placement.FACES));
    }
  }

  private static Cli done(Object... words) {
    Cli result = Cli.run(words);
    assertThat(result.code()).as(result.err().toString()).isZero();
    return result;
  }

  private static void refused(String message, Object... words) {
    Cli result = Cli.run(words);
    assertThat(result.err()).singleElement().isEqualTo("perdura: " + message);
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void patternsAndFoldersAreJudgedInOneTable() throws IOException {
    velocity(truth, SIZE.over(4), FRAMES);
    Cli result = done("evaluate", bad, "fine=" + pattern(good), truth, "--threads", 1);
    assertThat(result.err()).isEmpty();
    assertThat(result.out().get(0)).matches("mean of 4 frames +bad +fine +truth");
    assertThat(result.out().get(1)).matches("PSNR dB +1\\d\\.\\d\\d +3\\d\\.\\d\\d\\*");
    assertThat(result.out())
        .filteredOn(line -> line.startsWith("coherence-fine"))
        .singleElement()
        .asString()
        .matches("coherence-fine +\\d\\.\\d+\\*? +\\d\\.\\d+\\*? +\\d\\.\\d+");
    assertThat(result.out()).hasSize(13);
    assertThat(result.out().get(12))
        .isEqualTo(
            "* best; higher is better for PSNR, SSIM, SSIM-occupied, nearer to 1 for"
                + " gradient-ratio, lower for the others");
  }

  @Test
  void withoutAVelocityTheAdvectedFiguresAreLeftOutWithANote() throws IOException {
    Cli result = done("evaluate", good, truth);
    assertThat(result.err())
        .containsExactly(
            "warning: no velocity was found, so what is counted after advection is left out;"
                + " --velocity names one");
    assertThat(result.out()).noneMatch(line -> line.contains("advected"));

    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    velocity(elsewhere, SIZE, FRAMES - 1); // the last frame's carries nothing that is judged
    Cli with = done("evaluate", good, truth, "--velocity", elsewhere);
    assertThat(with.err()).isEmpty();
    assertThat(with.out()).anyMatch(line -> line.startsWith("temporal-error-advected x100"));

    velocity(truth, SIZE, 1);
    assertThat(done("evaluate", good, truth).err())
        .containsExactly(
            ("warning: no velocity was found (%s: is missing: must be there, since %s is), so what"
                    + " is counted after advection is left out; --velocity names one")
                .formatted(truth.resolve("velocity_0001.npz"), truth.resolve("density_0001.npz")));
    refused(
        "%s: is missing: must be there, since %s is"
            .formatted(truth.resolve("velocity_0001.npz"), truth.resolve("density_0001.npz")),
        "evaluate",
        good,
        truth,
        "--velocity",
        truth);
  }

  @Test
  void theLowResDensityIsJudgedAsAResultOfItsOwn() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (var slabs = new Slabs(1)) {
      for (int number = 0; number < FRAMES; number++) {
        ScalarField high =
            GridFiles.readScalar(truth.resolve("density_%04d.npz".formatted(number)));
        GridFiles.write(data.resolve("density_high_%04d.npz".formatted(number)), high);
        GridFiles.write(
            data.resolve("density_low_%04d.npz".formatted(number)),
            Resampling.down(high, 4, slabs));
        GridFiles.write(
            data.resolve("velocity_low_%04d.npz".formatted(number)),
            new VectorField(SIZE.over(4), Placement.FACES));
      }
    }
    Path json = folder.resolve("figures.json");
    Cli result = done("evaluate", good, data, "--low", data, "--json", json);
    assertThat(result.err()).isEmpty(); // velocity_low was found
    assertThat(result.out().get(0)).matches("mean of 4 frames +good +cubic +truth");

    JsonNode all = new ObjectMapper().readTree(json.toFile());
    assertThat(all.path("kind").asText()).isEqualTo("smoke");
    assertThat(all.path("frames").asInt()).isEqualTo(FRAMES);
    JsonNode cubic = all.path("results").path(1);
    assertThat(cubic.path("result").asText()).isEqualTo("cubic");
    assertThat(cubic.path("mean").path("fine-error").asDouble()).isCloseTo(1, within(0.05));
    JsonNode changes = cubic.path("per-frame").path("temporal-error");
    assertThat(changes).hasSize(FRAMES);
    assertThat(changes.path(0).isNull()).isTrue();
    JsonNode spectrum = all.path("truth").path("spectrum");
    assertThat(spectrum.path("power")).hasSameSizeAs(spectrum.path("waves-per-cell"));
  }

  @Test
  void framesThatNotAllHaveAreLeftOutWithANote() throws IOException {
    Path later = smoke(folder.resolve("later"), SIZE, 2, 0.1);
    velocity(truth, SIZE, FRAMES);
    Cli result = done("evaluate", good, later, truth);
    assertThat(result.err())
        .containsExactly(
            "warning: compared are the frames 2 to 3, which all have; good has 0 to 3, later has 2"
                + " to 5, the truth has 0 to 3");
    Path never = smoke(folder.resolve("never"), SIZE, 10, 0.1);
    refused(
        "%s: has the frames 10 to 13, must have some of %s, 0 to 3"
            .formatted(pattern(never), pattern(truth)),
        "evaluate",
        never,
        truth);
    Cli spectra = done("evaluate", never, truth, "--spectrum-only");
    assertThat(spectra.out()).hasSize(4);
    assertThat(spectra.out().get(1)).startsWith("spectrum-error log10 ");
    assertThat(spectra.out().get(3)).isEqualTo("lower is better");
  }

  @Test
  void reportIsOnePage() throws IOException {
    Path report = folder.resolve("report");
    done("evaluate", good, truth, "--report", report);
    assertThat(Files.readString(report.resolve("index.html"))).contains("fine-error", "good");
    refused(
        report + ": is not empty; --overwrite replaces the report in it",
        "evaluate",
        good,
        truth,
        "--report",
        report);
  }

  @Test
  void whatDoesNotFitIsSaidInOneLineAndNothingIsWritten() throws IOException {
    Path json = folder.resolve("figures.json");
    Path small = smoke(folder.resolve("small"), GridSize.flat(16, 24), 0, 0);
    refused(
        "%s: 16x24, must be 32x24, as %s"
            .formatted(small.resolve("density_0000.npz"), truth.resolve("density_0000.npz")),
        "evaluate",
        small,
        truth,
        "--json",
        json);
    Path missing = folder.resolve("missing");
    refused(missing + ": no such file or folder", "evaluate", missing, truth);
    refused(missing + ": no such file or folder", "evaluate", good, missing);
    refused(
        pattern(missing.resolveSibling("good")).replace("density", "smoke")
            + ": no such file or folder",
        "evaluate",
        good + "/smoke_%04d.npz",
        truth);
    Path film = Files.createDirectory(folder.resolve("film"));
    Pictures.write(Drawn.frame(32, 24, 0), film.resolve("0.png"));
    refused(
        "%s: is smoke, but %s is not; both must be of one kind".formatted(truth, film),
        "evaluate",
        film,
        truth);
    Path one = Files.copy(truth.resolve("density_0001.npz"), folder.resolve("alone.npz"));
    refused(
        one
            + ": is a file without a number; must be such as density_0001.vdb, a folder, or a"
            + " pattern such as density_%04d.uni",
        "evaluate",
        one,
        truth);
    Path file = good.resolve("density_0002.npz");
    poison(file);
    Cli result = Cli.run("evaluate", good, truth, "--json", json);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .filteredOn(line -> line.startsWith("perdura: "))
        .singleElement()
        .asString()
        .startsWith("perdura: " + file + ": ")
        .contains("NaN");
    assertThat(json).doesNotExist();
  }

  /** Puts a NaN where the first value is, as the .npz of another program may have it. */
  private static void poison(Path file) throws IOException {
    var nan = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(Float.NaN).array();
    var stored = new ByteArrayOutputStream();
    try (var zip = new ZipInputStream(Files.newInputStream(file));
        var out = new ZipOutputStream(stored)) {
      var entry = zip.getNextEntry();
      byte[] array = zip.readAllBytes();
      System.arraycopy(nan, 0, array, array.length - 4 * SIZE.cells(), nan.length);
      out.putNextEntry(new ZipEntry(entry.getName()));
      out.write(array);
    }
    Files.write(file, stored.toByteArray());
  }

  @Test
  void optionsOfTheOtherKindAreRefused() {
    for (String option : new String[] {"--metrics=psnr", "--lpips=vgg", "--lpips-weights=a.pth"}) {
      Cli result = Cli.run("evaluate", good, truth, option);
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err().get(0))
          .contains(option.substring(0, option.indexOf('=')) + " is for films, and this is smoke");
    }
    Cli film = Cli.run("evaluate", "a.mp4", "b.mp4", "--spectrum-only");
    assertThat(film.code()).isEqualTo(2);
    assertThat(film.err().get(0)).contains("--spectrum-only is for smoke, and these are films");
  }
}
