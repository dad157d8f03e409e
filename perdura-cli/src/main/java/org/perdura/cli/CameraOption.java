package org.perdura.cli;

import java.util.OptionalDouble;
import org.perdura.grid.render.Camera;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads cameras such as {@code 25,10}, {@code 25,10,3} and {@code 25,10,fit,50}. */
final class CameraOption implements ITypeConverter<Camera> {

  private static final String FIT = "fit";

  @Override
  public Camera convert(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length < 2 || parts.length > 4) {
      throw unlike(text);
    }
    try {
      OptionalDouble distance =
          parts.length < 3 || parts[2].equals(FIT)
              ? OptionalDouble.empty()
              : OptionalDouble.of(Numbers.plain(parts[2]));
      double field = parts.length < 4 ? Camera.USUAL_FIELD_OF_VIEW : Numbers.plain(parts[3]);
      return new Camera(Numbers.plain(parts[0]), Numbers.plain(parts[1]), distance, field);
    } catch (NumberFormatException e) {
      throw unlike(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static TypeConversionException unlike(String text) {
    return new TypeConversionException(
        "'" + text + "': must be like 25,10 or 25,10,3 or 25,10,fit,50");
  }
}
