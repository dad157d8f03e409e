package org.perdura.media;

/**
 * What is known of a film before its frames are read.
 *
 * @param width in pixels, as {@link FrameReader#read} delivers them
 * @param height in pixels
 * @param bits 8 or 16 a sample
 * @param timeBase the unit of {@link Frame#pts}, in seconds
 * @param frameRate nominal, frames per second
 * @param frames how many there are, estimated from the container; -1 where unknown
 * @param color how the source coded colour; what is written from it keeps the same coding
 * @param sampleAspect width of a pixel by its height; 1/1 for square pixels
 */
public record VideoInfo(
    int width,
    int height,
    int bits,
    Rational timeBase,
    Rational frameRate,
    long frames,
    ColorCoding color,
    Rational sampleAspect) {

  /** With square pixels. */
  public VideoInfo(
      int width,
      int height,
      int bits,
      Rational timeBase,
      Rational frameRate,
      long frames,
      ColorCoding color) {
    this(width, height, bits, timeBase, frameRate, frames, color, new Rational(1, 1));
  }
}
