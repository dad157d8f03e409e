package org.perdura.media;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the pictures of a sequence are called: a number between two texts that stay the same.
 *
 * @param before the number, e.g. {@code frame_}
 * @param digits of the number at least, filled up with zeros
 * @param after the number, without the extension
 * @param numbers of the pictures in their order, which need not be neighbours; null for 0, 1, 2 ...
 */
public record PictureNames(String before, int digits, String after, long[] numbers) {

  private static final Pattern LAST_NUMBER = Pattern.compile("(.*?)(\\d{1,18})(\\D*)");

  /** Of pictures that are there; null if their names are not numbered alike. */
  static PictureNames of(List<Path> files) {
    Matcher first = parts(files.get(0));
    if (!first.matches()) {
      return null;
    }
    var numbers = new long[files.size()];
    int digits = first.group(2).length();
    for (int i = 0; i < numbers.length; i++) {
      Matcher parts = parts(files.get(i));
      boolean alike =
          parts.matches()
              && parts.group(1).equals(first.group(1))
              && parts.group(3).equals(first.group(3));
      if (!alike) {
        return null;
      }
      numbers[i] = Long.parseLong(parts.group(2));
      digits = Math.min(digits, parts.group(2).length());
    }
    var names = new PictureNames(first.group(1), digits, first.group(3), numbers);
    for (int i = 0; i < numbers.length; i++) {
      boolean same = names.name(i).equals(stem(files.get(i)));
      if (!same || (i > 0 && numbers[i] <= numbers[i - 1])) {
        return null; // e.g. 01 and 1, or a.png and a.jpg of one number
      }
    }
    return names;
  }

  /** Of a pattern with one {@code %d} or {@code %04d}, without extension. */
  static PictureNames ofPattern(String pattern) {
    Matcher number = SequenceFiles.NUMBER.matcher(pattern);
    if (!number.find()) {
      throw new IllegalArgumentException(pattern + ": has no %d or %04d");
    }
    int digits = number.group(1) == null ? 1 : Integer.parseInt(number.group(1));
    return new PictureNames(
        pattern.substring(0, number.start()), digits, pattern.substring(number.end()), null);
  }

  /** These texts around the numbers of others. */
  PictureNames withNumbers(PictureNames others) {
    return new PictureNames(before, digits, after, others == null ? null : others.numbers());
  }

  private static Matcher parts(Path file) {
    return LAST_NUMBER.matcher(stem(file));
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** The name of the i-th picture, without extension. */
  String name(long i) {
    long number = i;
    if (numbers != null) {
      // More pictures than there were names: counted on.
      number =
          i < numbers.length
              ? numbers[(int) i]
              : numbers[numbers.length - 1] + i + 1 - numbers.length;
    }
    // The digits of Western Arabic in every language.
    return before + String.format(Locale.ROOT, "%0" + digits + "d", number) + after;
  }

  /** As the pattern that {@link #ofPattern} takes. */
  String toPattern() {
    return before + "%0" + digits + "d" + after;
  }

  /** What all such names look like, whatever their number. */
  Pattern pattern(String extension) {
    return Pattern.compile(
        Pattern.quote(before) + "[0-9]{" + digits + ",}" + Pattern.quote(after + extension));
  }
}
