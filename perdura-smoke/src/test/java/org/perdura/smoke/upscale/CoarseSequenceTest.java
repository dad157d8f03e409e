package org.perdura.smoke.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.grid.GridSize;
import org.perdura.grid.IntField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.GridSequence;
import org.perdura.smoke.model.Inputs;

/** Which files are meant, and what is said if they will not do. */
class CoarseSequenceTest {

  private static SmokeModel model;
  private static SmokeModel densityOnly;
  private static SmokeModel solid;

  @TempDir private Path folder;
  private String input;

  @BeforeAll
  static void create() {
    model = Drawn.model(Drawn.compact(2, Inputs.VELOCITY, 0, 0));
    densityOnly = Drawn.model(Drawn.compact(2, Inputs.DENSITY, 0, 0));
    solid = Drawn.model(Drawn.compact(3, Inputs.VELOCITY, 0, 0));
  }

  @AfterAll
  static void free() {
    model.close();
    densityOnly.close();
    solid.close();
  }

  @BeforeEach
  void draw() throws IOException {
    input = Drawn.sequence(folder, Drawn.FLAT, 3, ".npz");
  }

  private CoarseSequence open(String name, String velocity) throws IOException {
    return CoarseSequence.of(GridSequence.density(name), velocity, model);
  }

  private void refused(String name, String velocity, String... words) {
    assertThatThrownBy(() -> open(name, velocity))
        .isInstanceOf(IOException.class)
        .message()
        .contains(words)
        .doesNotContain("\n");
  }

  @Test
  void densityAndVelocityAreFound() throws IOException {
    for (String name : new String[] {input, folder.toString()}) {
      CoarseSequence found = open(name, null);
      assertThat(found.density().name()).hasToString(input);
      assertThat(found.velocity().orElseThrow().name().prefix()).isEqualTo("velocity_");
    }
    assertThat(CoarseSequence.of(GridSequence.density(input), null, densityOnly).velocity())
        .isEmpty();
  }

  @Test
  void aFolderWithOnlyOneSequenceOfNumbersWillDo() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    GridFiles.write(other.resolve("smoke1.uni"), Drawn.density(Drawn.FLAT, 1));
    GridFiles.write(other.resolve("kind1.uni"), new IntField(Drawn.FLAT));
    GridFiles.write(other.resolve("v1.uni"), Drawn.velocity(Drawn.FLAT, 1, Placement.CENTRES));
    String velocity = other.resolve("v%d.uni").toString();
    CoarseSequence found = open(other.toString(), velocity);
    assertThat(found.density().name().prefix()).isEqualTo("smoke");
    assertThat(found.velocity().orElseThrow().name()).hasToString(velocity);
    refused(other.toString(), null, "smoke%d.uni: ", "needs its velocity", "--velocity");
  }

  @Test
  void severalDensitiesAreListed() throws IOException {
    GridFiles.write(folder.resolve("density_high_0001.npz"), Drawn.density(Drawn.FLAT, 1));
    refused(folder.toString(), null, "2 densities", "density_%04d.npz", "density_high_%04d.npz");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    refused(empty.toString(), null, "empty: holds no density");
  }

  @Test
  void oneGridIsASequenceIfItsNumberIsKnown() throws IOException {
    Path numbered = folder.resolve("density_0003.npz");
    assertThat(GridSequence.density(numbered.toString()).numbers()).containsExactly(3);
    Path unnumbered = Files.copy(numbered, folder.resolve("density.npz"));
    refused(unnumbered.toString(), null, "is a file without a number");
    assertThatThrownBy(() -> open(folder.resolve("no_%04d.npz").toString(), null))
        .isInstanceOf(java.nio.file.NoSuchFileException.class);
  }

  @Test
  void gapsAndMixedSizes() throws IOException {
    Path middle = folder.resolve("density_0004.npz");
    Files.delete(middle);
    refused(input, null, middle + ": is missing");
    GridFiles.write(middle, Drawn.density(GridSize.flat(9, 9), 1));
    refused(input, null, middle + ": Real 9x9, but the sequence began with Real 24x20");
  }

  @Test
  void missingVelocity() throws IOException {
    Files.delete(folder.resolve("velocity_0005.npz"));
    refused(input, null, "velocity_0005.npz: is missing");
    refused(input, folder.resolve("velocity_%04d.npz").toString(), "velocity_0005.npz: is missing");
    Files.delete(folder.resolve("velocity_0004.npz"));
    Files.delete(folder.resolve("velocity_0003.npz"));
    refused(input, null, "neither", "velocity_%04d.npz nor ", "vel_%04d.npz", "--velocity");
  }

  @Test
  void velocityOfAnotherSizeOrKind() throws IOException {
    var other = GridSize.flat(12, 10);
    for (int n = 3; n < 6; n++) {
      GridFiles.write(
          folder.resolve("velocity_000%d.npz".formatted(n)),
          Drawn.velocity(other, n, Placement.FACES));
    }
    refused(input, null, "velocity_%04d.npz: 12x10, but ", "density_%04d.npz is 24x20");
    refused(input, input, "density_%04d.npz: is a sequence of Real grids, must be MAC or Vec3");
    String velocity = folder.resolve("velocity_%04d.npz").toString();
    refused(velocity, null, "velocity_%04d.npz: is of MAC grids, must be Real or Levelset");
  }

  @Test
  void flatSmokeIsNotForASolidModelNorTheOtherWayRound() throws IOException {
    assertThatThrownBy(() -> CoarseSequence.of(GridSequence.density(input), null, solid))
        .hasMessage(input + ": is of 24x20 cells, so 2D, but the model drawn is for 3D smoke");
    Path volumes = folder.resolve("volumes");
    String third = Drawn.sequence(volumes, Drawn.SOLID, 1, ".uni");
    refused(third, null, "is of 14x12x13 cells, so 3D, but the model drawn is for 2D smoke");
  }
}
