package org.perdura.fluid.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFileTest {

  @TempDir Path folder;
  private Path file;

  /** More numbers than are read at once, and fewer. */
  private final List<float[]> arrays = List.of(new float[40_000], new float[5]);

  @BeforeEach
  void write() throws IOException {
    var random = new Random(6);
    for (float[] array : arrays) {
      for (int i = 0; i < array.length; i++) {
        array[i] = (float) random.nextGaussian();
      }
    }
    file = folder.resolve("state");
    new StateFile(7, arrays).write(file);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    StateFile state = StateFile.read(file, arrays).orElseThrow();
    assertThat(state.framesDone()).isEqualTo(7);
    assertThat(state.arrays()).usingElementComparator(Arrays::compare).isEqualTo(arrays);
  }

  @Test
  void whatIsNotWholeOrOfOtherGridsIsNone() throws IOException {
    assertThat(StateFile.read(file, List.of(new float[40_000], new float[6]))).isEmpty();
    assertThat(StateFile.read(file, List.of(new float[40_000]))).isEmpty();
    assertThat(StateFile.read(folder.resolve("missing"), arrays)).isEmpty();
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 3, 100, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThat(StateFile.read(file, arrays)).isEmpty();
    }
    bytes[100_000] ^= 1;
    Files.write(file, bytes);
    assertThat(StateFile.read(file, arrays)).isEmpty();
  }

  @Test
  void whatNoSimulationCanBeInIsNone() throws IOException {
    new StateFile(-1, arrays).write(file);
    assertThat(StateFile.read(file, arrays)).isEmpty();
    arrays.get(1)[2] = Float.NaN;
    new StateFile(7, arrays).write(file);
    assertThat(StateFile.read(file, arrays)).isEmpty();
  }
}
