package org.perdura.smoke.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.perdura.nn.Convolution;
import org.perdura.nn.Functional;
import org.perdura.nn.Module;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

/**
 * A generator made for processors: nearly all convolutions at low-res.
 *
 * <p>{@code [density of some frames | 3 x velocity]} -> conv, relu -> residual blocks -> conv to
 * the 4^dimensions high-res cells of each low-res one, of one channel, or of a few that a thin
 * high-res layer makes one of. That is added to a smooth upsampling of the present density, where
 * there is smoke.
 */
final class CompactGenerator extends SmokeGenerator {

  /** Velocities are a few tenths of a cell per step. */
  private static final double VELOCITY_GAIN = 3;

  private static final int KERNEL = 3;

  /** From here on the network adds all the detail it has. */
  private static final double FULL = 10 * EMPTY;

  private static final double BLOCK_GAIN = 0.1;

  /** So that training begins with what smooth upsampling makes. */
  private static final double LAST_GAIN = 0.1;

  /**
   * Of the density nearby: what is fainter is no smoke, but what the network leaves beside some.
   */
  private static final double FAINT = 0.3;

  /** And nothing above this is faint. */
  private static final double FAINTEST_SMOKE = 0.02;

  /** Times the linearly upsampled density: where coarse smoke ends, fine smoke ends. */
  private static final double MOST = 10;

  private final int channels;
  private final Convolution first;
  private final List<Block> blocks = new ArrayList<>();
  private final Convolution last;
  private final Convolution head; // null if there is none

  private static final class Block extends Module {
    private final Convolution first;
    private final Convolution second;

    Block(int dimensions, int channels, RandomGenerator random) {
      first = child("first", Convolution.of(dimensions, channels, channels, KERNEL, 1, random));
      second =
          child(
              "second", Convolution.of(dimensions, channels, channels, KERNEL, BLOCK_GAIN, random));
    }

    Tensor forward(Tensor x) {
      return second.forward(Scope.of(() -> first.forward(x).reluInPlace())).addInPlace(x);
    }
  }

  CompactGenerator(GeneratorSpec spec, RandomGenerator random) {
    super(spec);
    int dimensions = spec.dimensions();
    channels = spec.channels();
    first =
        child(
            "first", Convolution.of(dimensions, inputChannels(spec), channels, KERNEL, 1, random));
    for (int i = 0; i < spec.blocks(); i++) {
      blocks.add(child("blocks." + i, new Block(dimensions, channels, random)));
    }
    boolean thin = spec.head() > 0;
    int made = Math.max(1, spec.head()) * cellsPerCell();
    last =
        child(
            "last",
            Convolution.of(dimensions, channels, made, KERNEL, thin ? 1 : LAST_GAIN, random));
    head =
        thin
            ? child("head", Convolution.of(dimensions, spec.head(), 1, KERNEL, LAST_GAIN, random))
            : null;
  }

  private static int inputChannels(GeneratorSpec spec) {
    int velocity =
        switch (spec.inputs()) {
          case DENSITY -> 0;
          case VELOCITY -> spec.dimensions();
          case VORTICITY -> spec.dimensions() + Vorticity.components(spec.dimensions());
        };
    return 2 * spec.neighbours() + 1 + velocity;
  }

  /** High-res cells of a low-res one. */
  private int cellsPerCell() {
    return dimensions() == 2 ? SCALE * SCALE : SCALE * SCALE * SCALE;
  }

  @Override
  public Tensor generate(Tensor density, Tensor velocity) {
    Tensor present = density.narrow(1, neighbours(), 1);
    Tensor nearby = nearby(present);
    // The network need not learn to leave empty space alone, and empty tiles can be left out.
    Tensor detail = detail(input(density, velocity), ramp(nearby, FULL));
    try (var fp32 = Precision.FP32.autocast()) {
      Tensor made =
          Scope.of(
              () ->
                  Upsampling.cubic(present)
                      .add(detail)
                      .mul(Functional.repeat(ramp(nearby, SOME), SCALE)));
      return training() ? made : withoutHaze(made, present, nearby);
    }
  }

