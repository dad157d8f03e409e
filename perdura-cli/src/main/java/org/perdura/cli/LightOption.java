package org.perdura.cli;

import org.perdura.grid.render.DirectionalLight;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads lights such as {@code -60,45} and {@code -60,45,2}. */
final class LightOption implements ITypeConverter<DirectionalLight> {

  @Override
  public DirectionalLight convert(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw unlike(text);
    }
    try {
      double strength =
          parts.length < 3 ? DirectionalLight.USUAL_STRENGTH : Numbers.plain(parts[2]);
      return new DirectionalLight(Numbers.plain(parts[0]), Numbers.plain(parts[1]), strength);
    } catch (NumberFormatException e) {
      throw unlike(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static TypeConversionException unlike(String text) {
    return new TypeConversionException("'" + text + "': must be like -60,45 or -60,45,2");
  }
}
