package org.perdura.video.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.nn.DType;
import org.perdura.nn.Functional;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Precision;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;
import org.perdura.video.model.VideoGenerator.Previous;
import org.perdura.video.motion.MovingTexture;

/**
 * The generators against PyTorch, by an implementation written for the purpose:
 * src/test/python/make_reference_fixture.py.
 */
class GeneratorNumbersTest {

  private static final double TOLERANCE = 1e-4;

  private Scope scope;
  private GradientMode noGradient;

  @BeforeEach
  void open() {
    Torch.threads(1);
    scope = new Scope();
    noGradient = GradientMode.off();
  }

  @AfterEach
  void close() {
    noGradient.close();
    scope.close();
  }

  private static Map<String, Tensor> fixture(String name) throws IOException {
    try (var in = GeneratorNumbersTest.class.getResourceAsStream(name + ".safetensors")) {
      return SafeTensors.read(in, name).tensors();
    }
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(Differences.of(actual, expected).largest()).isLessThan(TOLERANCE);
  }

  @Test
  void referenceOverThreeFrames() throws IOException {
    Map<String, Tensor> expected = fixture("reference");
    try (var generator = DrawnWeights.fill(new ReferenceGenerator(5, 2, new Random(1)))) {
      Previous previous = null;
      for (int t = 0; t < 3; t++) {
        Tensor low = expected.get("low." + t);
        if (previous != null) {
          assertClose(generator.flow(low, previous), expected.get("flow." + t));
        }
        Tensor high = generator.next(low, previous);
        assertClose(high, expected.get("high." + t));
        previous = new Previous(low, high);
      }
    }
  }

  @Test
  void compactWithAndWithoutPreviousOutput() throws IOException {
    Map<String, Tensor> expected = fixture("compact");
    try (var generator = DrawnWeights.fill(new CompactGenerator(6, 2, new Random(1)))) {
      Tensor low = expected.get("low");
      assertClose(generator.generate(low, null), expected.get("first"));
      Tensor warped = generator.warp(expected.get("previous"), expected.get("flow"));
      assertClose(warped, expected.get("warped"));
      Tensor phases = generator.warpToPhases(expected.get("previous"), expected.get("flow"), 0);
      assertClose(Functional.pixelShuffle(phases, 4), expected.get("warped"));
      assertClose(generator.generate(low, phases), expected.get("next"));
    }
  }

  /** Each clip of a batch is treated as if it were alone; rounding differs, and grows. */
  @ParameterizedTest
  @ValueSource(strings = {"compact", "frvsr"})
  void clipsOfABatchDoNotMix(String architecture) {
    var spec = new GeneratorSpec(architecture, 6, 1);
    var one = new MovingTexture(1, 16, 80);
    var two = new MovingTexture(2, 16, 80);
    try (var generator = DrawnWeights.fill(spec.create(1))) {
      Previous together = null;
      Previous alone = null;
      for (int t = 0; t < 3; t++) {
        Tensor first = one.low(10, 13, 3 * t, t);
        Tensor second = two.low(10, 13, -t, 2 * t);
        Tensor both = Tensor.cat(0, first, second);
        together = new Previous(both, generator.next(both, together));
        alone = new Previous(second, generator.next(second, alone));
        var difference = Differences.of(together.high().narrow(0, 1, 1), alone.high());
        assertThat(difference.largest()).isLessThan(0.01);
      }
    }
  }

  /**
   * A network whose weights are all zero passes on what it is given: bicubic upsampling, and later
   * half of it with half of the previous output, which says the same.
   */
  @Test
  void compactWithoutWeightsKeepsThePicture() {
    var texture = new MovingTexture(3, 40, 160);
    try (var generator = DrawnWeights.fill(new CompactGenerator(4, 1, new Random(1)), 0)) {
      Previous previous = null;
      for (int t = 0; t < 4; t++) {
        Tensor low = texture.low(24, 28, 2.5 * t, -1.5 * t);
        Tensor high = generator.next(low, previous);
        Tensor truth = texture.frame(96, 112, 1, 1.5, 2.5 * t, -1.5 * t);
        assertThat(Differences.of(inside(high), inside(truth)).mean()).isLessThan(0.005);
        previous = new Previous(low, high);
      }
    }
  }

  private static Tensor inside(Tensor high) {
    return high.narrow(2, 16, high.size(2) - 32).narrow(3, 16, high.size(3) - 32);
  }

  /** bfloat16 has 8 bits of mantissa; the path that carries the picture stays float. */
  @ParameterizedTest
  @ValueSource(strings = {"compact", "frvsr"})
  void bfloat16IsCloseToFloat(String architecture) {
    var texture = new MovingTexture(1, 16, 80);
    try (var generator = DrawnWeights.fill(new GeneratorSpec(architecture, 16, 2).create(1), 0.8)) {
      Previous previous = null;
      for (int t = 0; t < 3; t++) {
        Tensor low = texture.low(16, 20, 3 * t, t);
        Tensor exact = generator.next(low, previous);
        try (var autocast = Precision.BF16.autocast()) {
          Tensor fast = generator.next(low, previous);
          assertThat(fast.dtype()).isEqualTo(DType.FLOAT32);
          double size = exact.abs().mean().item();
          assertThat(Differences.of(fast, exact).mean()).isLessThan(0.02 * size);
        }
        previous = new Previous(low, exact);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1x1", "1x9", "2x2", "3x5", "8x8", "7x1"})
  void takesTheSmallestFrames(String size) {
    int h = Integer.parseInt(size.substring(0, 1));
    int w = Integer.parseInt(size.substring(2));
    var texture = new MovingTexture(1, 16, 80);
    for (String architecture : new String[] {"compact", "frvsr"}) {
      try (var generator = DrawnWeights.fill(new GeneratorSpec(architecture, 4, 1).create(1))) {
        Previous previous = null;
        for (int t = 0; t < 3; t++) {
          Tensor low = texture.low(h, w, t, t);
          Tensor high = generator.next(low, previous);
          assertThat(high.shape()).containsExactly(1, 3, 4L * h, 4L * w);
          assertThat(high.allFinite()).isTrue();
          previous = new Previous(low, high);
        }
      }
    }
  }
}
