package org.perdura.fluid.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.fluid.output.Existing;
import org.perdura.grid.Slabs;
import org.perdura.recipe.Recipe;
import org.perdura.recipe.RecipeReader;

final class SceneWriterTest {

  private static final String SCENE =
      """
      resolution: [16, 20]
      boundary: {upper-y: open}
      sources:
        - shape: {kind: sphere, center: [0.5, 0.3, 0.5], radius: 0.15}
          noise: {scale: 10, animation: 0.1}
      buoyancy: 0.01
      confinement: 0.1
      """;

  private static final String OBSTACLE =
      "obstacles=[{shape: {kind: sphere, center: [0.55, 0.7, 0.5], radius: 0.1}}]";

  @TempDir Path folder;

  private static Recipe<Scene> scene(String... overrides) {
    return RecipeReader.parse("scene.yaml", SCENE, Scene.class, List.of(overrides));
  }

  private static void run(Path into, Recipe<Scene> scene, String ending, int frames, int threads)
      throws IOException {
    try (var slabs = new Slabs(threads)) {
      var writer = new SceneWriter(into, scene, ending, frames, Existing.REFUSE);
      assertThat(writer.run(slabs, done -> {})).isTrue();
    }
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    var files = new TreeMap<String, byte[]>();
    try (var entries = Files.list(folder)) {
      for (Path file : entries.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {".uni | buoyancy=0.01", ".npz | resolution=[16, 20, 12]", ".uni | " + OBSTACLE})
  void goesOnAfterAKillAsIfThereHadBeenNone(String ending, String override) throws IOException {
    run(folder.resolve("whole"), scene(override), ending, 21, 1);
    Path broken = folder.resolve("broken");
    var writer = new SceneWriter(broken, scene(override), ending, 21, Existing.REFUSE);
    try (var slabs = new Slabs(2)) {
      assertThatThrownBy(
              () ->
                  writer.run(
                      slabs,
                      done -> {
                        if (done == 19) {
                          throw new IllegalStateException("killed");
                        }
                      }))
          .hasMessage("killed");
      // Around obstacles, it goes on from step 16. A density without its velocity is no frame.
      Files.copy(broken.resolve("density_0018" + ending), broken.resolve("density_0019" + ending));
      var resumed = new SceneWriter(broken, scene(override), ending, 21, Existing.RESUME);
      assertThat(resumed.done()).isEqualTo(19);
      assertThat(resumed.run(slabs, done -> {})).isTrue();
    }
    assertSame(folder.resolve("whole"), broken);
  }

  @Test
  void mayBeMadeLonger() throws IOException {
    Path whole = folder.resolve("whole");
    Path longer = folder.resolve("longer");
    run(whole, scene("steps=5"), ".uni", 5, 1);
    run(longer, scene("steps=3"), ".uni", 3, 1);
    try (var slabs = new Slabs(1)) {
      new SceneWriter(longer, scene("steps=5"), ".uni", 5, Existing.RESUME).run(slabs, done -> {});
    }
    assertSame(whole, longer);
  }

  @Test
  void otherScenesAndFoldersAreRefused() throws IOException {
    Path there = folder.resolve("there");
    run(there, scene(), ".uni", 2, 1);
    assertThatThrownBy(() -> new SceneWriter(there, scene(), ".uni", 1, Existing.RESUME))
        .hasMessage(there + ": holds more than 1 frames; ask for no fewer than there are");
    assertThatThrownBy(() -> new SceneWriter(there, scene(), ".uni", 2, Existing.REFUSE))
        .hasMessage(
            there + ": holds a simulation; --resume goes on with it, --overwrite replaces it");
    assertThatThrownBy(
            () -> new SceneWriter(there, scene("buoyancy=0.02"), ".uni", 2, Existing.RESUME))
        .hasMessage(
            there.resolve("scene.txt")
                + ": was begun with buoyancy 0.01, now 0.02; must be the same to resume, --overwrite begins anew");
    var nowhere = scene("sources.0.shape.center=[0, 0]", "sources.0.shape.radius=0.01");
    try (var slabs = new Slabs(1)) {
      var writer = new SceneWriter(there, nowhere, ".uni", 2, Existing.REPLACE);
      assertThatThrownBy(() -> writer.run(slabs, done -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("scene: sources.0: reaches no fluid cell");
      assertThat(there.resolve("density_0001.uni")).exists(); // nothing was deleted for it
    }
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("letter.txt"), "dear");
    for (Existing existing : Existing.values()) {
      assertThatThrownBy(() -> new SceneWriter(other, scene(), ".uni", 2, existing))
          .hasMessageEndingWith("holds something other than a simulation; name another folder");
    }
  }

  @Test
  void replacesItsOwnFilesOnly() throws IOException {
    Path there = folder.resolve("there");
    run(there, scene(), ".uni", 4, 1);
    Files.writeString(there.resolve("letter.txt"), "dear");
    try (var slabs = new Slabs(1)) {
      new SceneWriter(there, scene(), ".npz", 2, Existing.REPLACE).run(slabs, done -> {});
    }
    assertThat(files(there))
        .containsOnlyKeys(
            "density_0000.npz",
            "density_0001.npz",
            "velocity_0000.npz",
            "velocity_0001.npz",
            "frames.png",
            "letter.txt",
            "scene.txt");
  }

  @Test
  void theSheetShowsSmokeWhereItIs() throws IOException {
    run(folder.resolve("a"), scene(), ".uni", 1, 1);
    var sheet = ImageIO.read(folder.resolve("a").resolve("frames.png").toFile());
    // One frame of 16x20, each cell 12x12 pixels, and 4 around it.
    assertThat(sheet.getWidth()).isEqualTo(16 * 12 + 8);
    assertThat(sheet.getHeight()).isEqualTo(20 * 12 + 8);
    int brightest = 0;
    int row = 0;
    for (int y = 4; y < sheet.getHeight() - 4; y++) {
      for (int x = 4; x < sheet.getWidth() - 4; x++) {
        int gray = sheet.getRaster().getSample(x, y, 0);
        if (gray > brightest) {
          brightest = gray;
          row = y;
        }
      }
    }
    assertThat(brightest).isGreaterThan(100);
    assertThat(row).isGreaterThan(sheet.getHeight() / 2); // the source is in the lower part
  }
}
