package org.perdura.grid.picture;

/**
 * A picture of 8-bit sRGB.
 *
 * @param rgb {@code [height, width, 3]}, rows from the top; the picture's own, not a copy
 */
public record SmokePicture(int width, int height, byte[] rgb) {

  static final int CHANNELS = 3;

  public SmokePicture {
    if (rgb.length != width * height * CHANNELS) {
      throw new IllegalArgumentException(
          "%d bytes for a picture of %dx%d: must be %d"
              .formatted(rgb.length, width, height, width * height * CHANNELS));
    }
  }

  /**
   * How bright a pixel is, of those that are grey.
   *
   * @param y from the top
   * @return 0 to 255
   */
  public int grey(int x, int y) {
    return rgb[(y * width + x) * CHANNELS] & 0xff;
  }
}
