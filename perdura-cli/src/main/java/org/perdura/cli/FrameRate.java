package org.perdura.cli;

import java.util.regex.Pattern;
import org.perdura.media.Rational;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads frame rates such as {@code 25}, {@code 23.976} and {@code 24000/1001}. */
final class FrameRate implements ITypeConverter<Rational> {

  private static final Pattern FRACTION = Pattern.compile("(\\d{1,7})/(\\d{1,7})");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,4}(\\.\\d{1,3})?");

  /** Television's rates, which decimals only name: n * 1000 / 1001. */
  private static final double NTSC = 1000 / 1001.0;

  @Override
  public Rational convert(String text) {
    var fraction = FRACTION.matcher(text);
    if (fraction.matches()) {
      int numerator = Integer.parseInt(fraction.group(1));
      int denominator = Integer.parseInt(fraction.group(2));
      if (numerator > 0 && denominator > 0) {
        return new Rational(numerator, denominator);
      }
    } else if (DECIMAL.matcher(text).matches() && Double.parseDouble(text) > 0) {
      return ofDecimal(Double.parseDouble(text));
    }
    throw new TypeConversionException(
        "'" + text + "' is no frame rate: must be like 25, 23.976 or 24000/1001");
  }

  private static Rational ofDecimal(double rate) {
    long whole = Math.round(rate / NTSC);
    if (rate != Math.rint(rate) && Math.abs(whole * NTSC - rate) < 0.005) {
      return new Rational(Math.toIntExact(whole * 1000), 1001);
    }
    return new Rational((int) Math.round(rate * 1000), 1000);
  }
}
