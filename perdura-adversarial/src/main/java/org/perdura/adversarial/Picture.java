package org.perdura.adversarial;

/**
 * A picture to look at while training.
 *
 * @param rgb three bytes a pixel, row by row from the top
 */
public record Picture(int width, int height, byte[] rgb) {

  public Picture {
    if (rgb.length != 3 * width * height) {
      throw new IllegalArgumentException(
          "picture %dx%d with %d bytes: must be %d"
              .formatted(width, height, rgb.length, 3 * width * height));
    }
  }
}
