package org.perdura.smoke.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class UpsamplingTest {

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static float[] noise(int count) {
    var random = new SplittableRandom(3);
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void cubicIsTheGridsOwn(int depth) {
    var size = new GridSize(7, 6, depth);
    float[] values = noise(size.cells());
    Tensor low = depth == 1 ? Tensor.of(values, 1, 1, 6, 7) : Tensor.of(values, 1, 1, depth, 6, 7);
    float[] expected;
    try (var slabs = new Slabs(1)) {
      expected =
          Resampling.up(new ScalarField(size, values), 4, Interpolation.CUBIC, slabs).values();
    }
    assertThat(Upsampling.cubic(low).toFloats()).containsExactly(expected, within(1e-5f));
  }

  @Test
  void linearReachesAQuarterCellBetweenNeighbours() {
    Tensor ramp = Tensor.range(6).reshape(1, 1, 1, 6).expand(1, 2, 3, 6);
    float[] row = Upsampling.linear(ramp).select(1, 1).select(1, 5).toFloats();
    assertThat(row).hasSize(24);
    for (int i = 2; i < 22; i++) {
      assertThat((double) row[i]).isCloseTo((i + 0.5) / 4 - 0.5, within(1e-5));
    }
  }
}
