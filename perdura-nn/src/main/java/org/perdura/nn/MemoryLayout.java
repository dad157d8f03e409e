package org.perdura.nn;

/**
 * The order of a picture's elements in memory. Results are the same but for rounding; only time
 * differs.
 */
public enum MemoryLayout {
  /** The channels of a pixel beside each other: what convolutions are fastest with. */
  CHANNELS_LAST,
  /** One channel after the other, as PyTorch does it unless told otherwise. */
  PLAIN;

  private static final ThreadLocal<MemoryLayout> CURRENT =
      ThreadLocal.withInitial(() -> CHANNELS_LAST);

  /** The layout in use on this thread; channels-last unless said otherwise. */
  public static MemoryLayout current() {
    return CURRENT.get();
  }

  /**
   * Has {@link Tensor#channelsLast}, and so all layers, use this layout on this thread until the
   * returned object is closed. LibTorch takes channels-last as soon as one operand is, so that
   * layers compute in the plain layout only if their weights are in it too: see {@link
   * Module#layout}.
   */
  public Use use() {
    return new Use(this);
  }

  /** A stretch of code under one layout. */
  public static final class Use implements AutoCloseable {

    private final MemoryLayout before = current();

    private Use(MemoryLayout layout) {
      CURRENT.set(layout);
    }

    @Override
    public void close() {
      CURRENT.set(before);
    }
  }
}