  /**
   * Fades out what is faint, and what is far above the coarse smoke. Where smoke ends, the network
   * leaves haze of a tenth of a percent, whose pattern repeats from cell to cell: too little for a
   * loss to see, but light that passes through a volume adds it up.
   */
  private static Tensor withoutHaze(Tensor made, Tensor present, Tensor nearby) {
    Tensor share =
        Scope.of(
            () ->
                made.div(
                    Functional.repeat(
                        nearby.mul(FAINT).clamp(EMPTY * FAINT, FAINTEST_SMOKE), SCALE)));
    share.addInPlace(-0.5).clampInPlace(0, 1); // 0 at half the limit, 1 at one and a half of it
    // In place, since volumes are large: made x share^2 x (3 - 2 share), smooth at both.
    Tensor left = share.mul(-2).addInPlace(3).mulInPlace(share).mulInPlace(share).mulInPlace(made);
    Tensor most = Upsampling.linear(present).reluInPlace().mulInPlace(MOST);
    Tensor above = Scope.of(() -> left.sub(most).relu());
    return left.addInPlace(above, -1); // the lesser of left and most
  }

  private Tensor input(Tensor density, Tensor velocity) {
    var parts = new ArrayList<Tensor>();
    parts.add(density);
    if (needsVelocity()) {
      parts.add(velocity.mul(VELOCITY_GAIN));
    }
    if (spec().inputs() == Inputs.VORTICITY) {
      parts.add(Vorticity.of(velocity).mul(VELOCITY_GAIN));
    }
    return Tensor.cat(1, parts);
  }

  private Tensor detail(Tensor input, Tensor mask) {
    Tensor x = Scope.of(() -> first.forward(input).relu());
    for (Block block : blocks) {
      // Memory given back at once is still in the processor's cache for the next block.
      x = Scope.then(x, block::forward);
    }
    Tensor trunk = x;
    if (head == null) {
      return Scope.of(() -> shuffle(last.forward(trunk).mul(mask)));
    }
    Tensor fine = Scope.of(() -> shuffle(last.forward(trunk)).relu());
    return Scope.of(() -> head.forward(fine).mul(Functional.repeat(mask, SCALE)));
  }

  private Tensor shuffle(Tensor x) {
    return dimensions() == 2
        ? Functional.pixelShuffle(x, SCALE)
        : Functional.voxelShuffle(x, SCALE);
  }

  @Override
  public int receptiveRadius() {
    int curl = spec().inputs() == Inputs.VORTICITY ? 1 : 0;
    int ofHead = head == null ? 0 : 1; // one high-res cell
    return Math.max(EMPTY_REACH, curl + 2 + 2 * blocks.size() + ofHead);
  }

  @Override
  public boolean sparesEmptySpace() {
    return true;
  }

  @Override
  public long multiplyAddsPerCell() {
    long sum = first.weight().count() + last.weight().count();
    for (Block block : blocks) {
      sum += block.first.weight().count() + block.second.weight().count();
    }
    return head == null ? sum : sum + head.weight().count() * cellsPerCell();
  }

  @Override
  public long bytesPerCell() {
    // A block holds its input, both maps and their sum; the end the detail, twice for the shuffle,
    // and what the upsampling makes of it.
    long trunk = 5L * channels;
    long fine = (5L * Math.max(1, spec().head()) + 1) * cellsPerCell();
    long unfolded = Math.max(first.unfoldedBytes(), last.unfoldedBytes());
    if (head != null) {
      unfolded = Math.max(unfolded, head.unfoldedBytes() * cellsPerCell());
    }
    return Float.BYTES * (trunk + fine) + unfolded;
  }

  @Override
  public String lastLayer() {
    return head == null ? "last." : "head.";
  }
}
