package org.perdura.media;

import java.util.Set;

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

  private static final Set<String> TELEVISION =
      Set.of("unknown", "bt709", "smpte170m", "bt470bg", "bt470m", "gamma28", "smpte240m");

  /** With 4:2:0, as most films. */
  public ColorCoding(String matrix, String primaries, String transfer, boolean fullRange) {
    this(matrix, primaries, transfer, fullRange, Chroma.YUV420);
  }

  /** The same in 16..235. */
  ColorCoding limited() {
    return new ColorCoding(matrix, primaries, transfer, false, chroma);
  }

  /** Whether primaries and transfer are those of SDR television, or nothing is said. */
  boolean isTelevision() {
    return TELEVISION.contains(primaries) && TELEVISION.contains(transfer);
  }

  boolean isRgb() {
    return matrix.equals("gbr");
  }

  /** Pictures and drawn frames: R'G'B' without more being said. */
  public static final ColorCoding RGB = new ColorCoding("gbr", "unknown", "unknown", true);
}
