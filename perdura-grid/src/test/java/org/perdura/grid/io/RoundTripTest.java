package org.perdura.grid.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.grid.Field;
import org.perdura.grid.GridSize;
import org.perdura.grid.IntField;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;

/** What is written is read again, exactly. */
final class RoundTripTest {

  /** More values than one buffer holds, and no multiple of it. */
  private static final GridSize LARGE = new GridSize(33, 31, 37);

  private static final GridSize FLAT = GridSize.flat(7, 5);

  @TempDir private Path folder;
  private final Random random = new Random(12);

  private float[] numbers(GridSize size) {
    var values = new float[size.cells()];
    for (int i = 0; i < values.length; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      values[i] = Float.isFinite(value) ? value : -0f;
    }
    values[1] = Float.MIN_VALUE;
    values[2] = -Float.MAX_VALUE;
    return values;
  }

  private GridData grid(GridType type, GridSize size) {
    Field field =
        switch (type) {
          case REAL, LEVELSET -> new ScalarField(size, numbers(size));
          case INT, FLAGS -> new IntField(size, random.ints(size.cells()).toArray());
          case VEC3, MAC ->
              new VectorField(
                  size,
                  type == GridType.MAC ? Placement.FACES : Placement.CENTRES,
                  numbers(size),
                  numbers(size),
                  numbers(size));
        };
    return new GridData(type, field, "someone's \u00e9, 3 words", 1795355943899L);
  }

  /** By their bits. */
  private static void assertSameValues(Field is, Field should) {
    assertThat(is.size()).isEqualTo(should.size());
    if (should instanceof IntField whole) {
      assertThat(Arrays.equals(((IntField) is).values(), whole.values())).isTrue();
    } else if (should instanceof ScalarField scalar) {
      assertThat(Arrays.equals(((ScalarField) is).values(), scalar.values())).isTrue();
    } else {
      var vectors = (VectorField) should;
      for (int c = 0; c < 3; c++) {
        assertThat(Arrays.equals(((VectorField) is).component(c), vectors.component(c))).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(GridType.class)
  void uni(GridType type) throws IOException {
    for (GridSize size : new GridSize[] {LARGE, FLAT}) {
      GridData grid = grid(type, size);
      for (UniVersion version : UniVersion.values()) {
        Path file = folder.resolve("grid.uni");
        new UniFormat(version).write(file, grid);
        assertThat(GridFiles.inspect(file))
            .isEqualTo(new GridInfo("uni " + version, type, size, grid.note(), grid.time()));
        GridData read = GridFiles.read(file);
        assertThat(read.type()).isEqualTo(type);
        assertThat(read.note()).isEqualTo(grid.note());
        assertThat(read.time()).isEqualTo(grid.time());
        assertSameValues(read.field(), grid.field());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(GridType.class)
  void npz(GridType type) throws IOException {
    for (GridSize size : new GridSize[] {LARGE, FLAT}) {
      GridData grid = grid(type, size);
      for (boolean doubles : new boolean[] {false, true}) {
        Path file = folder.resolve("grid.npz");
        new NpzFormat(doubles).write(file, grid);
        String floats = doubles ? "npz float64" : "npz float32";
        assertThat(GridFiles.inspect(file).format())
            .isEqualTo(type.isWhole() ? "npz int32" : floats);
        // The type is not in the file, but may be said again.
        GridData read = GridFiles.read(file).as(type);
        assertThat(read.type()).isEqualTo(type);
        assertSameValues(read.field(), grid.field());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mac_3d_16.uni", "flags_2d_16.uni", "levelset_3d_16.uni"})
  void mantaflowsFilesKeepTheirHeader(String name) throws IOException {
    Path original = ReferenceFilesTest.file(name);
    Path copy = folder.resolve(name);
    GridFiles.write(copy, GridFiles.read(original));
    assertThat(GridFiles.inspect(copy)).isEqualTo(GridFiles.inspect(original));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.uni", "a.npz"})
  void theSameGridGivesTheSameBytes(String name) throws IOException {
    Field field = new ScalarField(FLAT, numbers(FLAT));
    Path one = folder.resolve(name);
    Path other = folder.resolve("other" + name);
    GridFiles.write(one, field);
    GridFiles.write(other, field);
    assertThat(one).hasSameBinaryContentAs(other);
    assertThat(GridFiles.inspect(one).time()).isZero();
  }

  @Test
  void aFileIsReplacedAndNothingIsLeftBeside() throws IOException {
    Path file = folder.resolve("a.uni");
    GridFiles.write(file, new ScalarField(FLAT));
    GridFiles.write(file, new ScalarField(LARGE));
    assertThat(GridFiles.inspect(file).size()).isEqualTo(LARGE);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aLongNoteIsCut() throws IOException {
    var grid = new GridData(GridType.REAL, new ScalarField(FLAT), "x".repeat(1000), 0);
    Path file = folder.resolve("a.uni");
    GridFiles.write(file, grid);
    assertThat(GridFiles.read(file).note()).isEqualTo("x".repeat(251));
  }
}
