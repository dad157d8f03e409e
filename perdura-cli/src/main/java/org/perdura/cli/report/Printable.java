package org.perdura.cli.report;

/** What files say, fit for a terminal. */
public final class Printable {

  private Printable() {}

  /** Without line ends and what a terminal would act upon, for which question marks stand. */
  public static String of(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "?");
  }
}
