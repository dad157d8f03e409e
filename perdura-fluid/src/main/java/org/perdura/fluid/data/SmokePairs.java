package org.perdura.fluid.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.perdura.fluid.data.SmokeDataSpec.Mode;
import org.perdura.fluid.scene.Scene;
import org.perdura.grid.Slabs;
import org.perdura.recipe.Chance;

/**
 * The frames of one pair of simulations, one after the other, in memory. It holds the fields of
 * both from the beginning; the first frame takes the warm-up, too.
 */
public final class SmokePairs implements Iterator<SmokePair>, AutoCloseable {

  /** What of a simulation's chance is drawn here. */
  private static final long RESYNC = 2;

  private static final int MOST_RANDOM_RESYNC = 16;

  private final SmokeDataSpec spec;
  private final Scene scene;
  private final int resync;
  private final PairSimulation simulation;

  /**
   * From the first frame on.
   *
   * @param number of the simulation, from 0: each is another scene
   * @param slabs stays the caller's to close
   */
  public SmokePairs(SmokeDataSpec spec, int number, Slabs slabs) {
    this.spec = spec;
    scene = RandomScene.of(spec, number);
    resync =
        spec.resync() == SmokeDataSpec.RANDOM
            ? Chance.of(spec.seed(), number, RESYNC).nextInt(1, MOST_RANDOM_RESYNC + 1)
            : spec.resync();
    try {
      simulation =
          spec.mode() == Mode.DOUBLE
              ? new DoubleSimulation(scene, spec, resync == 1, slabs)
              : new WaveletSimulation(scene, spec, slabs);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // no random scene reads files
    }
  }

  /** The fine scene. */
  public Scene scene() {
    return scene;
  }

  /** Every how many frames the two are synchronised; 0 at the first only. */
  public int resync() {
    return resync;
  }

  /** Frames given so far. */
  public int framesDone() {
    return Math.max(0, simulation.stepsDone() - spec.warmup());
  }

  @Override
  public boolean hasNext() {
    return framesDone() < spec.frames();
  }

  /** Simulates one step, or the warm-up and one step. */
  @Override
  public SmokePair next() {
    if (!hasNext()) {
      throw new NoSuchElementException("%d frames: that was all".formatted(spec.frames()));
    }
    while (simulation.stepsDone() < spec.warmup()) {
      simulation.warmUp();
    }
    int frame = framesDone();
    return simulation.next(frame, frame == 0 || (resync > 0 && frame % resync == 0));
  }

  /** All that the frames to come depend on; not copied. */
  List<float[]> state() {
    return simulation.state();
  }

  /** Continues as the simulation whose state this was. */
  void restore(int framesDone, List<float[]> state) {
    simulation.restore(spec.warmup() + framesDone, state);
  }

  @Override
  public void close() {
    simulation.close();
  }
}
