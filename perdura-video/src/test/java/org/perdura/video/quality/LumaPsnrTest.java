package org.perdura.video.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

final class LumaPsnrTest {

  /** Grey that is off by 10 of 255 is off by 10 * 219 / 255 in studio-range luma. */
  @Test
  void aConstantErrorHasItsAnalyticPsnr() {
    try (var scope = new Scope()) {
      Tensor truth = Tensor.full(100 / 255.0, 2, 3, 24, 30);
      Tensor result = Tensor.full(110 / 255.0, 2, 3, 24, 30);
      double expected = 20 * Math.log10(255 / (10 * 219 / 255.0));
      assertThat(LumaPsnr.of(result, truth)).isCloseTo(expected, within(1e-3));
    }
  }

  @Test
  void theBorderIsNotCounted() {
    try (var scope = new Scope()) {
      Tensor truth = Tensor.zeros(1, 3, 24, 24);
      Tensor border = Tensor.ones(1, 3, 8, 24);
      Tensor result = Tensor.cat(2, border, Tensor.zeros(1, 3, 8, 24), border);
      assertThat(LumaPsnr.of(result, truth)).isGreaterThan(80);
    }
  }

  @Test
  void whatIsOutsideTheRangeIsClamped() {
    try (var scope = new Scope()) {
      Tensor truth = Tensor.ones(1, 3, 20, 20);
      assertThat(LumaPsnr.of(Tensor.full(1.7, 1, 3, 20, 20), truth)).isGreaterThan(80);
    }
  }

  @Test
  void picturesThatAreAllBorderAreRefused() {
    try (var scope = new Scope()) {
      Tensor small = Tensor.zeros(1, 3, 16, 20);
      assertThatThrownBy(() -> LumaPsnr.of(small, small)).hasMessageContaining("20x16");
    }
  }
}
