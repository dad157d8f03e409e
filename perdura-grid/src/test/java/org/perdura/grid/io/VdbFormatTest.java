package org.perdura.grid.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.grid.GridSize;
import org.perdura.grid.IntField;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.grid.vdb.IndexBox;
import org.perdura.grid.vdb.VdbCompression;
import org.perdura.grid.vdb.VdbCompression.Codec;
import org.perdura.grid.vdb.VdbFile;
import org.perdura.grid.vdb.VdbFixtures;
import org.perdura.grid.vdb.VdbGrid;
import org.perdura.grid.vdb.VdbMetadata;
import org.perdura.grid.vdb.VdbTransform;

/** OpenVDB files as fields: which grid, which cells, which units, and what is kept. */
final class VdbFormatTest {

  private static final GridSize SIZE = new GridSize(12, 10, 9);

  @TempDir private Path folder;
  private final Random random = new Random(9);

  /** Smoke in the middle of empty space. */
  private ScalarField density(GridSize size) {
    var field = new ScalarField(size);
    for (int k = 3; k < size.z() - 2; k++) {
      for (int j = 2; j < size.y() - 3; j++) {
        for (int i = 4; i < size.x() - 3; i++) {
          field.values()[size.index(i, j, k)] = 0.1f + random.nextFloat();
        }
      }
    }
    return field;
  }

  private VectorField velocity(GridSize size) {
    var field = new VectorField(size, Placement.FACES);
    for (int axis = 0; axis < 3; axis++) {
      for (int i = 0; i < size.cells(); i++) {
        field.component(axis)[i] = random.nextFloat() - 0.5f;
      }
    }
    return field;
  }

  private Path file(int number) {
    return folder.resolve("smoke_%04d.vdb".formatted(number));
  }

  private String pattern() {
    return folder.resolve("smoke_%04d.vdb").toString();
  }

  /** As other programs write it: without the domain, at another place, with more grids. */
  private void writeForeign(int number, IndexBox box, double rate) throws IOException {
    writeForeign(number, box, rate, VdbTransform.uniform(0.25, 1, 2, 3));
  }

  private void writeForeign(int number, IndexBox box, double rate, VdbTransform transform)
      throws IOException {
    var scene =
        new VdbScene(
            Optional.of(VdbFixtures.file("several")),
            List.of("density\u001e0"),
            "density",
            false,
            box,
            transform,
            new VdbMetadata().with("class", "fog volume").with("author", "somebody"),
            new VdbMetadata().with("shot", "7a"),
            rate,
            false,
            VdbCompression.USUAL);
    VdbFormat.write(file(number), scene, List.of(GridData.of(density(box.size()))));
  }

  @Test
  void fieldsOfOurOwnKeepTheirSize() throws IOException {
    ScalarField density = density(SIZE);
    new VdbFormat().write(file(1), GridData.of(density));
    GridData read = new VdbFormat().read(file(1));
    assertThat(read.type()).isEqualTo(GridType.REAL);
    assertThat(read.field().size()).isEqualTo(SIZE);
    assertThat(((ScalarField) read.field()).values()).isEqualTo(density.values());
  }

  @Test
  void flatSmokeStaysFlat() throws IOException {
    var density = new ScalarField(GridSize.flat(9, 7));
    density.values()[11] = 1;
    GridFiles.write(file(1), density);
    assertThat(GridFiles.readScalar(file(1))).usingRecursiveComparison().isEqualTo(density);
    assertThat(GridFiles.inspect(file(1)).size().isFlat()).isTrue();
  }

  /** A power of two: nothing is lost between cells a frame and metres a second. */
  @Test
  void velocitiesComeBackExactly() throws IOException {
    VectorField velocity = velocity(SIZE);
    VdbFormat.write(file(1), density(SIZE), velocity);
    VectorField read = VdbFormat.readVelocity(file(1));
    assertThat(read.placement()).isEqualTo(Placement.FACES);
    for (int axis = 0; axis < 3; axis++) {
      assertThat(read.component(axis)).isEqualTo(velocity.component(axis));
    }
  }

