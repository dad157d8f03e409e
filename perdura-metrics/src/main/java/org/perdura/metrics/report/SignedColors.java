package org.perdura.metrics.report;

import java.util.Locale;
import org.perdura.media.Frame;

/** Shows numbers of either sign: blue is less, white nothing, red more. */
final class SignedColors {

  private static final int LESS = 0x2166ac; // ends of ColorBrewer's RdBu (Apache-2.0)
  private static final int MORE = 0xb2182b;
  private static final int WHITE = 0xffffff;

  private SignedColors() {}

  /**
   * A picture of a field.
   *
   * @param values {@code [h, w]}
   * @param top the magnitude that is shown strongest; larger ones are shown like it
   */
  static Frame picture(float[] values, int width, int height, double top) {
    var pixels = new byte[values.length * Frame.CHANNELS];
    for (int i = 0; i < values.length; i++) {
      int end = values[i] < 0 ? LESS : MORE;
      double share = Math.min(1, Math.abs(values[i]) / top);
      for (int c = 0; c < Frame.CHANNELS; c++) {
        int shift = 16 - 8 * c;
        int from = WHITE >> shift & 0xff;
        int to = end >> shift & 0xff;
        pixels[i * Frame.CHANNELS + c] = (byte) Math.round(from + share * (to - from));
      }
    }
    return Frame.still(width, height, pixels);
  }

  /** The colours as a CSS gradient, from least on the left to most on the right. */
  static String gradient() {
    return String.format(
        Locale.ROOT, "linear-gradient(to right,#%06x,#%06x,#%06x)", LESS, WHITE, MORE);
  }
}
