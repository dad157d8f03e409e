package org.perdura.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.perdura.nn.Functional.Border;
import org.perdura.nn.Functional.Interpolation;

/** Values and gradients against PyTorch's. */
class FunctionalTest {

  private static final Fixture FIXTURE = Fixture.load("functional");

  @AfterAll
  static void everyCaseIsChecked() {
    assertThat(FIXTURE.unchecked()).isEmpty();
  }

  @Test
  void conv2d() {
    FIXTURE.check(
        "conv2d", in -> Functional.conv2d(in.get("x"), in.get("w"), in.get("b"), 1, 1, 1));
    FIXTURE.check(
        "conv2d-stride", in -> Functional.conv2d(in.get("x"), in.get("w"), in.get("b"), 2, 2, 1));
    FIXTURE.check(
        "conv2d-groups", in -> Functional.conv2d(in.get("x"), in.get("w"), null, 1, 0, 3));
  }

  @Test
  void conv2dInChannelsLast() {
    FIXTURE.check(
        "conv2d",
        in ->
            Functional.conv2d(
                in.get("x").channelsLast(), in.get("w").channelsLast(), in.get("b"), 1, 1, 1));
  }

  @Test
  void conv3d() {
    FIXTURE.check("conv3d", in -> Functional.conv3d(in.get("x"), in.get("w"), in.get("b"), 1, 1));
    FIXTURE.check(
        "conv3d",
        in ->
            Functional.conv3d(
                in.get("x").channelsLast(), in.get("w").channelsLast(), in.get("b"), 1, 1));
    FIXTURE.check("conv3d-stride", in -> Functional.conv3d(in.get("x"), in.get("w"), null, 2, 1));
  }

  @Test
  void transposedConvolutions() {
    FIXTURE.check(
        "convTranspose2d",
        in -> Functional.convTranspose2d(in.get("x"), in.get("w"), in.get("b"), 2, 1, 1));
    FIXTURE.check(
        "convTranspose3d",
        in -> Functional.convTranspose3d(in.get("x"), in.get("w"), in.get("b"), 2, 1, 0));
  }

  @Test
  void linear() {
    FIXTURE.check("linear", in -> Functional.linear(in.get("x"), in.get("w"), in.get("b")));
  }

  @Test
  void batchNormUpdatesItsStatisticsOnlyInTraining() {
    Tensor mean = FIXTURE.get("batchNorm/before.mean").copy();
    Tensor variance = FIXTURE.get("batchNorm/before.variance").copy();
    FIXTURE.check(
        "batchNorm-eval",
        in ->
            Functional.batchNorm(
                in.get("x"), in.get("w"), in.get("b"), mean, variance, false, 0.1, 1e-5));
    Fixture.assertClose("mean", mean, FIXTURE.get("batchNorm/before.mean"), 0);
    FIXTURE.check(
        "batchNorm",
        in ->
            Functional.batchNorm(
                in.get("x"), in.get("w"), in.get("b"), mean, variance, true, 0.1, 1e-5));
    Fixture.assertClose("mean", mean, FIXTURE.get("batchNorm/after.mean"), 1e-6);
    Fixture.assertClose("variance", variance, FIXTURE.get("batchNorm/after.variance"), 1e-6);
  }

  @ParameterizedTest
  @EnumSource
  void pad(Border border) {
    FIXTURE.check("pad2d-" + border, in -> Functional.pad(in.get("x"), border, 1, 2, 3, 0));
    FIXTURE.check("pad3d-" + border, in -> Functional.pad(in.get("x"), border, 1, 0, 2, 1, 0, 1));
  }

  @Test
  void resizing() {
    FIXTURE.check("averagePool2d", in -> Functional.averagePool2d(in.get("x"), 2));
    FIXTURE.check("maxPool2d", in -> Functional.maxPool2d(in.get("x"), 2));
    FIXTURE.check("resizeBilinear-up", in -> Functional.resizeBilinear(in.get("x"), 8, 12));
    FIXTURE.check("resizeBilinear-down", in -> Functional.resizeBilinear(in.get("x"), 2, 3));
    FIXTURE.check("resizeBilinear-odd", in -> Functional.resizeBilinear(in.get("x"), 7, 5));
  }

  @Test
  void shuffling() {
    FIXTURE.check("pixelShuffle", in -> Functional.pixelShuffle(in.get("x"), 2));
    FIXTURE.check("pixelUnshuffle", in -> Functional.pixelUnshuffle(in.get("x"), 3));
    try (var scope = new Scope()) {
      Tensor x = Tensor.range(2 * 12 * 2 * 3).reshape(2, 12, 2, 3);
      Tensor back = Functional.pixelUnshuffle(Functional.pixelShuffle(x, 2), 2);
      assertThat(back.toFloats()).isEqualTo(x.toFloats());
    }
  }

  static Stream<Arguments> samplings() {
    return Stream.of(Border.values())
        .flatMap(
            border -> Stream.of(Interpolation.values()).map(mode -> Arguments.of(border, mode)));
  }

  @ParameterizedTest
  @MethodSource("samplings")
  void gridSample(Border border, Interpolation interpolation) {
    String name = interpolation + "-" + border;
    FIXTURE.check(
        "gridSample2d-" + name,
        in -> Functional.gridSample(in.get("x"), in.get("grid"), interpolation, border));
    if (interpolation != Interpolation.BICUBIC) {
      FIXTURE.check(
          "gridSample3d-" + name,
          in -> Functional.gridSample(in.get("x"), in.get("grid"), interpolation, border));
    }
  }

  @Test
  void overlappingSquaresArePooledWithOrWithoutTheLastPartialOne() {
    Tensor x = Tensor.range(6).reshape(1, 1, 1, 6).expand(1, 1, 6, 6).contiguous();
    assertThat(Functional.maxPool2d(x, 3, 2, false).shape()).containsExactly(1, 1, 2, 2);
    Tensor partial = Functional.maxPool2d(x, 3, 2, true);
    assertThat(partial.shape()).containsExactly(1, 1, 3, 3);
    assertThat(partial.select(2, 2).toFloats()).containsExactly(2, 4, 5);
  }
}
