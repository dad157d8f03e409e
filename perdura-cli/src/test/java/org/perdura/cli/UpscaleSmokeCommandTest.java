package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.grid.io.GridFiles;
import org.perdura.nn.SafeTensors;
import org.perdura.smoke.model.GeneratorSpec;
import org.perdura.smoke.model.Inputs;

/** {@code upscale} of smoke. */
final class UpscaleSmokeCommandTest {

  private static final GridSize SIZE = GridSize.flat(18, 14);
  private static final int FRAMES = 3;

  @TempDir private Path folder;
  private Path smoke;
  private Path model;

  @BeforeEach
  void draw() throws IOException {
    smoke = Files.createDirectory(folder.resolve("run"));
    var random = new Random(2);
    for (int n = 0; n < FRAMES; n++) {
      var density = new ScalarField(SIZE);
      for (int i = 0; i < SIZE.cells(); i++) {
        density.values()[i] = random.nextFloat();
      }
      GridFiles.write(smoke.resolve("density_000" + n + ".uni"), density);
      var velocity = new VectorField(SIZE, Placement.FACES);
      GridFiles.write(smoke.resolve("velocity_000" + n + ".uni"), velocity);
    }
    var spec = new GeneratorSpec("compact", 2, Inputs.VELOCITY, 0, 4, 1, 0, 0.001);
    model = folder.resolve("smoke.safetensors");
    try (var generator = spec.create(1)) {
      SafeTensors.write(model, generator.state(), spec.metadata());
    }
  }

  private Cli upscale(Object... more) {
    var args = new Object[more.length + 5];
    args[0] = "upscale";
    args[1] = "--model";
    args[2] = model;
    args[3] = "--threads";
    args[4] = 1;
    System.arraycopy(more, 0, args, 5, more.length);
    return Cli.run(args);
  }

  private static void refused(Cli result, String... words) {
    assertThat(result.code()).as("%s", result.err()).isEqualTo(1);
    assertThat(result.err()).singleElement().asString().startsWith("perdura: ").contains(words);
  }

  @Test
  void aFolderIsUpscaled() throws IOException {
    Path out = folder.resolve("fine");
    Cli result = upscale(smoke, out);
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).singleElement().asString().contains("3 frames", "ms each", "1 tile");
    ScalarField last = GridFiles.readScalar(out.resolve("density_0002.uni"));
    assertThat(last.size()).isEqualTo(SIZE.times(4));
    Cli again = upscale(smoke, out);
    refused(again, "--resume goes on with it");
    Cli resumed = upscale(smoke, out, "--resume");
    assertThat(resumed.out()).singleElement().asString().contains("3 frames, all there already");
    assertThat(upscale(smoke, out, "--overwrite", "--conserve-mass").code()).isZero();
  }

  @Test
  void machinesAreToldInJson() throws IOException {
    Cli result = upscale(smoke + "/density_%04d.uni", folder + "/fine/x_%d.npz", "--json");
    assertThat(result.err()).isEmpty();
    var last = new ObjectMapper().readTree(result.out().get(result.out().size() - 1));
    assertThat(last.path("event").asText()).isEqualTo("done");
    assertThat(last.path("frames").asInt()).isEqualTo(FRAMES);
    assertThat(last.path("tiles").asInt()).isEqualTo(1);
    assertThat(folder.resolve("fine/x_2.npz")).isRegularFile();
  }

  @Test
  void frameRatesAreOnlyForFilesWithUnits() {
    refused(upscale(smoke, folder.resolve("out"), "--fps", "24"), "--fps", "only for .vdb");
  }

  @Test
  void velocityFromElsewhere() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    for (int n = 0; n < FRAMES; n++) {
      Files.move(smoke.resolve("velocity_000" + n + ".uni"), elsewhere.resolve("u" + n + ".uni"));
    }
    Path out = folder.resolve("fine");
    refused(upscale(smoke, out), "needs its velocity", "velocity_%04d.uni", "--velocity");
    assertThat(upscale(smoke, out, "--velocity", elsewhere + "/u%d.uni").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--scale=2", "--codec=h264", "--quality=3", "--no-audio", "--no-scene-cuts"})
  void optionsOfFilmsAreNotForSmoke(String option) {
    Cli result = upscale(smoke, folder.resolve("out"), option);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .singleElement()
        .asString()
        .contains(option.replaceAll("=.*", "") + ": only for films and pictures");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--velocity=vel_%d.uni", "--conserve-mass"})
  void optionsOfSmokeAreNotForFilms(String option) {
    Cli result = upscale("in.mp4", folder.resolve("out.mp4"), option);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .singleElement()
        .asString()
        .contains(option.replaceAll("=.*", "") + ": only for smoke");
  }

  @Test
  void modelsOfTheOtherKind() throws IOException {
    Path video = Drawn.model(folder.resolve("video.safetensors"));
    refused(
        Cli.run("upscale", smoke, folder.resolve("out"), "--model", video),
        "video.safetensors: a model for video: must be one for smoke");
    Path film = Drawn.film(folder.resolve("in.mp4"), 34, 22, 2);
    refused(
        upscale(film, folder.resolve("out.mp4")),
        "smoke.safetensors: a model for smoke: must be one for video");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(folder.resolve("out.mp4")).doesNotExist();
  }

  @Test
  void smokeIsNotWrittenAsAFilm() {
    refused(upscale(smoke, folder.resolve("out.mp4")), "out.mp4: smoke is not written as pictures");
    refused(upscale(smoke, folder.resolve("%04d.png")), "must end with .uni or .npz");
  }

  @Test
  void valuesThatAreNoNumbers() throws IOException {
    Path file = smoke.resolve("density_0001.uni");
    byte[] content;
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      content = in.readAllBytes();
    }
    ByteBuffer.wrap(content)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(content.length - Float.BYTES, Float.NaN); // the last cell
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
    refused(
        upscale(smoke, folder.resolve("out")),
        file + ": NaN at cell (17, 13, 0): must be a finite number");
    assertThat(folder.resolve("out/density_0000.uni")).isRegularFile();
    assertThat(folder.resolve("out/density_0001.uni")).doesNotExist();
  }

  @Test
  void whatIsKnownOfASmokeModel() {
    Cli result = Cli.run("models", "info", model);
    assertThat(result.err()).isEmpty();
    assertThat(String.join("\n", result.out())).contains("domain: smoke", "dimensions: 2");
  }
}
