package org.perdura.metrics.report;

import java.util.Locale;

/** HTML in the making. What is filled in is escaped, unless it is markup itself. */
final class Markup {

  private final StringBuilder text = new StringBuilder();

  /** Markup as it stands. */
  static Markup of(String markup) {
    return new Markup().add(markup);
  }

  /** Appends markup as it stands. */
  Markup add(String markup) {
    text.append(markup);
    return this;
  }

  Markup add(Markup markup) {
    text.append(markup.text);
    return this;
  }

  /**
   * Appends markup with gaps filled in.
   *
   * @param format as {@link String#format} takes it, in no language's own number format
   * @param values numbers and {@link Markup} go in as they are, everything else escaped
   */
  Markup fill(String format, Object... values) {
    Object[] safe = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      boolean harmless = value instanceof Number || value instanceof Markup;
      safe[i] = harmless ? value : escape(String.valueOf(value));
    }
    text.append(String.format(Locale.ROOT, format, safe));
    return this;
  }

  private static String escape(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
