package org.perdura.media;

/**
 * How a film codes colour, in FFmpeg's names.
 *
 * @param matrix "bt709", "smpte170m", "bt2020nc" ..., or "gbr" for RGB sources
 * @param primaries "bt709" ..., or "unknown"
 * @param transfer "bt709" ..., or "unknown"
 * @param fullRange whether luma spans 0..255 rather than 16..235
 * @param chroma how finely colour is coded; says nothing for RGB
 */
public record ColorCoding(
    String matrix, String primaries, String transfer, boolean fullRange, Chroma chroma) {

  /** With 4:2:0, as most films. */
  public ColorCoding(String matrix, String primaries, String transfer, boolean fullRange) {
    this(matrix, primaries, transfer, fullRange, Chroma.YUV420);
  }

  boolean isRgb() {
    return matrix.equals("gbr");
  }

  /** Pictures and drawn frames: R'G'B' without more being said. */
  public static final ColorCoding RGB = new ColorCoding("gbr", "unknown", "unknown", true);
}
