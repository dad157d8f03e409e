package org.perdura.video.train;

import java.util.List;
import java.util.SplittableRandom;
import org.perdura.adversarial.BatchSource;
import org.perdura.video.data.ClipSampler;
import org.perdura.video.data.ClipShape;
import org.perdura.video.train.VideoRecipe.Phase;

/** The recipe's phases as batches: which shape a step has, and its clips. */
final class VideoBatches implements BatchSource<VideoBatch> {

  /**
   * Longer roll-outs play so many frames forth and back: long clips of small crops would otherwise
   * lose sight of what they began with.
   */
  private static final int LONGEST_MOTION = 12;

  private final ClipSampler sampler;
  private final List<Phase> phases;
  private final long seed;

  VideoBatches(ClipSampler sampler, List<Phase> phases, long seed) {
    this.sampler = sampler;
    this.phases = phases;
    this.seed = seed;
  }

  @Override
  public VideoBatch batch(long step) {
    Phase phase = phase(step);
    var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + step);
    int leadIn = oneOf(phase.leadIn(), random);
    int hold = oneOf(phase.hold(), random);
    int frames = leadIn + phase.frames();
    var shape = new ClipShape(frames, phase.lowSize(), Math.min(frames, LONGEST_MOTION));
    return new VideoBatch(sampler.batch(step, phase.batch(), shape), hold, leadIn);
  }

  private static int oneOf(List<Integer> choices, SplittableRandom random) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Phase phase(long step) {
    long end = 0;
    for (Phase phase : phases) {
      end += phase.steps();
      if (step < end) {
        return phase;
      }
    }
    return phases.get(phases.size() - 1);
  }
}
