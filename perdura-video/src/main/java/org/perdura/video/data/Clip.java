package org.perdura.video.data;

/**
 * A training clip: 8-bit frames in both resolutions, low-res pixel i at high-res pixel 4i.
 *
 * @param high {@code [t, 4s, 4s, 3]}
 * @param low {@code [t, s, s, 3]}
 */
public record Clip(ClipShape shape, byte[] high, byte[] low) {

  public Clip {
    int pixels = shape.frames() * shape.lowSize() * shape.lowSize();
    if (low.length != pixels * 3 || high.length != pixels * 48) {
      throw new IllegalArgumentException(
          "%d low-res and %d high-res bytes: %s has %d and %d"
              .formatted(low.length, high.length, shape, pixels * 3, pixels * 48));
    }
  }
}
