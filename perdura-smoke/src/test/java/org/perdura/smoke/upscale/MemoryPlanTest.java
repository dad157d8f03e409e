package org.perdura.smoke.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.perdura.grid.GridSize;
import org.perdura.smoke.model.GeneratorSpec;
import org.perdura.smoke.model.Inputs;
import org.perdura.smoke.model.SmokeGenerator;

class MemoryPlanTest {

  private static final Pattern NEED =
      Pattern.compile("frames of \\S+ need (\\d+) MB of memory, but the limit .* is 100 MB");

  private static GeneratorSpec compact(int channels, int neighbours, int head) {
    return new GeneratorSpec("compact", 3, Inputs.VELOCITY, neighbours, channels, 2, head, 0.001);
  }

  private static GridSize cube(int side) {
    return new GridSize(side, side, side);
  }

  /** The least that the message asks for, in MB. */
  private static long need(GeneratorSpec spec, GridSize size) {
    try (SmokeGenerator generator = spec.create(1)) {
      MemoryPlan.of(generator, size, 100L << 20);
    } catch (IllegalArgumentException e) {
      var matcher = NEED.matcher(e.getMessage());
      assertThat(matcher.matches()).as(e.getMessage()).isTrue();
      return Long.parseLong(matcher.group(1));
    }
    throw new AssertionError("fits into 100 MB");
  }

  @Test
  void whateverGrowsNeedsMore() {
    long usual = need(compact(32, 0, 0), cube(96));
    assertThat(need(compact(32, 0, 0), cube(128))).isGreaterThan(usual);
    assertThat(need(compact(96, 0, 0), cube(96))).isGreaterThan(usual);
    assertThat(need(compact(32, 1, 0), cube(96))).isGreaterThan(usual);
    assertThat(need(compact(32, 0, 8), cube(96))).isGreaterThan(usual);
  }

  @Test
  void theMessageTellsTheTruth() {
    GridSize size = cube(64);
    long need = need(compact(32, 1, 4), size);
    try (SmokeGenerator generator = compact(32, 1, 4).create(1)) {
      MemoryPlan plan = MemoryPlan.of(generator, size, need << 20);
      assertThat(plan.tileCells())
          .isGreaterThanOrEqualTo(Tiling.leastCells(size, generator.receptiveRadius()));
      assertThatThrownBy(() -> MemoryPlan.of(generator, size, (need - 2) << 20))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void moreMemoryMeansLargerTilesUntilJavaIsTheLimit() {
    try (SmokeGenerator generator = compact(32, 0, 0).create(1)) {
      long small = MemoryPlan.of(generator, cube(64), 1500L << 20).tileCells();
      long large = MemoryPlan.of(generator, cube(64), 3000L << 20).tileCells();
      assertThat(large).isGreaterThan(small).isGreaterThan(64 * 64 * 64);
      long most = MemoryPlan.of(generator, cube(64), 1L << 42).tileCells();
      assertThat(most).isEqualTo(MemoryPlan.of(generator, cube(64), 1L << 43).tileCells());
    }
  }

  @Test
  void whatJavaItselfCannotHoldIsSaidAtOnce() {
    try (SmokeGenerator generator = compact(32, 0, 0).create(1)) {
      assertThatThrownBy(() -> MemoryPlan.of(generator, cube(320), 1L << 42))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("of Java's memory")
          .hasMessageContaining("PERDURA_JAVA_OPTS=-Xmx");
    }
  }
}