  /** v metres a second are v / (voxel * rate) cells a frame. */
  @Test
  void velocitiesAreInMetresPerSecond() throws IOException {
    VdbScene scene = VdbScene.usual(SIZE, 0.5, 30);
    VectorField velocity = velocity(SIZE);
    VdbFormat.write(file(1), scene, List.of(GridData.of(density(SIZE)), GridData.of(velocity)));
    try (VdbFile file = VdbFile.open(file(1))) {
      VdbGrid grid = file.grid("velocity").orElseThrow();
      VectorField metres = file.read(grid).vectors(IndexBox.of(SIZE), Placement.FACES);
      assertThat(metres.y()[77]).isEqualTo(velocity.y()[77] * 15);
      assertThat(grid.metadata().number("fps")).contains(30.0);
    }
    GridSequence sequence = GridSequence.open(SequenceName.of(pattern()));
    GridSequence found = sequence.velocity().orElseThrow();
    assertThat(found.readVector(1).y()[77]).isCloseTo(velocity.y()[77], within(1e-6f));
    GridSequence faster = sequence.atRate(60).velocity().orElseThrow();
    assertThat(faster.readVector(1).y()[77]).isCloseTo(velocity.y()[77] / 2, within(1e-6f));
  }

  /** Frames are read in the box that holds all of them. */
  @Test
  void framesOfOneSequenceShareTheirCells() throws IOException {
    writeForeign(3, new IndexBox(0, 0, 0, 11, 9, 8), 24);
    writeForeign(4, new IndexBox(5, -6, 20, 16, 3, 28), 24);
    stripDomain(3);
    stripDomain(4);
    GridSequence sequence = GridSequence.open(SequenceName.of(pattern()));
    // Active are (4, 2, 3) to (8, 6, 6) of each.
    assertThat(sequence.info().size()).isEqualTo(new GridSize(10, 11, 24));
    ScalarField first = sequence.readScalar(3);
    ScalarField second = sequence.readScalar(4);
    assertThat(first.at(0, 6, 0)).isPositive();
    assertThat(first.at(9, 0, 23)).isZero();
    assertThat(second.at(0, 6, 0)).isZero();
    assertThat(second.at(9, 0, 23)).isPositive();
    assertThat(sequence.withRoom(2).info().size()).isEqualTo(new GridSize(14, 15, 28));
  }

  /** What only our own files say: others' are read as if it were not there. */
  private void stripDomain(int number) throws IOException {
    byte[] content = Files.readAllBytes(file(number));
    String text = new String(content, StandardCharsets.ISO_8859_1);
    for (String key : List.of("perdura_domain_min", "perdura_domain_max")) {
      for (int at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
        content[at] = 'x';
      }
    }
    Files.write(file(number), content);
  }

  /** A container that moves along has its voxel 0 elsewhere in each frame. */
  @Test
  void framesAreReadWhereTheyLieInTheWorld() throws IOException {
    writeForeign(1, IndexBox.of(SIZE), 24, VdbTransform.uniform(0.25, 1, 2, 3));
    random.setSeed(9);
    writeForeign(2, IndexBox.of(SIZE).shifted(-4, 0, 0), 24, VdbTransform.uniform(0.25, 2, 2, 3));
    random.setSeed(9);
    ScalarField rest = density(SIZE);
    GridSequence sequence = GridSequence.open(SequenceName.of(pattern()));
    assertThat(sequence.info().size()).isEqualTo(SIZE);
    assertThat(sequence.readScalar(2).values()).isEqualTo(rest.values());
    assertThat(sequence.scene(2).orElseThrow().transform())
        .isEqualTo(VdbTransform.uniform(0.25, 1, 2, 3));
    writeForeign(3, IndexBox.of(SIZE), 24, VdbTransform.uniform(0.5, 1, 2, 3));
    assertThatThrownBy(() -> GridSequence.open(SequenceName.of(pattern())))
        .hasMessageContaining("smoke_0003.vdb: the grid density has voxels of 0.5")
        .hasMessageContaining("0.25");
    writeForeign(3, IndexBox.of(SIZE), 24, VdbTransform.uniform(0.25, 1.1, 2, 3));
    assertThatThrownBy(() -> GridSequence.open(SequenceName.of(pattern())))
        .hasMessageContaining("0.400 voxels beside the others");
  }

