package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code simulate} and {@code dataset smoke}, on tiny grids. */
final class SmokeCommandsTest {

  private static final Path PLUME = Path.of("..", "scenes", "plume.yaml");

  @TempDir Path folder;

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

  @Test
  void simulatesAndGoesOn() throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    Cli result = Cli.run("simulate", PLUME, whole, "--resolution", "16x24", "--frames", 5);
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out()).singleElement().asString().contains("5 frames of 16x24");
    assertThat(files(whole))
        .hasSize(12)
        .containsKeys("density_0000.uni", "velocity_0004.uni", "frames.png", "scene.txt");
    for (int frames : new int[] {2, 5}) {
      Cli part =
          Cli.run(
              "simulate",
              PLUME,
              parts,
              "--resolution",
              "16x24",
              "--frames",
              frames,
              "--resume",
              "--threads",
              2);
      assertThat(part.code()).isZero();
    }
    assertSame(whole, parts);
    Cli again = Cli.run("simulate", PLUME, parts, "--resolution", "16x24", "--frames", 5);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err())
        .containsExactly(
            "perdura: "
                + parts
                + ": holds a simulation; --resume goes on with it, --overwrite replaces it");
  }

  @Test
  void setsKeysOfTheScene() {
    Path there = folder.resolve("there");
    Cli result =
        Cli.run(
            "simulate",
            PLUME,
            there,
            "--set",
            "resolution=[12, 12, 12]",
            "--set",
            "steps=2",
            "--format",
            "npz",
            "--json");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .last()
        .asString()
        .contains("\"event\":\"done\"", "\"size\":\"12x12x12\"", "\"frames\":2");
    assertThat(there.resolve("velocity_0001.npz")).isRegularFile();
  }

  @Test
  void whatIsWrongWithASceneIsSaidInOneLine() throws IOException {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(file, "resolution: [16, 16]\nbuoyency: 0.1\n");
    Cli result = Cli.run("simulate", file, folder.resolve("out"));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .containsExactly("perdura: " + file + ": buoyency: unknown key; did you mean buoyancy?");
    assertThat(folder.resolve("out")).doesNotExist();
    Cli missing = Cli.run("simulate", "no-such-scene", folder.resolve("out"));
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).singleElement().asString().contains("no-such-scene: no such scene");
  }

  @ParameterizedTest
  @CsvSource({"double,random", "wavelet,0"})
  void writesPairsTheSameOnAnyNumberOfThreads(String mode, String resync) throws IOException {
    for (int threads = 1; threads <= 2; threads++) {
      Cli result =
          Cli.run(
              "dataset",
              "smoke",
              folder.resolve("t" + threads),
              "--count",
              2,
              "--dim",
              2,
              "--low-res",
              16,
              "--factor",
              2,
              "--frames",
              2,
              "--warmup",
              1,
              "--seed",
              5,
              "--mode",
              mode,
              "--resync",
              resync,
              "--threads",
              threads);
      assertThat(result.err()).isEmpty();
      assertThat(result.out())
          .containsExactly(
              folder.resolve("t" + threads) + ": 2 simulations of 2 frames, 16x16 and 32x32");
    }
    assertSame(folder.resolve("t1"), folder.resolve("t2"));
    assertThat(files(folder.resolve("t1")))
        .hasSize(1 + 2 * 7)
        .containsKeys("dataset.json", "sim_0001/description.json", "sim_0001/density_low_0001.npz");
  }

  @Test
  void resumingOtherSettingsIsRefused() {
    Path there = folder.resolve("there");
    var begin =
        Cli.run(
            "dataset",
            "smoke",
            there,
            "--count",
            1,
            "--low-res",
            16,
            "--factor",
            2,
            "--frames",
            1,
            "--warmup",
            0);
    assertThat(begin.code()).isZero();
    var other =
        Cli.run(
            "dataset",
            "smoke",
            there,
            "--count",
            1,
            "--low-res",
            16,
            "--factor",
            2,
            "--frames",
            1,
            "--warmup",
            0,
            "--seed",
            1,
            "--resume");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err())
        .containsExactly(
            "perdura: "
                + there.resolve("dataset.json")
                + ": was begun with seed 0, now 1; must be the same to resume, --overwrite begins anew");
  }

  @ParameterizedTest
  @CsvSource({
    "simulate plume.yaml",
    "simulate plume.yaml out --format abc",
    "simulate plume.yaml out --resume --overwrite",
    "simulate plume.yaml out --resolution 64",
    "simulate plume.yaml out --threads 0",
    "dataset smoke",
    "dataset smoke out --dim 4",
    "dataset smoke out --low-res -1",
    "dataset smoke out --count 0",
    "dataset smoke out --mode triple",
    "dataset smoke out --resync often",
    "dataset smoke out --resume --overwrite",
    "dataset smoke out --threads 0"
  })
  void wrongUsage(String line) {
    Cli result = Cli.run((Object[]) line.split(" "));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).singleElement().asString().endsWith("--help");
  }
}
