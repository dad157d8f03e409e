package org.perdura.cli;

import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes such as {@code 800m}, {@code 4g}, {@code 2.5GB} as bytes. */
final class MemorySize implements ITypeConverter<Long> {

  private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgt])i?b?");

  @Override
  public Long convert(String text) {
    var match = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      throw new TypeConversionException("'" + text + "' is no size: must be like 800m or 4g");
    }
    int power = "kmgt".indexOf(match.group(2)) + 1;
    return (long) (Double.parseDouble(match.group(1)) * Math.pow(1024, power));
  }
}
