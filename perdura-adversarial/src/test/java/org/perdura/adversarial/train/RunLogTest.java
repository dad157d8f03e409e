package org.perdura.adversarial.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {

  @TempDir Path folder;

  @Test
  void dropsWhatTheCheckpointDoesNotKnowAndTornLines() throws IOException {
    Path file = folder.resolve("log.jsonl");
    Files.writeString(
        file,
        """
        {"step":10,"total":1.5}
        {"step":20,"total":1.25}
        {"step":20,"validation":{"psnr":20.5}}
        {"step":30,"total":1.125}
        {"step":40,"tot""");
    try (var log = new RunLog(file, 20)) {
      assertThat(log.entries()).hasSize(3);
      log.validation(25, Map.of("psnr", 21.0));
    }
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "{\"step\":10,\"total\":1.5}",
            "{\"step\":20,\"total\":1.25}",
            "{\"step\":20,\"validation\":{\"psnr\":20.5}}",
            "{\"step\":25,\"validation\":{\"psnr\":21.0}}");
  }

  @Test
  void linesHoldMeansSinceTheLineBefore() {
    var means = new StepMeans();
    var first = new StepReport(1, Map.of("content", 1.0), 1, 4, Map.of("adam", 1e-3), 0.1, 0.5, 10);
    var second =
        new StepReport(
            2, Map.of("content", 3.0, "late", 7.0), 3, 8, Map.of("adam", 2e-3), 0.3, 0, 11);
    means.add(first);
    means.add(second);
    StepReport line = means.take(second);
    assertThat(line.losses()).isEqualTo(Map.of("content", 2.0, "late", 7.0));
    assertThat(line.total()).isEqualTo(2);
    assertThat(line.gradientNorm()).isEqualTo(6);
    assertThat(line.secondsPerStep()).isEqualTo(0.2);
    // 0.05 of 0.4 seconds.
    assertThat(line.waitFraction()).isEqualTo(0.125);
    assertThat(line.learningRates()).isEqualTo(Map.of("adam", 2e-3));
    means.add(first);
    assertThat(means.take(first).losses()).isEqualTo(Map.of("content", 1.0));
  }

  @Test
  void curvesOfAnyHistoryCanBeDrawn() throws IOException {
    Path png = folder.resolve("curves.png");
    try (var log = new RunLog(folder.resolve("log.jsonl"), 0)) {
      Curves.draw(log.entries(), png);
      assertThat(png).doesNotExist();
      // One point; values that never change; negative and huge ones.
      log.validation(1, Map.of("psnr", 20.0));
      Curves.draw(log.entries(), png);
      for (long step = 1; step <= 1000; step++) {
        log.step(
            new StepReport(
                step,
                Map.of("content", 1.0 / step, "adversarial", -1e6, "temporal/loss", 1.4),
                0,
                1e9 / step,
                Map.of("muon", 2e-3),
                1,
                0,
                step));
      }
      Curves.draw(log.entries(), png);
    }
    // Validation, losses, judge, gradient norm and rates, two panels a row.
    var image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(2 * 640);
    assertThat(image.getHeight()).isEqualTo(3 * 360);
  }
}
