package org.perdura.cli.bench;

import java.util.regex.Pattern;
import org.perdura.grid.GridSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 256x256} and {@code 64x64x64}, cells. */
final class GridSizeConverter implements ITypeConverter<GridSize> {

  private static final int LEAST = 16;
  private static final int MOST = 512;
  private static final Pattern SIZE = Pattern.compile("(\\d{1,4})x(\\d{1,4})(?:x(\\d{1,4}))?");

  @Override
  public GridSize convert(String text) {
    var match = SIZE.matcher(text);
    if (!match.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no size: must be like 256x256 or 64x64x64");
    }
    int x = side(match.group(1));
    int y = side(match.group(2));
    return match.group(3) == null ? GridSize.flat(x, y) : new GridSize(x, y, side(match.group(3)));
  }

  private static int side(String text) {
    int side = Integer.parseInt(text);
    if (side < LEAST || side > MOST) {
      throw new TypeConversionException(
          "a side of %d cells: must be from %d to %d".formatted(side, LEAST, MOST));
    }
    return side;
  }
}
