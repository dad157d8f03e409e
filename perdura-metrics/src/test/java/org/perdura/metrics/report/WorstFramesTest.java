package org.perdura.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perdura.metrics.Evaluation;
import org.perdura.metrics.Metric;
import org.perdura.metrics.SceneFigures;

class WorstFramesTest {

  private static final double NONE = Double.NaN;

  @Test
  void theWorstIsTheLowestWhereHigherIsBetter() {
    var figures =
        new SceneFigures(
            "scene",
            2,
            Map.of(
                Metric.PSNR, new double[] {30, 20, 40},
                Metric.TOF, new double[] {NONE, 0.1, 0.7}));

    assertThat(WorstFrames.worst(figures, Metric.PSNR)).isEqualTo(3);
    assertThat(WorstFrames.worst(figures, Metric.TOF)).isEqualTo(4);
    assertThat(WorstFrames.worst(figures, Metric.SSIM)).isEqualTo(-1);
  }

  @Test
  void lpipsRanksFramesWhereThereIsOneAndElseTheFirstMetric() {
    var both = Clips.constant("a", Map.of(Metric.PSNR, 30.0, Metric.LPIPS, 0.1));
    var undefined = Clips.constant("a", Map.of(Metric.SSIM, 0.9, Metric.LPIPS, NONE));
    var none = Clips.constant("a", Map.of());

    assertThat(WorstFrames.ranking(new Evaluation("alex", List.of(both)))).isEqualTo(Metric.LPIPS);
    assertThat(WorstFrames.ranking(new Evaluation("alex", List.of(undefined))))
        .isEqualTo(Metric.SSIM);
    assertThat(WorstFrames.ranking(new Evaluation("alex", List.of(none)))).isNull();
  }

  @Test
  void resultsWithTheSameWorstFrameShareIt() {
    var scenes =
        List.of(
            Clips.figures("s", 2, 10, 8),
            Clips.figures("s", 2, 10, 5),
            Clips.figures("s", 2, 10, 8));

    assertThat(WorstFrames.ofScene(scenes, Metric.LPIPS))
        .containsExactly(Map.entry(5, List.of(1)), Map.entry(8, List.of(0, 2)));
  }

  @Test
  void motionIsWorstInTheMeanOfTheResults() {
    var one = new SceneFigures("s", 2, Map.of(Metric.TOF, new double[] {NONE, 1.0, 0.7, 0.1}));
    var other = new SceneFigures("s", 2, Map.of(Metric.TOF, new double[] {NONE, 0.1, 0.8, 0.1}));

    assertThat(WorstFrames.motion(List.of(one, other))).isEqualTo(4);
    assertThat(WorstFrames.motion(List.of(new SceneFigures("s", 2, Map.of())))).isEqualTo(-1);
  }
}
