package org.perdura.cli;

import java.util.regex.Pattern;

/** Numbers within an option's value. */
final class Numbers {

  /** No exponents, no NaN, none of Java's suffixes. */
  private static final Pattern PLAIN = Pattern.compile("-?\\d{1,6}(\\.\\d{1,9})?");

  private Numbers() {}

  static double plain(String text) {
    if (!PLAIN.matcher(text).matches()) {
      throw new NumberFormatException("'" + text + "': must be a number");
    }
    return Double.parseDouble(text);
  }
}
