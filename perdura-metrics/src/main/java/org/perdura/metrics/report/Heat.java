package org.perdura.metrics.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.perdura.media.Frame;

/** Shows numbers as colours whose lightness grows with the number, from black to pale yellow. */
final class Heat {

  /** Points of the colour map "inferno" (N. Smith, S. van der Walt; CC0), evenly spaced. */
  private static final int[] COLORS = {
    0x000004, 0x1b0c41, 0x4a0c6b, 0x781c6d, 0xa52c60, 0xcf4446, 0xed6925, 0xfb9b06, 0xf7d13d,
    0xfcffa4
  };

  private static final double[] ROUND = {1, 1.5, 2, 3, 5, 7, 10};

  private Heat() {}

  /**
   * A picture of a field.
   *
   * @param values {@code [h, w]}
   * @param top the value that is shown brightest; larger ones are shown like it
   */
  static Frame picture(float[] values, int width, int height, double top) {
    var pixels = new byte[values.length * Frame.CHANNELS];
    for (int i = 0; i < values.length; i++) {
      int color = color(values[i] / top);
      for (int c = 0; c < Frame.CHANNELS; c++) {
        pixels[i * Frame.CHANNELS + c] = (byte) (color >> (16 - 8 * c));
      }
    }
    return Frame.still(width, height, pixels);
  }

  /** A round number that all but the largest hundredth of the values stay below. */
  static double top(List<float[]> fields) {
    double most = 0;
    for (float[] field : fields) {
      float[] sorted = field.clone();
      Arrays.sort(sorted);
      most = Math.max(most, sorted[(int) (0.99 * (sorted.length - 1))]);
    }
    if (!(most > 1e-3)) {
      return 1e-3;
    }
    double power = Math.pow(10, Math.floor(Math.log10(most)));
    for (double round : ROUND) {
      if (round * power >= most) {
        return round * power;
      }
    }
    return 10 * power;
  }

  /** The colours as a CSS gradient, from 0 on the left to the top on the right. */
  static String gradient() {
    return Arrays.stream(COLORS)
        .mapToObj(color -> String.format(Locale.ROOT, "#%06x", color))
        .collect(Collectors.joining(",", "linear-gradient(to right,", ")"));
  }

  private static int color(double share) {
    double place = Math.max(0, Math.min(1, share)) * (COLORS.length - 1);
    int below = Math.min(COLORS.length - 2, (int) place);
    double rest = place - below;
    int color = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = COLORS[below] >> shift & 0xff;
      int b = COLORS[below + 1] >> shift & 0xff;
      color |= (int) Math.round(a + rest * (b - a)) << shift;
    }
    return color;
  }
}
