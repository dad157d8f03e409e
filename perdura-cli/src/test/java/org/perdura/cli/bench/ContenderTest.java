package org.perdura.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.perdura.cli.FrameSize;
import org.perdura.nn.MemoryLayout;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.model.GeneratorSpec;
import org.perdura.video.model.VideoGenerator;
import org.perdura.video.upscale.VideoModel;

/** What is compared is the same calculation. */
class ContenderTest {

  private static final int FRAMES = 3;

  // No multiple of 8, and several strips of the reference's last layers.
  private static final FrameSize SIZE = new FrameSize(180, 60);

  /** The largest difference of the last outputs, of a range of 1. */
  private static double difference(
      Supplier<VideoGenerator> network, Precision precision, int frames) {
    try (var scope = new Scope();
        var clip = new Clip(new MovingPattern(SIZE));
        var plain = new Contender("", network.get(), MemoryLayout.PLAIN, Precision.FP32);
        var ours = new Contender("", network.get(), MemoryLayout.CHANNELS_LAST, precision)) {
      plain.warmUp(clip, frames);
      ours.warmUp(clip, frames);
      Tensor expected = plain.output();
      assertThat(expected.allFinite()).isTrue();
      assertThat(expected.abs().max().item()).as("a picture").isBetween(0.5, 2.0);
      return ours.output().sub(expected).abs().max().item();
    }
  }

  private static VideoGenerator shipped() {
    try {
      return VideoModel.load(VideoModel.DEFAULT).generator();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void plainAndOursGiveTheSamePictures() {
    assertThat(difference(() -> Contender.reference(2), Precision.FP32, FRAMES)).isLessThan(1e-5);
    assertThat(difference(ContenderTest::shipped, Precision.FP32, FRAMES)).isLessThan(1e-3);
  }

  @Test
  void bfloat16StaysWithinItsRounding() {
    double oneStep = 1 / 255.0;
    assertThat(difference(() -> Contender.reference(2), Precision.BF16, FRAMES))
        .isLessThan(2 * oneStep);
  }

  @Test
  void lastLayersAgreeWithWeightsAtFullScale() {
    // Not tamed, so the first frame only: what the benchmark makes small would hide an error.
    try (var scope = new Scope();
        var plain = GeneratorSpec.reference(1).create(3);
        var ours = GeneratorSpec.reference(1).create(3);
        var clip = new Clip(new MovingPattern(SIZE))) {
      plain.layout(MemoryLayout.PLAIN);
      Tensor expected;
      try (var use = MemoryLayout.PLAIN.use()) {
        expected = plain.generate(clip.frame(0), null);
      }
      Tensor difference = ours.generate(clip.frame(0), null).sub(expected);
      assertThat(difference.abs().max().item()).isLessThan(1e-5 * expected.abs().max().item());
    }
  }
}
