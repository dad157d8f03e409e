package org.perdura.smoke.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

class TileReaderTest {

  private static final double OMEGA = 0.05; // per step

  @TempDir private Path folder;

  /** Density by place, in low-res cells from the corner; velocity: a rotation about the centre. */
  private StoredSimulation simulation(GridSize low, ToDoubleFunction<double[]> density)
      throws IOException {
    var velocity = new VectorField(low, VectorField.Placement.CENTRES);
    for (int k = 0; k < low.z(); k++) {
      for (int j = 0; j < low.y(); j++) {
        for (int i = 0; i < low.x(); i++) {
          int at = low.index(i, j, k);
          velocity.x()[at] = (float) (-OMEGA * (j + 0.5 - low.y() / 2.0));
          velocity.y()[at] = (float) (OMEGA * (i + 0.5 - low.x() / 2.0));
        }
      }
    }
    ScalarField high = field(low.times(4), 4, density);
    ScalarField coarse;
    try (var slabs = new Slabs(1)) {
      coarse = Resampling.down(high, 4, slabs);
    }
    Path file = folder.resolve("one.pairs");
    Files.write(file, StoredSimulation.encode(coarse, velocity, high).array());
    return new StoredSimulation(file, "test", low, 1, true);
  }

  private static ScalarField field(GridSize size, int fineness, ToDoubleFunction<double[]> value) {
    var field = new ScalarField(size);
    for (int k = 0; k < size.z(); k++) {
      for (int j = 0; j < size.y(); j++) {
        for (int i = 0; i < size.x(); i++) {
          double[] place = {
            (i + 0.5) / fineness, (j + 0.5) / fineness, size.isFlat() ? 0 : (k + 0.5) / fineness
          };
          field.values()[size.index(i, j, k)] = (float) value.applyAsDouble(place);
        }
      }
    }
    return field;
  }

  private static ToDoubleFunction<double[]> blob(double x, double y, double z, double radius) {
    return place -> {
      double square = 0;
      double[] centre = {x, y, z};
      for (int axis = 0; axis < 3; axis++) {
        square += (place[axis] - centre[axis]) * (place[axis] - centre[axis]);
      }
      return Math.exp(-square / (radius * radius));
    };
  }

  private static SmokeTile read(StoredSimulation simulation, TileShape shape, Pose pose) {
    try (var slabs = new Slabs(1)) {
      return new TileReader(simulation, shape, pose, 1, slabs).read(0);
    }
  }

  @Test
  void aTileAsItLiesIsAPartOfTheFields() throws IOException {
    var low = GridSize.flat(12, 10);
    StoredSimulation simulation = simulation(low, blob(5, 4, 0, 3));
    var pose = new Pose(new double[][] {{1, 0}, {0, 1}}, new double[] {6, 5}, true);
    SmokeTile tile = read(simulation, new TileShape(2, 4, 1, 0), pose);
    for (int j = 0; j < 16; j++) {
      for (int i = 0; i < 16; i++) {
        int at = low.times(4).index(16 + i, 12 + j, 0);
        assertThat(tile.high()[0][j * 16 + i]).isEqualTo(simulation.densityHigh(0).values().at(at));
      }
    }
    assertThat(tile.low()[0][5]).isEqualTo(simulation.density(0).values().at(low.index(5, 4, 0)));
    assertThat(tile.velocity()[0][16]).isCloseTo((float) (OMEGA * (4.5 - 6)), within(1e-6f));
  }

  /**
   * Every other frame is smoke twice as fast; none between is smoke that the end of a film cuts
   * off.
   */
  @Test
  void stridesMakeSmokeFast() throws IOException {
    var low = GridSize.flat(8, 8);
    var frames = new ArrayList<ByteBuffer>();
    for (int frame = 0; frame < 5; frame++) {
      int number = frame;
      ScalarField high = field(low.times(4), 4, place -> number / 8.0);
      var coarse = field(low, 1, place -> number / 8.0);
      var velocity = new VectorField(low, VectorField.Placement.CENTRES);
      Arrays.fill(velocity.x(), 0.25f);
      frames.add(StoredSimulation.encode(coarse, velocity, high));
    }
    Path file = folder.resolve("five.pairs");
    try (var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (ByteBuffer frame : frames) {
        out.write(frame.rewind());
      }
    }
    var simulation = new StoredSimulation(file, "test", low, 5, false);
    var shape = new TileShape(2, 4, 1, 1);
    var pose = new Pose(new double[][] {{1, 0}, {0, 1}}, new double[] {4, 4}, true);
    for (int stride : new int[] {0, 1, 2}) {
      try (var slabs = new Slabs(1)) {
        SmokeTile tile = new TileReader(simulation, shape, pose, stride, slabs).read(2);
        for (int neighbour = -1; neighbour <= 1; neighbour++) {
          assertThat(tile.low()[neighbour + 1][0])
              .isCloseTo((2 + neighbour * stride) / 8f, within(1e-3f));
        }
        assertThat(tile.high()[0][0]).isCloseTo(0.25f, within(1e-3f));
        assertThat(tile.velocity()[0][0]).isEqualTo(0.25f * Math.max(1, stride));
      }
    }
  }

