package org.perdura.grid.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.grid.vdb.VdbCompression;
import org.perdura.grid.vdb.VdbCompression.Codec;

/** What is written here, OpenVDB and Blender read; each test is left out where they are absent. */
final class OpenVdbRefereesTest {

  private static final Path SCRIPTS = Path.of("src", "test", "python");
  private static final GridSize SIZE = new GridSize(40, 33, 21);
  private static final int FRAMES = 2;
  private static final int ACTIVE = 17_000;

  @TempDir private Path folder;

  private static ScalarField density(int frame) {
    var random = new Random(frame);
    var field = new ScalarField(SIZE);
    for (int n = 0; n < ACTIVE; n++) {
      field.values()[random.nextInt(SIZE.cells())] = 0.25f + random.nextFloat();
    }
    return field;
  }

  private static VectorField velocity() {
    var random = new Random(3);
    var field = new VectorField(SIZE, Placement.FACES);
    for (int n = 0; n < ACTIVE; n++) {
      field.component(random.nextInt(3))[random.nextInt(SIZE.cells())] = random.nextFloat() - 0.5f;
    }
    return field;
  }

  static Stream<VdbCompression> compressions() {
    return Stream.of(Codec.values())
        .flatMap(
            codec -> Stream.of(new VdbCompression(codec, true), new VdbCompression(codec, false)));
  }

  private Path write(VdbCompression compression, boolean half) throws IOException {
    Path file = folder.resolve("smoke_0001.vdb");
    VdbScene scene =
        VdbScene.usual(SIZE, 0.5, 2).stored(half, compression); // 1 cell a frame: 1 m/s
    VdbFormat.write(file, scene, List.of(GridData.of(density(1)), GridData.of(velocity())));
    return file;
  }

  /** What a program says; null if it is not there or fails. */
  private static String run(String... command) throws IOException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? said : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Debian's own has the package. */
  private static String python() throws IOException {
    for (String python : List.of("/usr/bin/python3", "python3")) {
      if (run(python, "-c", "import pyopenvdb, numpy") != null) {
        return python;
      }
    }
    return null;
  }

  private static double weighted(float[] values) {
    double sum = 0;
    for (int k = 0; k < SIZE.z(); k++) {
      for (int j = 0; j < SIZE.y(); j++) {
        for (int i = 0; i < SIZE.x(); i++) {
          sum += values[SIZE.index(i, j, k)] * (double) ((i * 7 + j * 13 + k * 29) % 31);
        }
      }
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void pythonReadsTheSameValues(VdbCompression compression) throws IOException {
    String python = python();
    assumeTrue(python != null, "no python3-openvdb");
    Path file = write(compression, false);
    JsonNode density = told(python, file, "density");
    float[] values = density(1).values();
    assertThat(density.required("active").asInt()).isEqualTo(notZero(values));
    assertThat(density.required("sums").get(0).asDouble())
        .isCloseTo(weighted(values), within(1e-6));
    assertThat(density.required("voxel").asDouble()).isEqualTo(0.5);
    JsonNode velocity = told(python, file, "velocity");
    for (int axis = 0; axis < 3; axis++) {
      assertThat(velocity.required("sums").get(axis).asDouble())
          .isCloseTo(weighted(velocity().component(axis)), within(1e-6));
    }
  }

  private static JsonNode told(String python, Path file, String grid) throws IOException {
    String said =
        run(
            python,
            SCRIPTS.resolve("openvdb_values.py").toString(),
            file.toString(),
            grid,
            "" + SIZE.x(),
            "" + SIZE.y(),
            "" + SIZE.z());
    assertThat(said).isNotNull();
    return new ObjectMapper().readTree(said);
  }

  private static int notZero(float[] values) {
    int count = 0;
    for (float value : values) {
      count += value == 0 ? 0 : 1;
    }
    return count;
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void vdbPrintListsTheGrids(VdbCompression compression) throws IOException {
    Path file = write(compression, true);
    String said = run("vdb_print", "-l", file.toString());
    assumeTrue(said != null, "no vdb_print");
    String active = String.format(Locale.ROOT, "%,d", notZero(density(1).values()));
    assertThat(said)
        .contains("Name: density")
        .contains("Name: velocity")
        .contains("Number of active voxels:       " + active)
        .contains("class: staggered")
        .contains("voxel size: 0.5")
        .doesNotContain("ERROR");
  }

  @Test
  void blenderOpensAndRendersASequence() throws IOException {
    assumeTrue(run("blender", "--version") != null, "no blender");
    for (int frame = 1; frame <= FRAMES; frame++) {
      VdbFormat.write(folder.resolve("smoke_000" + frame + ".vdb"), density(frame), velocity());
    }
    Path picture = folder.resolve("picture.png");
    String said =
        run(
            "blender",
            "--background",
            "--factory-startup",
            "--python-exit-code",
            "1",
            "--python",
            SCRIPTS.resolve("blender_vdb.py").toString(),
            "--",
            folder.toString(),
            picture.toString());
    assertThat(said).as("what Blender says").isNotNull();
    String line = said.lines().filter(l -> l.startsWith("BLENDER ")).findFirst().orElseThrow();
    JsonNode told = new ObjectMapper().readTree(line.substring("BLENDER ".length()));
    double voxel = VdbScene.usual(SIZE).transform().voxelSize()[0];
    assertThat(told.required("sequence").asBoolean()).isTrue();
    assertThat(told.required("frames").asInt()).isEqualTo(FRAMES);
    JsonNode grids = told.required("grids");
    assertThat(grids.required("density").get(0).asText()).isEqualTo("FLOAT");
    assertThat(grids.required("density").get(2).asDouble()).isCloseTo(voxel, within(1e-6));
    assertThat(grids.required("velocity").get(0).asText()).isEqualTo("VECTOR_FLOAT");
    assertThat(grids.required("velocity").get(1).asInt()).isEqualTo(3);
    requireSmoke(ImageIO.read(picture.toFile()));
  }

  /** The smoke scatters the sun's light: bright in the middle, nothing in the corners. */
  private static void requireSmoke(BufferedImage picture) {
    assertThat(picture.getRGB(24, 24) & 0xff).isGreaterThan(20);
    assertThat(picture.getRGB(0, 0) & 0xff).isLessThan(5);
  }

  /** So that scripts that are moved away are noticed where no referee is. */
  @Test
  void theScriptsAreThere() {
    assertThat(Files.isRegularFile(SCRIPTS.resolve("blender_vdb.py"))).isTrue();
    assertThat(Files.isRegularFile(SCRIPTS.resolve("openvdb_values.py"))).isTrue();
  }
}
