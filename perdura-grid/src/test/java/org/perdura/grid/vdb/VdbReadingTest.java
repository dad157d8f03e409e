package org.perdura.grid.vdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField.Placement;

/** What OpenVDB wrote is read as python3-openvdb reads it. */
final class VdbReadingTest {

  private static final int COUNTED_IN = 31;

  static Stream<String> files() {
    return VdbFixtures.names().stream();
  }

  private static JsonNode expected(String file) throws IOException {
    return new ObjectMapper()
        .readTree(VdbFixtures.folder().resolve("expected.json").toFile())
        .required(file);
  }

  /** The grids that can be read, in the order in which the script asked for them. */
  private static VdbGrid grid(VdbFile file, JsonNode told, int among) {
    List<VdbGrid> found =
        file.grids().stream()
            .filter(grid -> grid.isReadable() && grid.name().equals(told.required("name").asText()))
            .filter(grid -> !told.has("sums") || grid.components() == told.required("sums").size())
            .toList();
    assertThat(found).isNotEmpty();
    return found.get(Math.min(among, found.size() - 1));
  }

  @ParameterizedTest
  @MethodSource("files")
  void isReadAsOpenVdbReadsIt(String name) throws IOException {
    JsonNode expected = expected(name);
    assertThat(expected).isNotEmpty();
    try (VdbFile file = VdbFile.open(VdbFixtures.file(name))) {
      for (JsonNode told : expected) {
        check(file, grid(file, told, 0), told);
      }
    }
  }

  private static void check(VdbFile file, VdbGrid grid, JsonNode told) throws IOException {
    SparseField field = file.read(grid);
    assertThat(field.activeVoxels()).isEqualTo(told.required("active").asLong());
    assertThat(file.activeVoxels(grid)).isEqualTo(told.required("active").asLong());
    if (grid.transform().isAffine()) {
      for (int axis = 0; axis < 3; axis++) {
        assertThat(grid.transform().voxelSize()[axis])
            .isCloseTo(told.required("voxel").get(axis).asDouble(), within(1e-9));
        assertThat(grid.transform().matrix()[12 + axis])
            .isCloseTo(told.required("origin").get(axis).asDouble(), within(1e-9));
      }
    }
    if (!told.has("box")) {
      assertThat(field.activeBox()).isEmpty();
      return;
    }
    int[] box = ints(told.required("box"));
    assertThat(field.activeBox())
        .contains(new IndexBox(box[0], box[1], box[2], box[3], box[4], box[5]));
    int[] size = ints(told.required("size"));
    var part = IndexBox.at(box[0], box[1], box[2], new GridSize(size[0], size[1], size[2]));
    List<ScalarField> components = components(field, part);
    for (int c = 0; c < components.size(); c++) {
      assertThat(weighted(components.get(c)))
          .isCloseTo(told.required("sums").get(c).asDouble(), within(1e-6));
      for (JsonNode some : told.required("some")) {
        assertThat(
                components.get(c).at(some.get(0).asInt(), some.get(1).asInt(), some.get(2).asInt()))
            .isEqualTo((float) some.get(3 + c).asDouble());
      }
    }
    var dense = new float[components.size()][part.size().cells()];
    file.read(grid, part, dense);
    for (int c = 0; c < dense.length; c++) {
      assertThat(dense[c]).isEqualTo(components.get(c).values());
    }
  }

  private static int[] ints(JsonNode node) {
    var values = new int[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).asInt();
    }
    return values;
  }

  private static List<ScalarField> components(SparseField field, IndexBox box) {
    if (field.components() == 1) {
      return List.of(field.scalars(box));
    }
    var vectors = field.vectors(box, Placement.CENTRES);
    var components = new ArrayList<ScalarField>();
    for (int axis = 0; axis < 3; axis++) {
      components.add(new ScalarField(box.size(), vectors.component(axis)));
    }
    return components;
  }

  /** As the script does it. */
  private static double weighted(ScalarField field) {
    double sum = 0;
    GridSize size = field.size();
    for (int k = 0; k < size.z(); k++) {
      for (int j = 0; j < size.y(); j++) {
        for (int i = 0; i < size.x(); i++) {
          sum += field.at(i, j, k) * (double) ((i * 7 + j * 13 + k * 29) % COUNTED_IN);
        }
      }
    }
    return sum;
  }

  @Test
  void tellsOfGridsThatItCannotRead() throws IOException {
    try (VdbFile file = VdbFile.open(VdbFixtures.file("several"))) {
      assertThat(file.grids())
          .extracting(VdbGrid::name)
          .containsExactly("ids", "density", "shared", "precise", "density");
      assertThat(file.grids())
          .extracting(VdbGrid::isReadable)
          .containsExactly(false, true, true, false, true);
    }
  }

  @Test
  void gridsMayShareATree() throws IOException {
    try (VdbFile file = VdbFile.open(VdbFixtures.file("several"))) {
      VdbGrid own = file.grids().get(1);
      VdbGrid shared = file.grids().get(2);
      IndexBox box = file.activeBox(own).orElseThrow();
      assertThat(file.read(shared).scalars(box).values())
          .isEqualTo(file.read(own).scalars(box).values());
      assertThat(shared.transform().voxelSize()[0]).isEqualTo(0.5);
    }
  }

  @Test
  void metadataAreKept() throws IOException {
    try (VdbFile file = VdbFile.open(VdbFixtures.file("blosc_mask"))) {
      assertThat(file.version()).isEqualTo(224);
      assertThat(file.library()).isEqualTo("10.0");
      assertThat(file.metadata().string("creator")).contains("make_vdb");
      assertThat(file.metadata().number("fps")).contains(30.0);
      assertThat(file.grid("velocity").orElseThrow().isStaggered()).isTrue();
    }
  }
}
