package org.perdura.smoke.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;
import org.perdura.smoke.model.GeneratorSpec;
import org.perdura.smoke.model.Inputs;
import org.perdura.smoke.model.SmokeGenerator;

/** Tiles, and what is left out, against the network on the whole frame. */
class FrameUpscalerTest {

  private static final UpscaleSettings PLAIN = settings(Precision.FP32, false);

  @BeforeAll
  static void oneThread() {
    Torch.threads(1);
  }

  private static UpscaleSettings settings(Precision precision, boolean conserveMass) {
    return new UpscaleSettings(precision, 1L << 40, conserveMass);
  }

  private static LowFrame frame(GeneratorSpec spec, List<ScalarField> densities) {
    GridSize size = densities.get(0).size();
    boolean still = spec.inputs() == Inputs.DENSITY;
    VectorField velocity = still ? null : Drawn.velocity(size, 1, Placement.CENTRES);
    return new LowFrame(0, densities, velocity);
  }

  private static LowFrame rough(GeneratorSpec spec, GridSize size) {
    var densities = new ArrayList<ScalarField>();
    for (int i = 0; i <= 2 * spec.neighbours(); i++) {
      densities.add(Drawn.density(size, i));
    }
    return frame(spec, densities);
  }

  /** The network alone, on all of the frame at once. */
  private static float[] whole(SmokeGenerator generator, LowFrame frame) {
    GridSize size = frame.density().size();
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      var channels = new ArrayList<Tensor>();
      frame.densities().forEach(field -> channels.add(channel(size, field.values())));
      Tensor velocity = null;
      if (generator.needsVelocity()) {
        var components = new ArrayList<Tensor>();
        for (int c = 0; c < size.dimensions(); c++) {
          components.add(channel(size, frame.velocity().component(c)));
        }
        velocity = Tensor.cat(1, components);
      }
      return generator.generate(Tensor.cat(1, channels), velocity).clamp(0, 1e9).toFloats();
    }
  }

  private static Tensor channel(GridSize size, float[] values) {
    return size.isFlat()
        ? Tensor.of(values, 1, 1, size.y(), size.x())
        : Tensor.of(values, 1, 1, size.z(), size.y(), size.x());
  }

  private static float[] high(GridSize low) {
    var high = new float[low.times(SmokeGenerator.SCALE).cells()];
    java.util.Arrays.fill(high, 7); // what was in it before is gone
    return high;
  }

  private static double difference(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double largest = 0;
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
    }
    return largest;
  }

  static Stream<Arguments> networks() {
    var flat = GridSize.flat(41, 27); // the reference takes smaller ones: it is slow
    var solid = new GridSize(24, 17, 21);
    return Stream.of(
        Arguments.of(Drawn.compact(2, Inputs.VELOCITY, 0, 0), flat),
        Arguments.of(Drawn.compact(2, Inputs.VORTICITY, 1, 4), flat),
        Arguments.of(Drawn.compact(2, Inputs.DENSITY, 2, 3), flat),
        Arguments.of(GeneratorSpec.reference(2, Inputs.VORTICITY), GridSize.flat(19, 9)),
        Arguments.of(Drawn.compact(3, Inputs.VELOCITY, 0, 2), solid),
        Arguments.of(Drawn.compact(3, Inputs.VORTICITY, 1, 0), solid),
        Arguments.of(GeneratorSpec.reference(3, Inputs.VELOCITY), new GridSize(18, 2, 3)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void tilesTogetherAreTheWhole(GeneratorSpec spec, GridSize size) {
    try (var generator = spec.create(1)) {
      LowFrame frame = rough(spec, size);
      float[] expected = whole(generator, frame);
      long least = Tiling.leastCells(size, generator.receptiveRadius());
      for (long cells : new long[] {1L << 40, size.cells() * 2L / 3, least}) {
        float[] actual = high(size);
        long fits = Math.max(least, cells);
        int tiles = new FrameUpscaler(generator, PLAIN, size, fits).upscale(frame, actual);
        assertThat(tiles).isGreaterThanOrEqualTo(fits < size.cells() ? 2 : 1);
        assertThat(difference(actual, expected)).as("%d tiles", tiles).isLessThan(2e-5);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void emptySpaceIsLeftOut(GeneratorSpec spec, GridSize size) {
    try (var generator = spec.create(1)) {
      var where = new Box(3, 1, 0, 8, 9, 5);
      var densities = new ArrayList<ScalarField>();
      for (int i = 0; i <= 2 * spec.neighbours(); i++) {
        densities.add(Drawn.puff(size, i, i == spec.neighbours() ? where : Box.of(size)));
      }
      // Too little to count, and two cells far away.
      float[] present = densities.get(spec.neighbours()).values();
      for (int i = 0; i < present.length; i++) {
        present[i] = Math.max(present[i], 9e-5f);
      }
      present[present.length - 1] = 1;
      LowFrame frame = frame(spec, densities);
      float[] expected = whole(generator, frame);
      long least = Tiling.leastCells(size, generator.receptiveRadius());
      for (long cells : new long[] {1L << 40, least}) {
        float[] actual = high(size);
        new FrameUpscaler(generator, PLAIN, size, cells).upscale(frame, actual);
        assertThat(difference(actual, expected)).isLessThan(2e-5);
      }
    }
  }

  @Test
  void emptyTilesAreNotComputed() {
    var spec = Drawn.compact(2, Inputs.VELOCITY, 0, 0);
    var size = GridSize.flat(80, 80);
    try (var generator = spec.create(1)) {
      ScalarField two = Drawn.puff(size, 1, new Box(0, 0, 0, 3, 3, 1));
      two.values()[two.values().length - 1] = 1;
      long least = Tiling.leastCells(size, generator.receptiveRadius());
      var upscaler = new FrameUpscaler(generator, PLAIN, size, least);
      assertThat(upscaler.upscale(frame(spec, List.of(two)), high(size))).isEqualTo(2);
      float[] nothing = high(size);
      LowFrame empty = frame(spec, List.of(new ScalarField(size)));
      assertThat(upscaler.upscale(empty, nothing)).isZero();
      assertThat(nothing).containsOnly(0);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void massIsMatchedAndNothingIsNegative(GeneratorSpec spec, GridSize size) {
    try (var generator = spec.create(1)) {
      LowFrame frame = rough(spec, size);
      float[] high = high(size);
      new FrameUpscaler(generator, settings(Precision.FP32, true), size, 1L << 40)
          .upscale(frame, high);
      for (float value : high) {
        assertThat(value).isGreaterThanOrEqualTo(0);
      }
      double wanted =
          sum(frame.density().values()) * Math.pow(SmokeGenerator.SCALE, size.dimensions());
      assertThat(sum(high)).isCloseTo(wanted, within(1e-5 * wanted));
    }
  }

  @Test
  void smokeNeedNotMakeUpForHazeThatIsLeftOut() {
    var spec = Drawn.compact(2, Inputs.DENSITY, 0, 0);
    var size = GridSize.flat(80, 80);
    try (var generator = spec.create(1)) {
      ScalarField puff = Drawn.puff(size, 1, new Box(0, 0, 0, 3, 3, 1));
      var hazy = new ScalarField(size, puff.values().clone());
      for (int i = 0; i < hazy.values().length; i++) {
        hazy.values()[i] = Math.max(hazy.values()[i], 9e-5f);
      }
      float[] alone = matched(generator, puff);
      float[] amongHaze = matched(generator, hazy);
      // Of the haze only that around the puff counts: some 40 cells of 9e-5.
      double mass = sum(puff.values()) * 16;
      assertThat(sum(alone)).isCloseTo(mass, within(1e-5 * mass));
      assertThat(sum(amongHaze)).isBetween(mass, mass + 16 * 40 * 9e-5);
    }
  }

  private static float[] matched(SmokeGenerator generator, ScalarField density) {
    float[] high = high(density.size());
    new FrameUpscaler(generator, settings(Precision.FP32, true), density.size(), 1L << 40)
        .upscale(frame(generator.spec(), List.of(density)), high);
    return high;
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void bfloat16IsNearlyTheSame() {
    var spec = Drawn.compact(2, Inputs.VELOCITY, 0, 0);
    try (var generator = spec.create(1)) {
      LowFrame frame = rough(spec, Drawn.FLAT);
      float[] exact = high(Drawn.FLAT);
      new FrameUpscaler(generator, PLAIN, Drawn.FLAT, 1L << 40).upscale(frame, exact);
      float[] fast = high(Drawn.FLAT);
      new FrameUpscaler(generator, settings(Precision.BF16, false), Drawn.FLAT, 1L << 40)
          .upscale(frame, fast);
      assertThat(difference(fast, exact)).isBetween(1e-7, 0.02);
    }
  }
}
