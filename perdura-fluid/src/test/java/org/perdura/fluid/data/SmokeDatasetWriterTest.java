package org.perdura.fluid.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.fluid.data.SmokeDataSpec.Mode;
import org.perdura.fluid.data.SmokeDatasetWriter.Order;
import org.perdura.fluid.output.Existing;
import org.perdura.fluid.scene.Scene;
import org.perdura.grid.GridSize;
import org.perdura.grid.Slabs;
import org.perdura.grid.io.GridFiles;
import org.perdura.recipe.RecipeReader;

final class SmokeDatasetWriterTest {

  @TempDir Path folder;

  private static Order order(Mode mode, int resync, int frames, int simulations) {
    var spec = new SmokeDataSpec(2, 16, 2, frames, 2, mode, resync, 4);
    return new Order(spec, simulations, ".npz", false);
  }

  private static void run(Path into, Order order, Existing existing) throws IOException {
    try (var slabs = new Slabs(1)) {
      assertThat(new SmokeDatasetWriter(into, order, existing).run(slabs, done -> {})).isTrue();
    }
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    var files = new TreeMap<String, byte[]>();
    try (var entries = Files.walk(folder)) {
      for (Path file : entries.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static void assertSame(Path one, Path other) throws IOException {
    Map<String, byte[]> expected = files(one);
    Map<String, byte[]> found = files(other);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
  }

  private static void kill(Path into, Order order, Existing existing, int after) {
    try (var slabs = new Slabs(2)) {
      assertThatThrownBy(
              () ->
                  new SmokeDatasetWriter(into, order, existing)
                      .run(
                          slabs,
                          done -> {
                            if (done == after) {
                              throw new IllegalStateException("killed");
                            }
                          }))
          .hasMessage("killed");
    }
  }

  @ParameterizedTest
  @CsvSource({"DOUBLE,1", "DOUBLE,5", "DOUBLE,-1", "WAVELET,0", "WAVELET,4"})
  void goesOnAfterKillsAsIfThereHadBeenNone(Mode mode, int resync) throws IOException {
    Order order = order(mode, resync, 20, 2);
    Path whole = folder.resolve("whole");
    run(whole, order, Existing.REFUSE);
    Path broken = folder.resolve("broken");
    kill(broken, order, Existing.REFUSE, 3); // before the first state is stored
    kill(broken, order, Existing.RESUME, 18); // after it
    kill(broken, order, Existing.RESUME, 20); // between two simulations
    // A frame of which a part is missing is none.
    Files.delete(broken.resolve("sim_0000").resolve("density_high_0019.npz"));
    assertThat(new SmokeDatasetWriter(broken, order, Existing.RESUME).done()).isEqualTo(19);
    kill(broken, order, Existing.RESUME, 38);
    // A state that is broken costs time only.
    Path state = broken.resolve("sim_0001").resolve(".state");
    byte[] bytes = Files.readAllBytes(state);
    bytes[bytes.length / 2]++;
    Files.write(state, bytes);
    run(broken, order, Existing.RESUME);
    assertSame(whole, broken);
  }

  @Test
  void stoppingKeepsAllThatIsThere() throws IOException {
    Order order = order(Mode.DOUBLE, 0, 6, 2);
    Path whole = folder.resolve("whole");
    run(whole, order, Existing.REFUSE);
    Path stopped = folder.resolve("stopped");
    var writer = new SmokeDatasetWriter(stopped, order, Existing.REFUSE);
    try (var slabs = new Slabs(1)) {
      boolean finished =
          writer.run(
              slabs,
              done -> {
                if (done == 4) {
                  writer.stop();
                }
              });
      assertThat(finished).isFalse();
      assertThat(writer.done()).isEqualTo(4);
    }
    run(stopped, order, Existing.RESUME);
    assertSame(whole, stopped);
  }

  @Test
  void whatIsInTheFolders() throws IOException {
    var spec = new SmokeDataSpec(3, 16, 2, 1, 1, Mode.DOUBLE, 1, 4);
    Path there = folder.resolve("there");
    run(there, new Order(spec, 2, ".uni", true), Existing.REFUSE);
    assertThat(files(there))
        .containsOnlyKeys(
            "dataset.json",
            "sim_0000/density_high_0000.uni",
            "sim_0000/density_low_0000.uni",
            "sim_0000/description.json",
            "sim_0000/velocity_high_0000.uni",
            "sim_0000/velocity_low_0000.uni",
            "sim_0001/density_high_0000.uni",
            "sim_0001/density_low_0000.uni",
            "sim_0001/description.json",
            "sim_0001/velocity_high_0000.uni",
            "sim_0001/velocity_low_0000.uni");
    Path simulation = there.resolve("sim_0001");
    assertThat(GridFiles.readScalar(simulation.resolve("density_high_0000.uni")).size())
        .isEqualTo(new GridSize(32, 32, 32));
    assertThat(GridFiles.readVector(simulation.resolve("velocity_low_0000.uni")).size())
        .isEqualTo(new GridSize(16, 16, 16));
    // JSON is YAML: the scene can be simulated again.
    var description = Json.read(simulation.resolve("description.json"));
    Scene scene =
        RecipeReader.parse("scene", description.get("scene").toString(), Scene.class, List.of())
            .value();
    assertThat(scene).isEqualTo(RandomScene.of(spec, 1));
  }

  @Test
  void mayBeExtendedByMoreSimulations() throws IOException {
    Path whole = folder.resolve("whole");
    run(whole, order(Mode.DOUBLE, 1, 2, 3), Existing.REFUSE);
    Path extended = folder.resolve("extended");
    run(extended, order(Mode.DOUBLE, 1, 2, 1), Existing.REFUSE);
    run(extended, order(Mode.DOUBLE, 1, 2, 3), Existing.RESUME);
    assertSame(whole, extended);
    assertThatThrownBy(
            () -> new SmokeDatasetWriter(extended, order(Mode.DOUBLE, 1, 2, 2), Existing.RESUME))
        .hasMessage(
            extended.resolve("dataset.json")
                + ": was begun with 3 simulations, now 2; must be as many, or more, to resume");
  }

  @Test
  void otherOrdersAndFoldersAreRefused() throws IOException {
    Path there = folder.resolve("there");
    run(there, order(Mode.DOUBLE, 1, 2, 1), Existing.REFUSE);
    assertThatThrownBy(
            () -> new SmokeDatasetWriter(there, order(Mode.DOUBLE, 1, 2, 1), Existing.REFUSE))
        .hasMessage(there + ": holds a dataset; --resume goes on with it, --overwrite replaces it");
    assertThatThrownBy(
            () -> new SmokeDatasetWriter(there, order(Mode.WAVELET, 1, 2, 1), Existing.RESUME))
        .hasMessage(
            there.resolve("dataset.json")
                + ": was begun with mode double, now wavelet; must be the same to resume, --overwrite begins anew");
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("letter.txt"), "dear");
    assertThatThrownBy(
            () -> new SmokeDatasetWriter(other, order(Mode.DOUBLE, 1, 2, 1), Existing.REPLACE))
        .hasMessage(other + ": holds something other than a dataset; name another folder");
    Files.writeString(there.resolve("dataset.json"), "{");
    assertThatThrownBy(
            () -> new SmokeDatasetWriter(there, order(Mode.DOUBLE, 1, 2, 1), Existing.RESUME))
        .hasMessageContaining("dataset.json: no JSON");
  }

  @Test
  void replacesItsOwnFilesOnly() throws IOException {
    Path there = folder.resolve("there");
    run(there, order(Mode.DOUBLE, 1, 3, 2), Existing.REFUSE);
    Files.writeString(there.resolve("sim_0001").resolve("letter.txt"), "dear");
    run(there, order(Mode.DOUBLE, 1, 1, 1), Existing.REPLACE);
    assertThat(files(there))
        .containsOnlyKeys(
            "dataset.json",
            "sim_0000/density_high_0000.npz",
            "sim_0000/density_low_0000.npz",
            "sim_0000/description.json",
            "sim_0000/velocity_low_0000.npz",
            "sim_0001/letter.txt");
  }

  /** A folder that comes from elsewhere may hold a link to somewhere else. */
  @Test
  void nothingBehindALinkIsDeletedOrWritten() throws IOException {
    Path there = folder.resolve("there");
    run(there, order(Mode.DOUBLE, 1, 2, 1), Existing.REFUSE);
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path precious = Files.writeString(elsewhere.resolve("density_low_0000.npz"), "precious");
    Files.createSymbolicLink(there.resolve("sim_0001"), elsewhere);
    for (Existing existing : List.of(Existing.REPLACE, Existing.RESUME)) {
      assertThatThrownBy(() -> run(there, order(Mode.DOUBLE, 1, 2, 2), existing))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("sim_0001: is a link");
      assertThat(files(elsewhere)).containsOnlyKeys("density_low_0000.npz");
      assertThat(precious).hasContent("precious");
    }
  }
}