  @Test
  void vectorsThatAreNoVelocityKeepTheirNumbersAndTheirName() throws IOException {
    VectorField force = velocity(SIZE);
    VdbScene usual = VdbScene.usual(SIZE);
    Path given = folder.resolve("given.vdb");
    VdbFormat.write(given, usual, List.of(GridData.of(density(SIZE)), GridData.of(force)));
    byte[] content = Files.readAllBytes(given);
    rename(content, "velocity", "rotation");
    Files.write(file(1), content);
    var format = new VdbFormat("rotation");
    VectorField read = (VectorField) format.read(file(1)).field();
    Path again = folder.resolve("again.vdb");
    VdbFormat.write(again, format.scene(file(1)), List.of(format.read(file(1))));
    try (VdbFile file = VdbFile.open(again)) {
      assertThat(file.grids())
          .extracting(VdbGrid::name)
          .containsExactlyInAnyOrder("density", "rotation");
    }
    VectorField second = (VectorField) format.read(again).field();
    assertThat(second.x()).isEqualTo(read.x());
  }

  private static void rename(byte[] content, String from, String to) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    for (int at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + 1)) {
      System.arraycopy(to.getBytes(StandardCharsets.US_ASCII), 0, content, at, to.length());
    }
  }

  /** Blender's caches have other units than what is written. */
  @Test
  void blendersVelocitiesComeBack() throws IOException {
    Path cache = Path.of(resource("blender_smoke.vdb"));
    VectorField velocity = VdbFormat.readVelocity(cache);
    var format = new VdbFormat("velocity");
    VdbFormat.write(file(1), format.scene(cache), List.of(format.read(cache)));
    VectorField again = VdbFormat.readVelocity(file(1));
    for (int axis = 0; axis < 3; axis++) {
      for (int i = 0; i < velocity.size().cells(); i++) {
        // Blender stores half floats, and so does what is written.
        assertThat(again.component(axis)[i]).isCloseTo(velocity.component(axis)[i], within(1e-3f));
      }
    }
  }

  @Test
  void gridsOfTheSameNameStay() throws IOException {
    Path source = VdbFixtures.file("several");
    var format = new VdbFormat();
    VdbFormat.write(file(1), format.scene(source), List.of(format.read(source)));
    try (VdbFile file = VdbFile.open(file(1))) {
      assertThat(file.grids())
          .extracting(VdbGrid::name)
          .containsExactlyInAnyOrder("density", "density", "ids", "precise", "shared");
    }
  }

  @Test
  void filesAreRewrittenInMemoryOfTheirSmoke() throws IOException {
    for (String name : List.of("odd", "several", "half_blosc", "level_set")) {
      VdbFormat.rewrite(
          VdbFixtures.file(name), file(1), Optional.of(false), Optional.of(Codec.ZIP));
      try (VdbFile before = VdbFile.open(VdbFixtures.file(name));
          VdbFile after = VdbFile.open(file(1))) {
        assertThat(after.grids()).hasSameSizeAs(before.grids());
        for (VdbGrid grid : before.grids()) {
          if (grid.isReadable()) {
            VdbGrid same =
                after.grids().stream()
                    .filter(g -> g.name().equals(grid.name()) && g.type().equals(grid.type()))
                    .findFirst()
                    .orElseThrow();
            assertThat(after.activeVoxels(same)).isEqualTo(before.activeVoxels(grid));
            assertThat(after.background(same)).isEqualTo(before.background(grid));
          }
        }
      }
    }
  }

  /** One layer need not lie at z = 0. */
  @Test
  void flatSmokeLiesAnywhere() throws IOException {
    var field = new ScalarField(GridSize.flat(4, 3));
    field.values()[5] = 1;
    VdbScene scene = VdbScene.usual(field.size());
    var lifted =
        new VdbScene(
            scene.source(),
            scene.own(),
            scene.grid(),
            false,
            scene.box().shifted(0, 0, 3),
            scene.transform(),
            scene.metadata(),
            scene.fileMetadata(),
            24,
            false,
            VdbCompression.USUAL);
    VdbFormat.write(file(1), lifted, List.of(GridData.of(field)));
    var format = new VdbFormat();
    assertThat(format.inspect(file(1)).size().isFlat()).isTrue();
    VdbScene fine = format.scene(file(1)).refined(4);
    var blocks = new ScalarField(field.size().times(4));
    blocks.values()[7] = 1;
    Path target = folder.resolve("fine.vdb");
    VdbFormat.write(target, fine, List.of(GridData.of(blocks)));
    assertThat(format.inspect(target).size()).isEqualTo(GridSize.flat(16, 12));
  }

  @Test
  void oneFileIsASequenceOfOne() throws IOException {
    new VdbFormat().write(file(7), GridData.of(density(SIZE)));
    new VdbFormat().write(file(9), GridData.of(density(SIZE)));
    GridSequence one = GridSequence.density(file(7).toString());
    assertThat(one.numbers()).containsExactly(7);
    assertThat(one.name().toString()).isEqualTo(pattern());
  }

  @Test
  void blendersCachesTellTheirDomain() throws IOException {
    Path file = Path.of(resource("blender_smoke.vdb"));
    assertThat(GridFiles.inspect(file).size()).isEqualTo(new GridSize(16, 16, 16));
    assertThat(GridFiles.inspect(file).format()).contains("half floats");
  }

  private static String resource(String name) {
    return VdbFormatTest.class.getResource(name).getPath();
  }

  @Test
  void houdinisVelocitiesAreThreeGrids() throws IOException {
    Path file = VdbFixtures.file("houdini");
    ScalarField density = GridFiles.readScalar(file);
    VectorField velocity = VdbFormat.readVelocity(file);
    assertThat(velocity.placement()).isEqualTo(Placement.FACES);
    assertThat(velocity.size()).isEqualTo(density.size());
    // All four hold the same numbers; metres a second over 0.25 metres and 30 frames.
    for (int axis = 0; axis < 3; axis++) {
      for (int i = 0; i < density.values().length; i++) {
        assertThat(velocity.component(axis)[i])
            .isCloseTo(density.values()[i] / 7.5f, within(1e-6f));
      }
    }
  }

  @Test
  void otherGridsAreNamedBehindAColon() throws IOException {
    Files.copy(VdbFixtures.file("houdini"), file(1));
    GridSequence part = GridSequence.open(SequenceName.of(pattern() + ":vel.y"));
    assertThat(part.info().type()).isEqualTo(GridType.REAL);
    assertThat(part.name().toString()).endsWith("smoke_%04d.vdb:vel.y");
    GridSequence whole = GridSequence.open(SequenceName.of(pattern() + ":vel"));
    assertThat(whole.info().type()).isEqualTo(GridType.MAC);
    assertThatThrownBy(() -> GridSequence.open(SequenceName.of(pattern() + ":heat")))
        .hasMessageContaining("holds no grid heat")
        .hasMessageContaining("vel.x");
  }

  @Test
  void whatIsMadeFromAFrameLiesWhereItLay() throws IOException {
    writeForeign(1, IndexBox.of(SIZE), 24);
    GridSequence sequence = GridSequence.open(SequenceName.of(pattern()));
    VdbScene fine = sequence.scene(1).orElseThrow().refined(4);
    Path target = folder.resolve("fine_0001.vdb");
    var blocks = new ScalarField(SIZE.times(4));
    ScalarField coarse = sequence.readScalar(1);
    for (int k = 0; k < blocks.size().z(); k++) {
      for (int j = 0; j < blocks.size().y(); j++) {
        for (int i = 0; i < blocks.size().x(); i++) {
          blocks.values()[blocks.size().index(i, j, k)] = coarse.at(i / 4, j / 4, k / 4);
        }
      }
    }
    VdbFormat.write(target, fine, List.of(GridData.of(blocks)));
    double[] before = centre(file(1));
    double[] after = centre(target);
    for (int axis = 0; axis < 3; axis++) {
      assertThat(after[axis]).isCloseTo(before[axis], within(1e-6));
    }
    try (VdbFile file = VdbFile.open(target)) {
      assertThat(file.metadata().string("shot")).contains("7a");
      assertThat(file.grid("density").orElseThrow().metadata().string("author"))
          .contains("somebody");
      // What came along from the source, and those that came along into it.
      assertThat(file.grids())
          .extracting(VdbGrid::name)
          .contains("density", "ids", "shared", "precise");
    }
  }

  /** The smoke's centre of mass in the world. */
  private static double[] centre(Path path) throws IOException {
    try (VdbFile file = VdbFile.open(path)) {
      VdbGrid grid = file.grid("density").orElseThrow();
      IndexBox box = file.activeBox(grid).orElseThrow();
      ScalarField field = file.read(grid).scalars(box);
      double[] matrix = grid.transform().matrix();
      var centre = new double[3];
      double mass = 0;
      for (int k = 0; k < field.size().z(); k++) {
        for (int j = 0; j < field.size().y(); j++) {
          for (int i = 0; i < field.size().x(); i++) {
            double value = field.at(i, j, k);
            int[] index = {i + box.minX(), j + box.minY(), k + box.minZ()};
            mass += value;
            for (int axis = 0; axis < 3; axis++) {
              centre[axis] += value * (matrix[12 + axis] + matrix[5 * axis] * index[axis]);
            }
          }
        }
      }
      for (int axis = 0; axis < 3; axis++) {
        centre[axis] /= mass;
      }
      return centre;
    }
  }

  @Test
  void skippedGridsAreNamed() throws IOException {
    Files.copy(VdbFixtures.file("several"), file(1));
    assertThat(GridSequence.open(SequenceName.of(pattern())).warnings())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains("smoke_0001.vdb")
                    .contains("ids (Tree_int32_5_4_3)")
                    .contains("precise (Tree_double_5_4_3)"));
    Files.copy(VdbFixtures.file("transforms"), folder.resolve("turned_0001.vdb"));
    GridSequence turned = GridSequence.open(SequenceName.of(folder + "/turned_%04d.vdb:turned"));
    assertThat(turned.warnings()).anyMatch(line -> line.contains("no cubes along the axes"));
    GridSequence frustum = GridSequence.open(SequenceName.of(folder + "/turned_%04d.vdb:frustum"));
    assertThat(frustum.warnings()).anyMatch(line -> line.contains("frustum"));
  }

  @Test
  void whatCannotBeReadOrWrittenIsSaidInOneLine() throws IOException {
    assertThatThrownBy(() -> GridFiles.read(VdbFixtures.file("empty")))
        .hasMessageContaining("empty.vdb: is empty");
    assertThatThrownBy(() -> GridFiles.read(VdbFixtures.file("odd")))
        .hasMessageContaining("odd.vdb: the grid odd covers (0, 0, 0) to (8191, 4095, 4095)")
        .hasMessageContaining("fewer than 2^31");
    assertThatThrownBy(() -> GridFiles.read(VdbFixtures.file("transforms")))
        .hasMessageContaining("holds no grid density, but turned, stretched, frustum");
    var whole = new IntField(SIZE);
    assertThatThrownBy(() -> GridFiles.write(file(1), whole))
        .hasMessageContaining("Int grids cannot be written as .vdb");
    var field = density(SIZE);
    field.values()[5] = Float.NaN;
    assertThatThrownBy(() -> GridFiles.write(file(1), field))
        .hasMessageContaining("NaN at cell (5, 0, 0)");
    assertThat(file(1)).doesNotExist();
    assertThatThrownBy(
            () -> GridFiles.write(file(1), new GridData(GridType.LEVELSET, density(SIZE), "", 0)))
        .hasMessageContaining("Levelset grids cannot be written as .vdb");
    assertThatThrownBy(() -> new VdbFormat("surface").scene(VdbFixtures.file("level_set")))
        .hasMessageContaining("the grid surface is 2.0 where it holds nothing: must be 0");
    VdbScene fine = VdbScene.usual(SIZE);
    VdbFormat.write(file(1), fine, List.of(GridData.of(density(SIZE))));
    assertThatThrownBy(() -> VdbFormat.readVelocity(file(1)))
        .hasMessageContaining("holds no velocity");
  }
}
