package org.perdura.smoke.upscale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.smoke.model.SmokeGenerator;

/**
 * Makes single frames finer, tile by tile: each with so many cells around it as the network looks
 * at, so that the tiles together are the whole but for rounding. For one thread.
 */
public final class FrameUpscaler {

  private static final int SCALE = SmokeGenerator.SCALE;

  private final SmokeGenerator generator;
  private final UpscaleSettings settings;
  private final GridSize low;
  private final long tileCells;
  private final Tensor anyParameter; // says on which device the network is

  /**
   * With the largest tiles that the settings' memory has room for.
   *
   * @param generator in evaluation mode; not closed here
   * @param low size of the frames
   * @throws IllegalArgumentException one line: not even the smallest tile fits
   */
  public static FrameUpscaler of(SmokeGenerator generator, UpscaleSettings settings, GridSize low) {
    long cells = MemoryPlan.of(generator, low, settings.memory()).tileCells();
    return new FrameUpscaler(generator, settings, low, cells);
  }

  /**
   * @param generator in evaluation mode; not closed here
   * @param low size of the frames
   * @param tileCells low-res cells of a tile at most, halo included
   */
  FrameUpscaler(SmokeGenerator generator, UpscaleSettings settings, GridSize low, long tileCells) {
    this.generator = generator;
    this.settings = settings;
    this.low = low;
    this.tileCells = tileCells;
    this.anyParameter = generator.parameters().values().iterator().next();
  }

  /**
   * One frame.
   *
   * @param high {@code [4z, 4y, 4x]} ({@code [1, 4y, 4x]} if flat), whatever is in it before: the
   *     density, not negative
   * @return how many tiles were computed
   */
  public int upscale(LowFrame frame, float[] high) {
    Arrays.fill(high, 0);
    int tiles = 0;
    try (var noGradient = GradientMode.off();
        var autocast = settings.precision().autocast();
        var scope = new Scope()) {
      Box all = smoke(Box.of(low), frame);
      if (all.isEmpty()) {
        return 0;
      }
      Tensor density = density(frame);
      Tensor velocity = generator.needsVelocity() ? velocity(frame) : null;
      for (Box tile : Tiling.of(all, low, generator.receptiveRadius(), tileCells)) {
        Box full = smoke(tile, frame);
        if (!full.isEmpty()) {
          upscale(full, density, velocity, high);
          tiles++;
        }
      }
      if (settings.conserveMass()) {
        matchMass(density.narrow(1, generator.neighbours(), 1), high);
      }
    }
    return tiles;
  }

  /** What of a part must be computed. */
  private Box smoke(Box part, LowFrame frame) {
    return generator.sparesEmptySpace() ? SmokeCells.in(part, frame.density()) : part;
  }

  /** {@code [1, frames, h, w]} or {@code [1, frames, d, h, w]}. */
  private Tensor density(LowFrame frame) {
    return tensor(frame.densities().stream().map(ScalarField::values).toList());
  }

  /** {@code [1, 2, h, w]} or {@code [1, 3, d, h, w]}. */
  private Tensor velocity(LowFrame frame) {
    var components = new ArrayList<float[]>();
    for (int c = 0; c < low.dimensions(); c++) {
      components.add(frame.velocity().component(c));
    }
    return tensor(components);
  }

  private Tensor tensor(List<float[]> channels) {
    var parts = new ArrayList<Tensor>();
    for (float[] values : channels) {
      parts.add(
          low.isFlat()
              ? Tensor.of(values, 1, 1, low.y(), low.x())
              : Tensor.of(values, 1, 1, low.z(), low.y(), low.x()));
    }
    return Tensor.cat(1, parts).toDeviceOf(anyParameter);
  }

  private void upscale(Box tile, Tensor density, Tensor velocity, float[] high) {
    Box wide = tile.grown(generator.receptiveRadius()).within(Box.of(low));
    try (var scope = new Scope()) {
      Tensor fine =
          generator.generate(part(density, wide), velocity == null ? null : part(velocity, wide));
      copy(fine, wide, tile, high);
    }
  }

  /** The cells of a box, of all channels. */
  private static Tensor part(Tensor whole, Box box) {
    int last = whole.rank() - 1;
    Tensor part =
        whole
            .narrow(last, box.x0(), box.x1() - box.x0())
            .narrow(last - 1, box.y0(), box.y1() - box.y0());
    return last == 4 ? part.narrow(2, box.z0(), box.z1() - box.z0()) : part;
  }

  /**
   * Takes over a tile without its halo.
   *
   * @param fine {@code [1, 1, 4h, 4w]} or {@code [1, 1, 4d, 4h, 4w]} of the wide box
   */
  private void copy(Tensor fine, Box wide, Box tile, float[] high) {
    Box inner =
        new Box(
            SCALE * (tile.x0() - wide.x0()),
            SCALE * (tile.y0() - wide.y0()),
            scaleZ(tile.z0() - wide.z0()),
            SCALE * (tile.x1() - wide.x0()),
            SCALE * (tile.y1() - wide.y0()),
            scaleZ(tile.z1() - wide.z0()));
    float[] values = part(fine, inner).toFloats();
    int width = inner.x1() - inner.x0();
    int height = inner.y1() - inner.y0();
    GridSize size = low.times(SCALE);
    for (int row = 0; row < values.length / width; row++) {
      int j = SCALE * tile.y0() + row % height;
      int k = scaleZ(tile.z0()) + row / height;
      int to = size.index(SCALE * tile.x0(), j, k);
      for (int i = 0; i < width; i++) {
        high[to + i] = Math.max(0, values[row * width + i]); // NaN stays, and is refused later
      }
    }
  }

  private int scaleZ(int z) {
    return low.isFlat() ? z : SCALE * z;
  }

  /**
   * One factor for the whole frame: cell by cell, edges would be wrong. What is left out as empty
   * does not count, or the smoke that there is would have to make up for it.
   *
   * @param present {@code [1, 1, h, w]} or {@code [1, 1, d, h, w]}
   */
  private void matchMass(Tensor present, float[] high) {
    int cells = low.isFlat() ? SCALE * SCALE : SCALE * SCALE * SCALE;
    double wanted = cells * mass(counting(present).toFloats());
    double there = mass(high);
    if (!(wanted > 0 && there > 0)) {
      return;
    }
    double factor = wanted / there;
    for (int i = 0; i < high.length; i++) {
      high[i] = (float) (factor * high[i]);
    }
  }

  /** The density without what is left out. */
  private Tensor counting(Tensor present) {
    return generator.sparesEmptySpace() ? present.mul(SmokeGenerator.nearSmoke(present)) : present;
  }

  private static double mass(float[] density) {
    double mass = 0;
    for (float value : density) {
      mass += Math.max(0, value);
    }
    return mass;
  }
}
