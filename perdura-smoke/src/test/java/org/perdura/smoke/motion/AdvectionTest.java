package org.perdura.smoke.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class AdvectionTest {

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Tensor noise(long... shape) {
    int count = 1;
    for (long length : shape) {
      count *= (int) length;
    }
    var random = new SplittableRandom(5);
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Tensor.of(values, shape);
  }

  /** The same velocity everywhere. */
  private static Tensor uniform(double[] velocity, long... sides) {
    var shape = new long[sides.length + 2];
    shape[0] = 1;
    shape[1] = 1;
    System.arraycopy(sides, 0, shape, 2, sides.length);
    var parts = new Tensor[velocity.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Tensor.full(velocity[i], shape);
    }
    return Tensor.cat(1, parts);
  }

  private static double difference(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item();
  }

  @Test
  void smokeThatMovedByWholeCellsIsFoundAgain() {
    Tensor before = noise(1, 1, 8, 10);
    // 3 cells along x, 2 against y: what was at (x, y) is at (x + 3, y - 2).
    Tensor velocity = uniform(new double[] {3, -2}, 8, 10);
    var advection = new Advection(List.of(velocity, velocity));
    Tensor aligned = advection.align(before, 0, 1);
    assertThat(
            difference(
                aligned.narrow(2, 0, 6).narrow(3, 3, 7), before.narrow(2, 2, 6).narrow(3, 0, 7)))
        .isLessThan(1e-5);
    Tensor back = advection.align(aligned, 1, 0);
    assertThat(
            difference(
                back.narrow(2, 2, 6).narrow(3, 0, 7), before.narrow(2, 2, 6).narrow(3, 0, 7)))
        .isLessThan(1e-5);
  }

  @Test
  void volumesMoveAlongAllAxes() {
    Tensor before = noise(1, 1, 6, 5, 7);
    Tensor velocity = uniform(new double[] {2, 0, -1}, 6, 5, 7);
    Tensor aligned = new Advection(List.of(velocity, velocity)).align(before, 0, 1);
    assertThat(
            difference(
                aligned.narrow(2, 0, 5).narrow(4, 2, 5), before.narrow(2, 1, 5).narrow(4, 0, 5)))
        .isLessThan(1e-5);
  }

  @Test
  void theVelocityOfTheFrameAlignedToCounts() {
    Tensor before = noise(1, 1, 8, 10);
    Tensor other = uniform(new double[] {-4, 3}, 8, 10);
    Tensor own = uniform(new double[] {1, 0}, 8, 10);
    Tensor aligned = new Advection(List.of(other, own)).align(before, 0, 1);
    assertThat(difference(aligned.narrow(3, 1, 9), before.narrow(3, 0, 9))).isLessThan(1e-5);
  }

  @Test
  void lowResVelocityIsInLowResCells() {
    Tensor before = noise(1, 1, 16, 24);
    Tensor low = uniform(new double[] {0.5, 0}, 4, 6);
    Tensor aligned = Advection.ofLowRes(List.of(low, low)).align(before, 0, 1);
    assertThat(difference(aligned.narrow(3, 2, 22), before.narrow(3, 0, 22))).isLessThan(1e-5);
  }

  @Test
  void beyondTheBorderTheOutermostCellsGoOn() {
    Tensor before = noise(1, 1, 4, 5);
    Tensor velocity = uniform(new double[] {50, 0}, 4, 5);
    Tensor aligned = new Advection(List.of(velocity, velocity)).align(before, 0, 1);
    assertThat(difference(aligned, before.narrow(3, 0, 1).expand(1, 1, 4, 5))).isLessThan(1e-6);
  }

  @Test
  void gradientsReachTheFrame() {
    Tensor before = noise(1, 1, 4, 5).withGradient();
    Tensor still = uniform(new double[] {0, 0}, 4, 5);
    new Advection(List.of(still, still)).align(before, 0, 1).sum().backward();
    assertThat(before.gradient().mean().item()).isCloseTo(1, within(1e-5));
  }

  @Test
  void aFrameIsAlignedWithItselfAsItIsAndWithNeighboursOnly() {
    Tensor velocity = uniform(new double[] {1, 1}, 4, 4);
    var advection = new Advection(List.of(velocity, velocity, velocity));
    Tensor frame = noise(1, 1, 4, 4);
    assertThat(advection.align(frame, 2, 2)).isSameAs(frame);
    assertThatThrownBy(() -> advection.align(frame, 0, 2))
        .hasMessage("alignment from frame 0 to 2: must be neighbours");
  }
}
