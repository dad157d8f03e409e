package org.perdura.video.data;

import java.util.SplittableRandom;

/**
 * Where a clip lies in a picture.
 *
 * @param scale picture pixels per high-res pixel
 * @param x picture pixel at the centre of the clip
 * @param y likewise
 */
record Placement(float scale, float x, float y) {

  /**
   * A random place at which nothing but the picture is seen. If there is none, the scale is lowered
   * until there is, though not below {@code minScale}: magnified pictures are blurred.
   */
  static Placement random(
      SplittableRandom rnd, Motion motion, int width, int height, float scale, float minScale) {
    float spanX = motion.right() - motion.left();
    float spanY = motion.bottom() - motion.top();
    // One pixel is what a bilinear sample needs on its right.
    float fitting = Math.min((width - 1.1f) / spanX, (height - 1.1f) / spanY);
    float used = Math.max(Math.min(scale, fitting), Math.min(scale, minScale));
    return new Placement(
        used,
        along(rnd, width, used * motion.left(), used * motion.right()),
        along(rnd, height, used * motion.top(), used * motion.bottom()));
  }

  private static float along(SplittableRandom rnd, int size, float first, float last) {
    float min = -first;
    float max = size - 1.05f - last;
    double chance = rnd.nextDouble();
    return max <= min ? (min + max) / 2 : (float) (min + chance * (max - min));
  }

  /** Whether nothing but the picture is seen there. */
  boolean isInside(Motion motion, int width, int height) {
    return x + scale * motion.left() >= 0
        && y + scale * motion.top() >= 0
        && x + scale * motion.right() <= width - 1
        && y + scale * motion.bottom() <= height - 1;
  }

  /** Side of the largest square that shows nothing but the picture, in high-res pixels. */
  static int largestSide(int width, int height, float minScale) {
    return (int) ((Math.min(width, height) - 1.1f) / minScale);
  }

  /** The same place in a picture that is {@code factor} times as large. */
  Placement times(float factor) {
    // Pixel 0 is centred half a pixel from the border, in every size.
    return new Placement(scale * factor, (x + 0.5f) * factor - 0.5f, (y + 0.5f) * factor - 0.5f);
  }

  Placement minus(int left, int top) {
    return new Placement(scale, x - left, y - top);
  }
}
