package org.perdura.metrics.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A scale with round marks.
 *
 * @param low where it begins
 * @param high where it ends
 * @param step between marks: 1, 2 or 5 times a power of ten
 */
record Axis(double low, double high, double step) {

  /** That begins and ends at marks, around all the values. */
  static Axis around(double least, double most, int marks) {
    double span = most > least ? most - least : Math.max(1e-3, Math.abs(most) * 0.1);
    double step = step(span, marks);
    double low = Math.floor(least / step) * step;
    double high = Math.ceil(most / step) * step;
    return new Axis(low, high > low ? high : low + step, step);
  }

  /** From the first frame to the last, with marks at whole frames. */
  static Axis frames(int first, int last, int marks) {
    return new Axis(first, Math.max(first + 1, last), Math.max(1, step(last - first, marks)));
  }

  private static double step(double span, int marks) {
    double rough = Math.max(span, 1e-9) / marks;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double times = rough / power;
    return power * (times > 5 ? 10 : times > 2 ? 5 : times > 1 ? 2 : 1);
  }

  List<Double> marks() {
    var marks = new ArrayList<Double>();
    double first = Math.ceil(low / step - 1e-9);
    for (double i = first; i * step <= high + 1e-9 * step; i++) {
      marks.add(i * step);
    }
    return marks;
  }

  /** Where a value lies, from 0 at the beginning to 1 at the end. */
  double share(double value) {
    return (value - low) / (high - low);
  }
}
