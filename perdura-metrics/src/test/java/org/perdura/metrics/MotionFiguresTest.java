package org.perdura.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.perdura.media.BlurDownscale;
import org.perdura.media.Frame;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class MotionFiguresTest {

  private static final JudgedArea AREA = JudgedArea.of(MadeUpFilm.WIDTH, MadeUpFilm.HEIGHT);

  @Test
  void greyIsOpenCvs() {
    long sum = 0;
    for (byte grey : FarnebackFlow.greyOf(MadeUpFilm.result(1))) {
      sum += grey & 0xff;
    }
    assertThat((double) sum).isEqualTo(MadeUpFilm.figure("grey.sum"));
  }

  @Test
  void flowIsThatOfOpenCvInPython() {
    float[] flow = FarnebackFlow.between(MadeUpFilm.truth(0), MadeUpFilm.truth(1));
    double right = 0;
    double down = 0;
    for (int y = AREA.y(); y < AREA.y() + AREA.height(); y++) {
      for (int x = AREA.x(); x < AREA.x() + AREA.width(); x++) {
        right += flow[2 * (y * MadeUpFilm.WIDTH + x)];
        down += flow[2 * (y * MadeUpFilm.WIDTH + x) + 1];
      }
    }
    int pixels = AREA.width() * AREA.height();
    assertThat(right / pixels).isCloseTo(MadeUpFilm.figure("flow.x"), within(1e-4));
    assertThat(down / pixels).isCloseTo(MadeUpFilm.figure("flow.y"), within(1e-4));
  }

  @Test
  void tofIsThatOfOpenCvInPython() {
    for (int t = 1; t < 3; t++) {
      float[] truth = FarnebackFlow.between(MadeUpFilm.truth(t - 1), MadeUpFilm.truth(t));
      float[] result = FarnebackFlow.between(MadeUpFilm.result(t - 1), MadeUpFilm.result(t));
      assertThat(FarnebackFlow.distance(result, truth, MadeUpFilm.WIDTH, AREA))
          .isCloseTo(MadeUpFilm.figure("tof." + t), within(1e-4));
    }
  }

  private static double unexplained(Frame before, Frame now, int t) {
    Frame lowBefore = BlurDownscale.frame(MadeUpFilm.truth(t - 1));
    Frame low = BlurDownscale.frame(MadeUpFilm.truth(t));
    float[] flow = FarnebackFlow.between(low, lowBefore);
    return UnexplainedChange.of(before, now, flow, low.width(), low.height(), AREA);
  }

  @Test
  void unexplainedChangeIsThatOfPython() {
    for (int t = 1; t < 3; t++) {
      assertThat(unexplained(MadeUpFilm.truth(t - 1), MadeUpFilm.truth(t), t))
          .isCloseTo(MadeUpFilm.figure("tdiff.truth." + t), within(1e-4));
      assertThat(unexplained(MadeUpFilm.result(t - 1), MadeUpFilm.result(t), t))
          .isCloseTo(MadeUpFilm.figure("tdiff." + t), within(1e-4));
    }
  }

  @Test
  void shiftByALowResPixelIsExplainedExactly() {
    // High-res pixels move by 4 to the right from before to now: back by one low-res pixel.
    Frame before = MadeUpFilm.frame(32, 0, 0);
    Frame now = MadeUpFilm.frame(0, 0, 0);
    int lowWidth = 25;
    int lowHeight = 21;
    float[] flow = new float[2 * lowWidth * lowHeight];
    for (int i = 0; i < flow.length; i += 2) {
      flow[i] = -1;
    }
    assertThat(UnexplainedChange.of(before, now, flow, lowWidth, lowHeight, AREA)).isZero();
  }

  @Test
  void flowRunsBesideTensorsAndInSeveralThreads() {
    float[] alone = FarnebackFlow.between(MadeUpFilm.truth(0), MadeUpFilm.truth(1));
    var others = new ArrayList<CompletableFuture<float[]>>();
    for (int i = 0; i < 3; i++) {
      others.add(
          CompletableFuture.supplyAsync(
              () -> FarnebackFlow.between(MadeUpFilm.truth(0), MadeUpFilm.truth(1))));
    }
    try (var scope = new Scope()) {
      Tensor x = Tensor.ones(64, 64);
      assertThat(x.matmul(x).mean().item()).isEqualTo(64);
      // A flow computed inside a scope of tensors leaves them alone.
      assertThat(FarnebackFlow.between(MadeUpFilm.truth(0), MadeUpFilm.truth(1))).isEqualTo(alone);
      assertThat(x.sum().item()).isEqualTo(4096);
    }
    assertThat(List.copyOf(others)).allSatisfy(o -> assertThat(o.join()).isEqualTo(alone));
  }
}
