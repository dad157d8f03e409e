package org.perdura.cli.bench;

import org.perdura.grid.GridSize;
import org.perdura.smoke.model.SmokeGenerator;

/**
 * What the networks save: steps of the solver at the fine resolution. The plume is a new one in
 * each turn, since it takes more memory than all else.
 */
final class SmokeSolverContender extends SmokeContender {

  private static final int FIRST_STEP = 3;
  private static final int LAST_STEP = 5;

  private final int threads;
  private Double megabytes;

  SmokeSolverContender(String name, GridSize low, int threads) {
    super(name, low, null, 0);
    this.threads = threads;
  }

  @Override
  void frames(double atLeastSeconds, StepTimes into) {
    try (var plume =
        new BenchedPlume(low().times(SmokeGenerator.SCALE), threads, FIRST_STEP, LAST_STEP)) {
      plume.warmUp();
      plume.run(atLeastSeconds);
      into.addAll(plume.steps());
      megabytes = Double.isNaN(plume.megabytes()) ? null : plume.megabytes();
    }
  }

  /** What the solver holds: Java's heap may have had room for it before. */
  @Override
  Double megabytes() {
    return megabytes;
  }
}
