package org.perdura.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Values and gradients of what makes tensors finer or spreads what they hold, against PyTorch's.
 */
class ResamplingTest {

  private static final Fixture FIXTURE = Fixture.load("resampling");

  @AfterAll
  static void everyCaseIsChecked() {
    assertThat(FIXTURE.unchecked()).isEmpty();
  }

  @Test
  void repeatIsUpsamplingToTheNearest() {
    FIXTURE.check("repeat2d", in -> Functional.repeat(in.get("x"), 4));
    FIXTURE.check("repeat3d", in -> Functional.repeat(in.get("x"), 2));
    FIXTURE.check("repeat3d", in -> Functional.repeat(in.get("x").channelsLast(), 2));
  }

  @Test
  void dilate() {
    FIXTURE.check("dilate2d", in -> Functional.dilate(in.get("x"), 2));
    FIXTURE.check("dilate3d", in -> Functional.dilate(in.get("x"), 1));
  }

  @Test
  void aSingleSampleIsDilatedToASquareWithinTheBorder() {
    try (var scope = new Scope()) {
      // At row 1, column 4 of 6 x 6, among values below zero: beyond the border there is nothing.
      Tensor x = Tensor.full(-1, 1, 1, 6, 6);
      x.narrow(2, 1, 1).narrow(3, 4, 1).copyInPlace(Tensor.full(2, 1, 1, 1, 1));
      Tensor wide = Functional.dilate(x, 2);
      assertThat(wide.narrow(2, 0, 4).narrow(3, 2, 4).toFloats()).containsOnly(2);
      assertThat(wide.narrow(2, 4, 2).toFloats()).containsOnly(-1);
      assertThat(wide.narrow(3, 0, 2).toFloats()).containsOnly(-1);
      assertThat(Functional.dilate(x, 0).toFloats()).isEqualTo(x.toFloats());
    }
  }

  @Test
  void resizeTrilinear() {
    FIXTURE.check("resizeTrilinear-up", in -> Functional.resizeTrilinear(in.get("x"), 8, 12, 16));
    FIXTURE.check("resizeTrilinear-down", in -> Functional.resizeTrilinear(in.get("x"), 1, 2, 3));
    FIXTURE.check("resizeTrilinear-odd", in -> Functional.resizeTrilinear(in.get("x"), 5, 4, 3));
  }

  @Test
  void voxelShuffle() {
    FIXTURE.check("voxelShuffle-2", in -> Functional.voxelShuffle(in.get("x"), 2));
    FIXTURE.check("voxelShuffle-2", in -> Functional.voxelShuffle(in.get("x").channelsLast(), 2));
    FIXTURE.check("voxelShuffle-4", in -> Functional.voxelShuffle(in.get("x"), 4));
  }

  @Test
  void aFlatVolumeIsShuffledAsAPictureIs() {
    FIXTURE.check(
        "voxelShuffle-flat",
        in -> {
          // Only the first of the depth's three, repeated for the others.
          Tensor picture = in.get("x").reshape(1, 2, 1, 9, 1, 2, 3);
          Tensor volume = picture.expand(1, 2, 3, 9, 1, 2, 3).reshape(1, 54, 1, 2, 3);
          return Functional.voxelShuffle(volume, 3).select(2, 1);
        });
  }
}
