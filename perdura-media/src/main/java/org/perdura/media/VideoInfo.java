package org.perdura.media;

/**
 * What is known of a film before its frames are read.
 *
 * @param width in pixels, as {@link FrameReader#read} delivers them
 * @param height in pixels
 * @param bits 8 or 16 a sample, as they are delivered
 * @param timeBase the unit of {@link Frame#pts}, in seconds
 * @param frameRate nominal, frames per second
 * @param frames how many there are, estimated from the container; -1 where unknown
 * @param color how the source coded colour; what is written from it keeps the same coding
 * @param sampleAspect width of a pixel by its height; 1/1 for square pixels
 * @param depth bits a sample in the source, 8 to 16 (8, 10, 12 ...); what is written keeps it
 * @param alpha whether frames may have {@link Frame#alpha}
 * @param notes what else is said of the colours
 */
public record VideoInfo(
    int width,
    int height,
    int bits,
    Rational timeBase,
    Rational frameRate,
    long frames,
    ColorCoding color,
    Rational sampleAspect,
    int depth,
    boolean alpha,
    ColorNotes notes) {

  /** As deep as its frames, opaque. */
  public VideoInfo(
      int width,
      int height,
      int bits,
      Rational timeBase,
      Rational frameRate,
      long frames,
      ColorCoding color,
      Rational sampleAspect) {
    this(
        width,
        height,
        bits,
        timeBase,
        frameRate,
        frames,
        color,
        sampleAspect,
        bits,
        false,
        ColorNotes.NONE);
  }

  /** With square pixels, as deep as its frames, opaque. */
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
