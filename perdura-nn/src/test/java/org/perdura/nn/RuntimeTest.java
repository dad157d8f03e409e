package org.perdura.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.Random;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Precision, device and threads. */
class RuntimeTest {

  private Scope scope;

  @BeforeEach
  void openScope() {
    scope = new Scope();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  /** OpenBLAS computes the products of float matrices, with threads of its own. */
  @Test
  void theThreadsAreThoseOfMatrixProductsToo() {
    int before = Torch.threads();
    for (int count : new int[] {1, 2}) {
      Torch.threads(count);
      assertThat(Torch.threads()).isEqualTo(count);
      assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(count);
    }
    Torch.threads(before);
  }

  @Test
  void autocastConvolvesInBfloat16() {
    var random = new Random(1);
    try (var conv = new Conv2d(16, 16, 3, random);
        var volume = new Conv3d(4, 4, 3, random);
        var linear = new Linear(16, 8, random)) {
      Tensor picture = Initializer.normal(random, 1, 1, 16, 12, 12);
      Tensor solid = Initializer.normal(random, 1, 1, 4, 6, 6, 6);
      Tensor rows = Initializer.normal(random, 1, 3, 16);
      Tensor[] exact = {conv.forward(picture), volume.forward(solid), linear.forward(rows)};
      try (var autocast = Precision.BF16.autocast()) {
        Tensor[] fast = {conv.forward(picture), volume.forward(solid), linear.forward(rows)};
        for (int i = 0; i < exact.length; i++) {
          assertThat(fast[i].dtype()).isEqualTo(DType.BFLOAT16);
          Fixture.assertClose("bf16", fast[i], exact[i], 0.02);
        }
        try (var inner = Precision.FP32.autocast()) {
          assertThat(conv.forward(picture).dtype()).isEqualTo(DType.FLOAT32);
        }
        assertThat(conv.forward(picture).dtype()).isEqualTo(DType.BFLOAT16);
      }
      assertThat(conv.forward(picture).dtype()).isEqualTo(DType.FLOAT32);
    }
  }

  @Test
  void autocastSeesWeightsChangedInPlace() {
    try (var conv = new Conv2d(1, 1, 1, new Random(1))) {
      Tensor x = Tensor.ones(1, 1, 2, 2);
      try (var autocast = Precision.BF16.autocast()) {
        for (int value = 1; value <= 3; value++) {
          try (var noGradient = GradientMode.off()) {
            conv.weight().copyInPlace(Tensor.full(value, 1, 1, 1, 1));
          }
          assertThat(conv.forward(x).toFloats()).containsOnly(value);
        }
      }
    }
  }

  @Test
  void gradientsUnderAutocastAreFloat() {
    try (var conv = new Conv2d(2, 2, 3, new Random(1))) {
      try (var autocast = Precision.BF16.autocast()) {
        conv.forward(Tensor.ones(1, 2, 4, 4)).to(DType.FLOAT32).mean().backward();
      }
      assertThat(conv.weight().gradient().dtype()).isEqualTo(DType.FLOAT32);
    }
  }

  @Test
  void precisionsByName() {
    assertThat(Precision.of("fp32")).isEqualTo(Precision.FP32);
    assertThat(Precision.of("BF16")).isEqualTo(Precision.BF16);
    assertThat(Precision.of("auto"))
        .isEqualTo(Torch.hasFastBf16() ? Precision.BF16 : Precision.FP32);
    assertThatThrownBy(() -> Precision.of("fp8"))
        .hasMessage("precision fp8: must be auto, fp32 or bf16");
  }

  @Test
  void devicesByName() {
    assertThat(Device.of("cpu")).isEqualTo(Device.CPU);
    assertThatThrownBy(() -> Device.of("tpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--device tpu: must be auto, cpu or cuda");
    assumeFalse(torch.cuda_is_available());
    assertThat(Device.of("auto")).isEqualTo(Device.CPU);
    assertThatThrownBy(() -> Device.of("cuda"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--device cuda: no CUDA device at hand")
        .hasMessageNotContaining("\n");
    assertThat(Tensor.range(3).toDevice(Device.CPU).toFloats()).containsExactly(0, 1, 2);
  }

  @Test
  void threadsAreSettable() {
    int before = Torch.threads();
    Torch.threads(2);
    assertThat(Torch.threads()).isEqualTo(2);
    Torch.threads(1);
    assertThat(Torch.threads()).isEqualTo(1);
    assertThatThrownBy(() -> Torch.threads(0)).hasMessage("0 threads: must be 1 or more");
    Torch.threads(before);
  }
}
