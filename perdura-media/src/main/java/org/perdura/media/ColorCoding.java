package org.perdura.media;

/**
 * How a film codes colour, in FFmpeg's names.
 *
 * @param matrix "bt709", "smpte170m", "bt2020nc" ..., or "gbr" for RGB sources
 * @param primaries "bt709" ..., or "unknown"
 * @param transfer "bt709" ..., or "unknown"
 * @param fullRange whether luma spans 0..255 rather than 16..235
 */
public record ColorCoding(String matrix, String primaries, String transfer, boolean fullRange) {

  /** Pictures and drawn frames: R'G'B' without more being said. */
  public static final ColorCoding RGB = new ColorCoding("gbr", "unknown", "unknown", true);
}
