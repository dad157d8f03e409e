package org.perdura.smoke.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileSamplerTest {

  private static final Augmentation VARIED = new Augmentation(0.5, 0.85, 1.15, List.of(1));

  @TempDir private static Path folder;

  @BeforeAll
  static void simulate() throws IOException {
    Datasets.write(folder.resolve("set"), 2, 6, 1);
  }

  private static TileSampler sampler(long seed) throws IOException {
    var data = new SmokeData(List.of(new SmokeData.Part("set", 1))).resolve(folder);
    return new TileSampler(data, 2, VARIED, folder.resolve("cache"), seed);
  }

  @Test
  void theSameStepHasTheSameTiles() throws IOException {
    var shape = new TileShape(2, 8, 3, 1);
    SmokeTile[] once = sampler(1).batch(5, 4, shape);
    SmokeTile[] again = sampler(1).batch(5, 4, shape);
    assertThat(once).usingRecursiveComparison().isEqualTo(again);
    assertThat(sampler(1).batch(6, 4, shape)[0].high()[0]).isNotEqualTo(once[0].high()[0]);
    assertThat(sampler(2).batch(5, 4, shape)[0].high()[0]).isNotEqualTo(once[0].high()[0]);
  }

  @Test
  void tilesHaveTheShapeAskedForAndSmokeInThem() throws IOException {
    for (SmokeTile tile : sampler(3).batch(0, 32, new TileShape(2, 8, 3, 1))) {
      assertThat(tile.low()).hasDimensions(5, 64);
      assertThat(tile.velocity()).hasDimensions(3, 2 * 64);
      assertThat(tile.high()).hasDimensions(3, 32 * 32);
      double sum = 0;
      for (float value : tile.low()[2]) {
        sum += value;
      }
      assertThat(sum / 64).isGreaterThan(0.015);
    }
  }

  @Test
  void simulationsMustBeAsLongAsTiles() throws IOException {
    assertThat(sampler(1).batch(0, 2, new TileShape(2, 8, 2, 2))[0].low()).hasNumberOfRows(6);
    assertThatThrownBy(() -> sampler(1).requireRoom(new TileShape(2, 8, 3, 2)))
        .hasMessageStartingWith("tiles: 7 frames with their neighbours, but ")
        .hasMessageEndingWith("sim_0000 has 6 frames");
  }

  @Test
  void whatIsNoDatasetIsNamed() throws IOException {
    Path cache = folder.resolve("cache");
    var nothing = new SmokeData(List.of(new SmokeData.Part("nothing", 1))).resolve(folder);
    assertThatThrownBy(() -> new TileSampler(nothing, 2, VARIED, cache, 0))
        .hasMessageEndingWith("nothing: no dataset of smoke; perdura dataset smoke makes one");
    var flat = new SmokeData(List.of(new SmokeData.Part("set", 1))).resolve(folder);
    assertThatThrownBy(() -> new TileSampler(flat, 3, VARIED, cache, 0))
        .hasMessageEndingWith("set: a dataset in 2 dimensions, but the recipe's generator has 3");
    Path unfinished = folder.resolve("unfinished");
    Datasets.write(unfinished, 2, 6, 1);
    Files.delete(unfinished.resolve("sim_0000/density_high_0005.npz"));
    var part = new SmokeData(List.of(new SmokeData.Part("unfinished", 1))).resolve(folder);
    assertThatThrownBy(() -> new TileSampler(part, 2, VARIED, cache, 0))
        .hasMessageContaining("sim_0000: 5 frames, must be 6")
        .hasMessageContaining("--resume");
  }

  /** A dataset may come from anyone: what it says becomes no part of a path. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"format\": \"npz/../../../secret/density_high_0000.npz\", \"frames\": 3}",
        "{\"format\": \"vdb:grid\", \"frames\": 3}",
        "{\"format\": \"npz\", \"frames\": -1}",
        "{\"format\": \"npz\", \"frames\": 1000000000}",
        "{\"format\": 7}",
        "[]",
        "{",
        "",
      })
  void brokenDescriptionsAreRefusedInOneLine(String description, @TempDir Path own)
      throws IOException {
    Datasets.write(own.resolve("set"), 2, 3, 1);
    Files.writeString(own.resolve("set/sim_0000/description.json"), description);
    var data = new SmokeData(List.of(new SmokeData.Part(own.resolve("set").toString(), 1)));
    assertThatThrownBy(() -> new TileSampler(data, 2, VARIED, own.resolve("cache"), 0))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(own.resolve("set/sim_0000").toString())
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }
}
