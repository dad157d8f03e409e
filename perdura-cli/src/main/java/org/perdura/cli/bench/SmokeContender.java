package org.perdura.cli.bench;

import java.io.IOException;
import org.perdura.grid.GridSize;
import org.perdura.nn.Precision;

/** A way to high-res smoke, frame after frame. */
abstract class SmokeContender implements AutoCloseable {

  private final String name;
  private final GridSize low;
  private final Precision precision;
  private final long multiplyAddsPerCell;
  private final StepTimes times = new StepTimes();
  private boolean ran;
  private Double megabytes;

  /**
   * @param low size of what is made four times finer
   * @param precision null if no network is at work
   * @param multiplyAddsPerCell for a low-res cell, in the convolutions
   */
  SmokeContender(String name, GridSize low, Precision precision, long multiplyAddsPerCell) {
    this.name = name;
    this.low = low;
    this.precision = precision;
    this.multiplyAddsPerCell = multiplyAddsPerCell;
  }

  /** Makes frames for at least so long, one at least, and puts down how long each took. */
  abstract void frames(double atLeastSeconds, StepTimes into) throws IOException;

  /** As little as is possible, not timed. */
  final void warmUp() throws IOException {
    frames(0, new StepTimes());
  }

  /** A turn; the first one shows how much memory it takes. */
  final void run(double atLeastSeconds) throws IOException {
    if (ran) {
      frames(atLeastSeconds, times);
      return;
    }
    ran = true;
    var growth = new MemoryGrowth();
    frames(atLeastSeconds, times);
    megabytes = growth.megabytes();
  }

  final String name() {
    return name;
  }

  final GridSize low() {
    return low;
  }

  final Precision precision() {
    return precision;
  }

  final long multiplyAddsPerCell() {
    return multiplyAddsPerCell;
  }

  final StepTimes times() {
    return times;
  }

  /** By which the process grew, unless more is known; null if unknown. */
  Double megabytes() {
    return megabytes;
  }

  @Override
  public void close() {}
}
