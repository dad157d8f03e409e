package org.perdura.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Width and height of a picture, in pixels. */
public record FrameSize(int width, int height) {

  private static final int LEAST = 16;
  private static final int MOST = 4096;

  @Override
  public String toString() {
    return width + "x" + height;
  }

  /** Reads {@code 180x144}. */
  public static final class Converter implements ITypeConverter<FrameSize> {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

    @Override
    public FrameSize convert(String text) {
      var match = SIZE.matcher(text);
      if (!match.matches()) {
        throw new TypeConversionException("'" + text + "' is no size: must be like 180x144");
      }
      return new FrameSize(side(match.group(1)), side(match.group(2)));
    }

    private static int side(String text) {
      int side = Integer.parseInt(text);
      if (side < LEAST || side > MOST) {
        throw new TypeConversionException(
            "a side of %d pixels: must be from %d to %d".formatted(side, LEAST, MOST));
      }
      return side;
    }
  }
}
