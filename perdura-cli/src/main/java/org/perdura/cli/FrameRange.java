package org.perdura.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Frames from a number to a number, both included. */
record FrameRange(int first, int last) {

  /** Reads {@code 20-80}, and {@code 20} for one frame. */
  static final class Converter implements ITypeConverter<FrameRange> {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    @Override
    public FrameRange convert(String text) {
      var match = RANGE.matcher(text);
      if (match.matches()) {
        int first = Integer.parseInt(match.group(1));
        int last = match.group(2) == null ? first : Integer.parseInt(match.group(2));
        if (first <= last) {
          return new FrameRange(first, last);
        }
      }
      throw new TypeConversionException("'" + text + "': must be like 20-80 or 20");
    }
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }
}
