package org.perdura.adversarial.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.perdura.adversarial.loss.Frames.frame;
import static org.perdura.adversarial.loss.Frames.rollout;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perdura.nn.DType;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class ContentLossTest {

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void sumsOverChannelsAndAveragesOverPixelsAndFrames() {
    // First pixel 1^2 + 2^2 = 5, second 0: mean 2.5. Second frame 9 at each pixel: mean 9.
    var loss =
        new ContentLoss()
            .of(
                rollout(
                    List.of(frame(1, 0, 2, 0), frame(3, 3, 0, 0)),
                    List.of(frame(0, 0, 0, 0), frame(0, 0, 0, 0))));
    assertThat(loss.item()).isCloseTo((2.5 + 9) / 2, within(1e-6));
  }

  @Test
  void worksInVolumesToo() {
    // [n, c, d, h, w] = [1, 1, 2, 1, 2]: squares 1, 0, 4, 0.
    var result = Tensor.of(new float[] {1, 0, 2, 0}, 1, 1, 2, 1, 2);
    var loss = new ContentLoss().of(rollout(List.of(result), List.of(result.zerosLike())));
    assertThat(loss.item()).isCloseTo(1.25, within(1e-6));
  }

  @Test
  void isFloatEvenOfHalfPreciseResults() {
    var result = frame(1, 1, 1, 1).to(DType.BFLOAT16);
    var loss = new ContentLoss().of(rollout(List.of(result), List.of(frame(0.999f, 1, 1, 1))));
    assertThat(loss.item()).isCloseTo(1e-6 / 2, within(1e-9));
  }
}
