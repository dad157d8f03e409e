package org.perdura.grid.vdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.grid.vdb.VdbCompression.Codec;

/** What is written is read again; OpenVDB's own files survive being written anew. */
final class VdbWritingTest {

  private static final VdbTransform TRANSFORM = VdbTransform.uniform(0.1, 1, -2, 3);
  private static final GridSize SIZE = new GridSize(19, 33, 21);
  private static final IndexBox BOX = IndexBox.at(-7, 120, 4090, SIZE);

  @TempDir private Path folder;
  private final Random random = new Random(5);

  static Stream<VdbCompression> compressions() {
    return Stream.of(Codec.values())
        .flatMap(
            codec -> Stream.of(new VdbCompression(codec, true), new VdbCompression(codec, false)));
  }

  /** Two thirds of the cells are 0. */
  private float[] sparse() {
    var values = new float[SIZE.cells()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(3) == 0 ? random.nextFloat() - 0.3f : 0;
    }
    values[5] = Float.MIN_VALUE;
    values[6] = -0f;
    return values;
  }

  private static int notZero(float[]... components) {
    int count = 0;
    for (int i = 0; i < components[0].length; i++) {
      boolean any = false;
      for (float[] component : components) {
        any |= Float.floatToRawIntBits(component[i]) != 0;
      }
      count += any ? 1 : 0;
    }
    return count;
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void floatsComeBackExactly(VdbCompression compression) throws IOException {
    var numbers = new ScalarField(SIZE, sparse());
    var vectors = new VectorField(SIZE, Placement.FACES, sparse(), sparse(), sparse());
    Path path = folder.resolve("grids.vdb");
    VdbFixtures.write(
        path,
        compression,
        VdbWriter.Grid.of("density", SparseField.of(numbers, -7, 120, 4090), TRANSFORM),
        VdbWriter.Grid.of("velocity", SparseField.of(vectors, -7, 120, 4090), TRANSFORM));
    try (VdbFile file = VdbFile.open(path)) {
      VdbGrid density = file.grid("density").orElseThrow();
      assertThat(density.compression()).isEqualTo(compression);
      assertThat(density.transform()).isEqualTo(TRANSFORM);
      assertThat(file.read(density).scalars(BOX).values()).isEqualTo(numbers.values());
      assertThat(file.activeVoxels(density)).isEqualTo(notZero(numbers.values()));
      VdbGrid velocity = file.grid("velocity").orElseThrow();
      VectorField read = file.read(velocity).vectors(BOX, Placement.FACES);
      for (int axis = 0; axis < 3; axis++) {
        assertThat(read.component(axis)).isEqualTo(vectors.component(axis));
      }
      assertThat(file.activeVoxels(velocity))
          .isEqualTo(notZero(vectors.x(), vectors.y(), vectors.z()));
    }
  }

  /** 11 significant bits; what is smaller than 2^-14 in steps of 2^-24. */
  @ParameterizedTest
  @MethodSource("compressions")
  void halfFloatsComeBackRounded(VdbCompression compression) throws IOException {
    var numbers = new ScalarField(SIZE, sparse());
    Path path = folder.resolve("half.vdb");
    VdbFixtures.write(
        path,
        compression,
        new VdbWriter.Grid(
            "density", SparseField.of(numbers, -7, 120, 4090), TRANSFORM, new VdbMetadata(), true));
    try (VdbFile file = VdbFile.open(path)) {
      VdbGrid grid = file.grids().get(0);
      assertThat(grid.half()).isTrue();
      float[] read = file.read(grid).scalars(BOX).values();
      for (int i = 0; i < read.length; i++) {
        float exact = numbers.values()[i];
        assertThat(Math.abs(read[i] - exact))
            .isLessThanOrEqualTo(Math.max(Math.abs(exact) * 0x1p-11f, 0x1p-25f));
      }
    }
  }

  @Test
  void tooLargeNumbersAreNoHalfFloats() {
    var numbers = new ScalarField(new GridSize(1, 1, 1), new float[] {65536});
    var grid =
        new VdbWriter.Grid("density", SparseField.of(numbers), TRANSFORM, new VdbMetadata(), true);
    assertThatThrownBy(() -> VdbFixtures.write(folder.resolve("x.vdb"), VdbCompression.USUAL, grid))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("65536");
  }

  static Stream<String> fixtures() {
    return VdbFixtures.names().stream();
  }

  /** Tiles, backgrounds, inactive values and all. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void openVdbsFilesSurvive(String name) throws IOException {
    Path path = folder.resolve(name + ".vdb");
    try (VdbFile file = VdbFile.open(VdbFixtures.file(name))) {
      var grids = new ArrayList<VdbWriter.Grid>();
      for (VdbGrid grid : file.grids()) {
        if (grid.isReadable()) {
          grids.add(
              new VdbWriter.Grid(
                  grid.name(), file.read(grid), grid.transform(), grid.metadata(), grid.half()));
        }
      }
      VdbFixtures.write(path, VdbCompression.USUAL, grids.toArray(VdbWriter.Grid[]::new));
      try (VdbFile again = VdbFile.open(path)) {
        assertThat(again.grids()).hasSameSizeAs(grids);
        for (int i = 0; i < grids.size(); i++) {
          requireSame(grids.get(i).field(), again.read(again.grids().get(i)));
        }
      }
    }
  }

  private static void requireSame(SparseField expected, SparseField found) {
    assertThat(found.background()).isEqualTo(expected.background());
    assertThat(found.tiles()).usingRecursiveComparison().isEqualTo(expected.tiles());
    assertThat(found.leaves()).usingRecursiveComparison().isEqualTo(expected.leaves());
  }

  @Test
  void theSameGridsGiveTheSameBytesAndOthersAnotherIdentity() throws IOException {
    var numbers = new ScalarField(SIZE, sparse());
    VdbFixtures.write(
        folder.resolve("a.vdb"),
        VdbCompression.USUAL,
        VdbWriter.Grid.of("density", SparseField.of(numbers), TRANSFORM));
    VdbFixtures.write(
        folder.resolve("b.vdb"),
        VdbCompression.USUAL,
        VdbWriter.Grid.of("density", SparseField.of(numbers), TRANSFORM));
    byte[] first = Files.readAllBytes(folder.resolve("a.vdb"));
    assertThat(Files.readAllBytes(folder.resolve("b.vdb"))).isEqualTo(first);
    numbers.values()[77] += 1;
    VdbFixtures.write(
        folder.resolve("c.vdb"),
        VdbCompression.USUAL,
        VdbWriter.Grid.of("density", SparseField.of(numbers), TRANSFORM));
    byte[] other = Files.readAllBytes(folder.resolve("c.vdb"));
    assertThat(List.of(new String(other, 21, 36, StandardCharsets.US_ASCII)))
        .doesNotContain(new String(first, 21, 36, StandardCharsets.US_ASCII));
  }

  /** Grids of any type go along as they are. */
  @Test
  void gridsAreCopied() throws IOException {
    Path path = folder.resolve("copy.vdb");
    try (VdbFile file = VdbFile.open(VdbFixtures.file("several"));
        FileChannel channel =
            FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      List<VdbWriter.Copy> copies =
          file.grids().stream().map(grid -> new VdbWriter.Copy(file, grid)).toList();
      assertThat(copies).allMatch(VdbWriter.Copy::isPossible);
      VdbWriter.write(channel, file.metadata(), List.of(), copies, VdbCompression.USUAL);
      try (VdbFile again = VdbFile.open(path)) {
        assertThat(again.grids()).hasSize(5);
        for (VdbGrid grid : file.grids()) {
          if (grid.isReadable()) {
            VdbGrid same =
                again.grids().stream()
                    .filter(g -> g.name().equals(grid.name()) && g.type().equals(grid.type()))
                    .findFirst()
                    .orElseThrow();
            requireSame(file.read(grid), again.read(same));
          }
        }
      }
    }
  }

  @Test
  void halfFloatsAreIeee754() {
    for (int half = 0; half < 1 << 16; half++) {
      float value = Half.toFloat(half);
      if (!Float.isNaN(value)) {
        assertThat(Half.of(value)).isEqualTo(half);
      }
    }
    assertThat(Half.toFloat(0x3c00)).isEqualTo(1);
    assertThat(Half.toFloat(0x7bff)).isEqualTo(65504);
    assertThat(Half.toFloat(0x0001)).isEqualTo(0x1p-24f);
    assertThat(Half.of(1 + 0x1p-11f)).isEqualTo(0x3c00); // half-way: to even
    assertThat(Half.of(1 + 3 * 0x1p-11f)).isEqualTo(0x3c02);
    assertThat(Half.of(65519)).isEqualTo(0x7bff);
    assertThat(Half.of(65520)).isEqualTo(0x7c00);
    assertThat(Half.of(0x1p-25f)).isZero();
    assertThat(Half.of(-0x1.8p-25f)).isEqualTo(0x8001);
  }

  /** Everything stays where it was: the mean place of a voxel's parts is the voxel's. */
  @Test
  void refinedVoxelsLieWithinTheirs() {
    VdbTransform fine = TRANSFORM.refined(4);
    assertThat(fine.voxelSize()[0]).isEqualTo(0.025);
    double first = fine.matrix()[12];
    double last = fine.matrix()[12] + 3 * fine.matrix()[0];
    assertThat((first + last) / 2).isEqualTo(1, within(1e-12));
    assertThat(last - first + 0.025).isEqualTo(0.1, within(1e-12));
  }
}
