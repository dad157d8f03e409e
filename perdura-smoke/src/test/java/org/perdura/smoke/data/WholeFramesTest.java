package org.perdura.smoke.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.grid.GridSize;

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
    for (int i = 0; i < 6; i += 2) {
      WholeFrame earlier = frames.get(i);
      WholeFrame later = frames.get(i + 1);
      assertThat(values(earlier, 1, 2)).isEqualTo(later.low().values());
      assertThat(values(later, 1, 0)).isEqualTo(earlier.low().values());
      assertThat(values(earlier, 2, 2)).isEqualTo(earlier.low().values());
      assertThat(later.densities(2)).hasSize(5);
      assertThat(later.velocity().size()).isEqualTo(GridSize.flat(16, 16));
      assertThat(later.velocity().component(0)).isNotEqualTo(later.velocity().component(1));
    }
    // From frame 4 to the last with two after it, 9; the one between lies half way, at 6.
    assertThat(values(frames.get(1), 2, 4)).isEqualTo(frames.get(3).low().values());
  }

  /** Of one of the neighbours of a frame, or of itself. */
  private static float[] values(WholeFrame frame, int neighbours, int index) {
    return frame.densities(neighbours).get(index).values();
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
