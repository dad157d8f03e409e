package org.perdura.media;

/**
 * A turn by quarters and a mirroring, as cameras note them instead of turning the pixels.
 *
 * @param a x of the upright picture along x of the stored one: -1, 0 or 1
 * @param b y of the upright picture along x of the stored one
 * @param c x of the upright picture along y of the stored one
 * @param d y of the upright picture along y of the stored one
 */
record Orientation(int a, int b, int c, int d) {

  static final Orientation UPRIGHT = new Orientation(1, 0, 0, 1);

  /**
   * From a display matrix of the ISO base media format: {@code x' = a x + c y, y' = b x + d y},
   * each in 16.16 fixed point at positions 0, 1, 3 and 4. Null if it does more than quarter turns.
   */
  static Orientation ofDisplayMatrix(int[] matrix) {
    var turn = new Orientation(unit(matrix[0]), unit(matrix[1]), unit(matrix[3]), unit(matrix[4]));
    boolean quarters =
        Math.abs(turn.a) + Math.abs(turn.b) == 1
            && Math.abs(turn.c) + Math.abs(turn.d) == 1
            && turn.a * turn.d - turn.b * turn.c != 0;
    return quarters ? turn : null;
  }

  private static int unit(int fixed) {
    return (int) Math.signum(Math.abs(fixed) < 1 << 8 ? 0 : fixed);
  }

  boolean swapsSides() {
    return a == 0;
  }

  /**
   * The upright picture.
   *
   * @param stored {@code [h, w]} pixels
   * @param size bytes a pixel
   */
  byte[] apply(byte[] stored, int width, int height, int size) {
    if (equals(UPRIGHT)) {
      return stored;
    }
    var upright = new byte[stored.length];
    int uprightWidth = swapsSides() ? height : width;
    int left = (a + c < 0) ? uprightWidth - 1 : 0;
    int top = (b + d < 0) ? (swapsSides() ? width : height) - 1 : 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int target = (top + b * x + d * y) * uprightWidth + left + a * x + c * y;
        int source = y * width + x;
        System.arraycopy(stored, source * size, upright, target * size, size);
      }
    }
    return upright;
  }
}
