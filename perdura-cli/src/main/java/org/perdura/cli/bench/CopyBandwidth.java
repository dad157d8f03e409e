package org.perdura.cli.bench;

import org.perdura.grid.Slabs;

/** How fast this machine copies memory that does not fit into its caches. */
final class CopyBandwidth {

  private static final int FLOATS = 1 << 24;

  private final float[] from = new float[FLOATS];
  private final float[] to = new float[FLOATS];
  private double best;

  /** Copies once more and keeps the best. */
  void sample(Slabs slabs) {
    long start = System.nanoTime();
    slabs.run(FLOATS, (begin, end) -> System.arraycopy(from, begin, to, begin, end - begin));
    best = Math.max(best, 2.0 * Float.BYTES * FLOATS / (System.nanoTime() - start));
  }

  /** Read and written, GB/s. */
  double gigabytesPerSecond() {
    return best;
  }
}