  @Test
  void aQuarterTurnTurnsTheSmoke() throws IOException {
    StoredSimulation simulation = simulation(GridSize.flat(8, 8), blob(6, 4, 0, 1));
    // Tile x runs along y of the simulation, tile y against its x.
    var pose = new Pose(new double[][] {{0, -1}, {1, 0}}, new double[] {4, 4}, true);
    SmokeTile tile = read(simulation, new TileShape(2, 8, 1, 0), pose);
    ScalarField turned = field(GridSize.flat(32, 32), 4, blob(4, 2, 0, 1));
    assertThat(tile.high()[0]).containsExactly(turned.values(), within(1e-4f));
  }

  /** Rigid rotation about the tile's centre looks the same from all sides and at all scales. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void velocitiesTurnAndScaleAlong(int seed) throws IOException {
    StoredSimulation simulation = simulation(GridSize.flat(24, 24), blob(12, 12, 0, 4));
    var random = new SplittableRandom(seed);
    double scale = 0.85 + 0.3 * random.nextDouble();
    boolean exact = seed % 2 == 0;
    double[][] matrix = exact ? Pose.symmetry(2, random) : Pose.rotation(2, scale, random);
    double mirrored = Math.signum(matrix[0][0] * matrix[1][1] - matrix[0][1] * matrix[1][0]);
    var pose = new Pose(matrix, new double[] {12, 12}, exact);
    SmokeTile tile = read(simulation, new TileShape(2, 8, 1, 0), pose);
    for (int j = 0; j < 8; j++) {
      for (int i = 0; i < 8; i++) {
        int at = j * 8 + i;
        assertThat((double) tile.velocity()[0][at])
            .isCloseTo(-mirrored * OMEGA * (j - 3.5), within(1e-5));
        assertThat((double) tile.velocity()[0][64 + at])
            .isCloseTo(mirrored * OMEGA * (i - 3.5), within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void aTurnedAndScaledTileShowsTurnedAndScaledSmokeAndItsBlurredImage(int depth)
      throws IOException {
    int dimensions = depth == 1 ? 2 : 3;
    var low = new GridSize(16, 16, depth);
    double centre = depth == 1 ? 0 : 8;
    StoredSimulation simulation = simulation(low, blob(8, 8, centre, 2));
    double scale = 1.1;
    double[][] matrix = Pose.rotation(dimensions, scale, new SplittableRandom(7));
    double[] middle = depth == 1 ? new double[] {8, 8} : new double[] {8, 8, 8};
    SmokeTile tile =
        read(simulation, new TileShape(dimensions, 8, 1, 0), new Pose(matrix, middle, false));
    // About the centre a blob looks the same from all sides, only larger.
    var side = new GridSize(8, 8, depth == 1 ? 1 : 8);
    var expected = field(side.times(4), 4, blob(4, 4, depth == 1 ? 0 : 4, 2 * scale));
    assertThat(tile.high()[0]).containsExactly(expected.values(), within(0.01f));
    // Made from a wider part, so that its border is that of a part, too.
    var wide = new GridSize(16, 16, depth);
    ScalarField blurred;
    try (var slabs = new Slabs(1)) {
      blurred = Resampling.down(field(wide.times(4), 4, blob(8, 8, centre, 2 * scale)), 4, slabs);
    }
    int at = 0;
    for (int k = 0; k < side.z(); k++) {
      for (int j = 0; j < 8; j++) {
        for (int i = 0; i < 8; i++) {
          float wanted = blurred.at(i + 4, j + 4, depth == 1 ? 0 : k + 4);
          assertThat(tile.low()[0][at++]).isCloseTo(wanted, within(0.01f));
        }
      }
    }
  }

  @Test
  void thereAreEightSymmetriesOfTheSquareAndFortyEightOfTheCube() {
    for (int dimensions = 2; dimensions <= 3; dimensions++) {
      var found = new java.util.HashSet<String>();
      var random = new SplittableRandom(1);
      for (int i = 0; i < 2000; i++) {
        found.add(java.util.Arrays.deepToString(Pose.symmetry(dimensions, random)));
      }
      assertThat(found).hasSize(dimensions == 2 ? 8 : 48);
    }
  }

  @Test
  void densitiesAreKeptToATenthOfAnEightBitStep() throws IOException {
    StoredSimulation simulation = simulation(GridSize.flat(8, 8), place -> place[0] / 8);
    for (int i = 0; i < 32; i++) {
      assertThat(simulation.densityHigh(0).values().at(i))
          .isCloseTo((i + 0.5f) / 32, within(1 / 2550f));
    }
  }
}
