package org.perdura.smoke.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;

/** How far what is at a cell is felt: whole frames are made in tiles by it. */
class GeneratorReachTest {

  private static final int SCALE = SmokeGenerator.SCALE;

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

  private static GeneratorSpec compact(int dimensions, Inputs inputs, int blocks, int head) {
    return new GeneratorSpec("compact", dimensions, inputs, 1, 4, blocks, head, 1);
  }

  static Stream<GeneratorSpec> compacts() {
    return Stream.of(
        compact(2, Inputs.DENSITY, 1, 0),
        compact(2, Inputs.VELOCITY, 2, 3),
        compact(2, Inputs.VORTICITY, 1, 2),
        compact(3, Inputs.VELOCITY, 1, 0),
        compact(3, Inputs.VORTICITY, 1, 2));
  }

  static Stream<GeneratorSpec> all() {
    return Stream.concat(
        compacts(),
        Stream.of(
            GeneratorSpec.reference(2, Inputs.VELOCITY),
            GeneratorSpec.reference(2, Inputs.VORTICITY),
            GeneratorSpec.reference(3, Inputs.DENSITY)));
  }

  /** Frames of a side; tempoGAN's in a volume of a row, for it is large. */
  private static long[] sides(GeneratorSpec spec, long side) {
    var sides = new long[spec.dimensions()];
    boolean row = spec.dimensions() == 3 && spec.architecture().equals("tempogan");
    Arrays.fill(sides, row ? 1 : side);
    sides[sides.length - 1] = side;
    return sides;
  }

  private static Tensor density(SmokeGenerator generator, long... sides) {
    return Noise.even(1, 0.2, 1, generator.frames(), sides);
  }

  private static Tensor velocity(SmokeGenerator generator, long... sides) {
    return Noise.even(2, -1, 1, generator.dimensions(), sides);
  }

  /** The part of a tensor between two places, along all axes but those of one low-res cell. */
  private static Tensor part(Tensor x, long from, long length) {
    Tensor part = x;
    for (int dim = 2; dim < x.rank(); dim++) {
      if (x.size(dim) > SCALE) {
        part = part.narrow(dim, from, length);
      }
    }
    return part;
  }

  /** With all channels changed at the cell in the middle. */
  private static Tensor poked(Tensor x, double by) {
    Tensor poked = x.copy();
    Tensor middle = poked;
    for (int dim = 2; dim < x.rank(); dim++) {
      middle = middle.narrow(dim, x.size(dim) / 2, 1);
    }
    middle.copyInPlace(middle.add(by));
    return poked;
  }

  /** In low-res cells, the farthest from the middle one where high-res cells differ. */
  private static int farthest(Tensor a, Tensor b) {
    long[] shape = a.shape();
    float[] one = a.toFloats();
    float[] other = b.toFloats();
    int farthest = -1;
    for (int i = 0; i < one.length; i++) {
      if (one[i] != other[i]) {
        long rest = i;
        for (int dim = shape.length - 1; dim >= 2; dim--) {
          long low = rest % shape[dim] / SCALE;
          rest /= shape[dim];
          farthest = (int) Math.max(farthest, Math.abs(low - shape[dim] / SCALE / 2));
        }
      }
    }
    return farthest;
  }

  @ParameterizedTest
  @MethodSource("all")
  void aCellIsFeltUpToTheReceptiveRadiusAndNoFarther(GeneratorSpec spec) {
    int farthest = 0;
    int radius = 0;
    for (long seed = 0; seed < 3; seed++) {
      try (var generator = DrawnWeights.fill(spec.create(1), 1000 * seed, 1)) {
        radius = generator.receptiveRadius();
        long[] sides = sides(spec, 2L * radius + 5);
        Tensor density = density(generator, sides);
        Tensor velocity = velocity(generator, sides);
        Tensor before = generator.generate(density, velocity);
        // What is far away gets little of it.
        Tensor after = generator.generate(poked(density, 1000), poked(velocity, 1000));
        int felt = farthest(before, after);
        assertThat(felt).as("seed %d", seed).isLessThanOrEqualTo(radius);
        farthest = Math.max(farthest, felt);
      }
    }
    assertThat(farthest).isEqualTo(radius);
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatMovesByALowResCellMovesByFourHighResOnes(GeneratorSpec spec) {
    try (var generator = DrawnWeights.fill(spec.create(1))) {
      int radius = generator.receptiveRadius();
      long side = 2L * radius + 3;
      long[] more = sides(spec, side + 1);
      Tensor density = density(generator, more);
      Tensor velocity = velocity(generator, more);
      Tensor one = generator.generate(part(density, 0, side), part(velocity, 0, side));
      Tensor moved = generator.generate(part(density, 1, side), part(velocity, 1, side));
      // Two low-res cells along each axis do not feel the border in either.
      Tensor here = part(one, SCALE * (radius + 1L), 2 * SCALE);
      Tensor there = part(moved, SCALE * (long) radius, 2 * SCALE);
      double size = here.abs().max().item();
      assertThat(size).isPositive();
      assertThat(here.sub(there).abs().max().item()).isLessThanOrEqualTo(1e-5 * size);
    }
  }

  @ParameterizedTest
  @MethodSource("compacts")
  void whereNoSmokeIsNearNothingIsMade(GeneratorSpec spec) {
    int smoke = 3; // low-res cells of it along x; other frames and velocity are everywhere
    long[] sides = spec.dimensions() == 2 ? new long[] {5, 12} : new long[] {4, 5, 12};
    try (var generator = DrawnWeights.fill(spec.create(1))) {
      Tensor density = density(generator, sides);
      density.narrow(1, 1, 1).narrow(density.rank() - 1, smoke, 12 - smoke).mulInPlace(0);
      Tensor applied = generator.generate(density, velocity(generator, sides));
      generator.training(true); // when haze is not yet left out
      Tensor made = generator.generate(density, velocity(generator, sides));
      int last = made.rank() - 1;
      int near = SCALE * (smoke + SmokeGenerator.EMPTY_REACH);
      for (Tensor some : List.of(applied, made)) {
        Tensor far = some.narrow(last, near, some.size(last) - near);
        assertThat(far.abs().max().item()).isZero();
      }
      assertThat(made.narrow(last, near - 1, 1).abs().max().item()).isPositive();
    }
  }

  @Test
  void whatCountsAsEmptyBecomesNothing() {
    for (int head : new int[] {0, 2}) {
      var spec = compact(2, Inputs.VELOCITY, 1, head);
      try (var generator = DrawnWeights.fill(spec.create(1))) {
        Tensor density = Noise.even(1, 0, SmokeGenerator.EMPTY, generator.frames(), 5, 6);
        Tensor made = generator.generate(density, velocity(generator, 5, 6));
        assertThat(made.toFloats()).containsOnly(0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void takesTheSmallestFrames(GeneratorSpec spec) {
    try (var generator = DrawnWeights.fill(spec.create(1))) {
      for (long side : new long[] {1, 2}) {
        long[] sides = sides(spec, side);
        Tensor made = generator.generate(density(generator, sides), velocity(generator, sides));
        var expected = new long[sides.length + 2];
        expected[0] = 1;
        expected[1] = 1;
        for (int i = 0; i < sides.length; i++) {
          expected[i + 2] = SCALE * sides[i];
        }
        assertThat(made.shape()).isEqualTo(expected);
        assertThat(made.allFinite()).isTrue();
      }
    }
  }
}
