package org.perdura.video.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.perdura.video.motion.FlowNetwork;

/** Sizes and costs against arithmetic on the layers' shapes as the papers give them. */
class ParameterCountTest {

  /** A 3x3 convolution with bias. */
  private static long conv(long in, long out) {
    return 9 * in * out + out;
  }

  private static long chain(long... widths) {
    long sum = 0;
    for (int i = 1; i < widths.length; i++) {
      sum += conv(widths[i - 1], widths[i]);
    }
    return sum;
  }

  private static long reference(int blocks) {
    return chain(51, 64) + blocks * (2 * conv(64, 64)) + 2 * conv(64, 64) + conv(64, 3);
  }

  private static final long FNET =
      chain(6, 32, 32, 64, 64, 128, 128, 256, 256, 128, 128, 64, 64, 32, 2);

  @Test
  void flowNetwork() {
    try (var network = new FlowNetwork(new Random(1))) {
      assertThat(network.parameterCount()).isEqualTo(FNET).isEqualTo(1_745_506);
    }
  }

  /** FRVSR and TecoGAN: 2.59 and 3.03 million with the flow network. */
  @Test
  void reference() {
    assertThat(parameters(GeneratorSpec.reference(10)))
        .isEqualTo(reference(10) + FNET)
        .isEqualTo(2_589_093);
    assertThat(parameters(GeneratorSpec.reference(16)))
        .isEqualTo(reference(16) + FNET)
        .isEqualTo(3_032_229);
  }

  @Test
  void compact() {
    assertThat(parameters(GeneratorSpec.compact(64, 3)))
        .isEqualTo(conv(51, 64) + 6 * conv(64, 64) + conv(64, 64))
        .isEqualTo(287_936);
    assertThat(parameters(GeneratorSpec.compact(32, 8)))
        .isEqualTo(conv(51, 32) + 16 * conv(32, 32) + conv(32, 64));
  }

  private static long parameters(GeneratorSpec spec) {
    try (var network = spec.create(1)) {
      return network.parameterCount();
    }
  }

  /** At full resolution everywhere, so that each weight is used once for each pixel. */
  @Test
  void costOfCompactIsItsWeights() {
    assertThat(cost(GeneratorSpec.compact(64, 3))).isEqualTo(287_936 - 8 * 64);
    assertThat(cost(GeneratorSpec.compact(5, 2))).isEqualTo(9 * (51 * 5 + 4 * 25 + 5 * 64));
  }

  /** Each layer's products, times the pixels it is applied to for one low-res pixel. */
  @Test
  void costOfReference() {
    double fnet =
        9 * (6 * 32 + 32 * 32)
            + 9 * (32 * 64 + 64 * 64) / 4.0
            + 9 * (64 * 128 + 128 * 128) / 16.0
            + 9 * (128 * 256 + 256 * 256) / 64.0
            + 9 * (256 * 128 + 128 * 128) / 16.0
            + 9 * (128 * 64 + 64 * 64) / 4.0
            + 9 * (64 * 32 + 32 * 2);
    assertThat(fnet).isEqualTo(126_720);
    // The transposed convolutions: nine products for each pixel that goes in.
    double generator = 9 * (51 * 64 + 32 * 64 * 64 + 64 * 64 * (1 + 4) + 64 * 3 * 16);
    assertThat((double) cost(GeneratorSpec.reference(16))).isEqualTo(fnet + generator);
    assertThat((double) cost(GeneratorSpec.reference(10)))
        .isEqualTo(fnet + generator - 6 * 2 * 9 * 64 * 64);
  }

  /** TecoGAN's authors count 142 GFLOPs for a frame of 134x320, two to a multiply-add. */
  @Test
  void costOfReferenceIsAsPublished() {
    double giga = 2e-9 * cost(GeneratorSpec.reference(16)) * 134 * 320;
    assertThat(giga).isCloseTo(142, within(0.1 * 142));
  }

  private static long cost(GeneratorSpec spec) {
    try (var network = spec.create(1)) {
      return network.multiplyAddsPerPixel();
    }
  }
}
