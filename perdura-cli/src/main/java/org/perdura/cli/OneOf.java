package org.perdura.cli;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes one of a few words, in any case. */
public abstract class OneOf implements ITypeConverter<String> {

  private final List<String> words;

  protected OneOf(String... words) {
    this.words = List.of(words);
  }

  @Override
  public String convert(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (!words.contains(word)) {
      throw new TypeConversionException(
          "'" + text + "': must be one of " + String.join(", ", words));
    }
    return word;
  }
}
