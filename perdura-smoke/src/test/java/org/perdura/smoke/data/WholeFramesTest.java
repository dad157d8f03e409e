package org.perdura.smoke.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.nn.Scope;

class WholeFramesTest {

  @TempDir private static Path folder;

  @BeforeAll
  static void simulate() throws IOException {
    Datasets.write(folder.resolve("twelve"), 2, 12, 1);
    Datasets.write(folder.resolve("six"), 2, 6, 1);
    Datasets.write(folder.resolve("five"), 2, 5, 1);
  }

  private static List<WholeFrame> pairs(String name, int first, int count) throws IOException {
    var data = new SmokeData(List.of(new SmokeData.Part(name, 1))).resolve(folder);
    return WholeFrames.pairs(data, 2, first, count, folder.resolve("cache"));
  }

  @Test
  void pairsAreNeighboursAndHaveNeighbours() throws IOException {
    List<WholeFrame> frames = pairs("twelve", 4, 3);
    assertThat(frames).hasSize(6);
    try (var scope = new Scope()) {
      for (int i = 0; i < 6; i += 2) {
        WholeFrame earlier = frames.get(i);
        WholeFrame later = frames.get(i + 1);
        assertThat(earlier.density(1).select(1, 2).toFloats()).isEqualTo(later.low().values());
        assertThat(later.density(1).select(1, 0).toFloats()).isEqualTo(earlier.low().values());
        assertThat(earlier.density(2).select(1, 2).toFloats()).isEqualTo(earlier.low().values());
        assertThat(later.density(2).shape()).containsExactly(1, 5, 16, 16);
        assertThat(later.velocity().shape()).containsExactly(1, 2, 16, 16);
      }
      // From frame 4 to the last with two after it, 9; the one between lies half way, at 6.
      assertThat(frames.get(1).density(2).select(1, 4).toFloats())
          .isEqualTo(frames.get(3).low().values());
    }
  }

  @Test
  void simulationsTooShortAreNamed() throws IOException {
    // Two frames of which each has two before and two after it.
    assertThat(pairs("six", 8, 2)).hasSize(4);
    assertThatThrownBy(() -> pairs("five", 8, 2))
        .isInstanceOf(IOException.class)
        .hasMessage(folder.resolve("five") + ": simulations of 5 frames; must be 6 or more");
  }
}
