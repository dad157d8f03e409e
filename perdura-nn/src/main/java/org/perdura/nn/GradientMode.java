package org.perdura.nn;

import org.bytedeco.pytorch.GradMode;

/** Turns the recording of operations for gradients off (or on again) on this thread. */
public final class GradientMode implements AutoCloseable {

  static {
    Torch.load();
  }

  private final boolean before = GradMode.is_enabled();

  private GradientMode(boolean enabled) {
    GradMode.set_enabled(enabled);
  }

  /** Nothing is recorded until the returned object is closed. */
  public static GradientMode off() {
    return new GradientMode(false);
  }

  /** Operations are recorded, even inside {@link #off}. */
  public static GradientMode on() {
    return new GradientMode(true);
  }

  @Override
  public void close() {
    GradMode.set_enabled(before);
  }
}
