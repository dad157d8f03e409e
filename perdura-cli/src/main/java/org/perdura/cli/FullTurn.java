package org.perdura.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How many pictures a camera needs for once around.
 *
 * @param pictures 0: it is not said
 */
record FullTurn(int pictures) {

  /** Around one frame, if it is not said: four seconds of film, nearly. */
  private static final int USUAL_AROUND_ONE = 96;

  /**
   * How many pictures are made.
   *
   * @param frames of the sequence; a single one stands still for a whole turn
   */
  int film(int frames) {
    return frames > 1 ? frames : once(frames);
  }

  /** By how much the camera has gone around in a picture, in degrees. */
  double degrees(int picture, int frames) {
    return 360.0 * picture / once(frames);
  }

  private int once(int frames) {
    return pictures > 0 ? pictures : frames > 1 ? frames : USUAL_AROUND_ONE;
  }

  /** Reads a number of pictures, or nothing. */
  static final class Converter implements ITypeConverter<FullTurn> {

    private static final Pattern PICTURES = Pattern.compile("\\d{1,6}");

    @Override
    public FullTurn convert(String text) {
      if (text.isEmpty()) {
        return new FullTurn(0);
      }
      if (!PICTURES.matcher(text).matches() || Integer.parseInt(text) < 2) {
        throw new TypeConversionException(
            "'" + text + "': must be a number of pictures such as 96, at least 2");
      }
      return new FullTurn(Integer.parseInt(text));
    }
  }
}
