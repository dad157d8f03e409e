package org.perdura.cli;

import java.util.List;

/**
 * How the launcher starts Java, for tests that start it themselves; {@link LauncherTest} compares.
 */
public final class LauncherSettings {

  public static final List<String> JAVA =
      List.of("-Xms64m", "-Xmx2g", "-Xmn32m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch");

  /** {@code GLIBC_TUNABLES}, from the root POM: the same for the tests of all modules. */
  public static final String MALLOC = System.getProperty("perdura.launcher.malloc");

  /** Which the launcher leaves out where huge pages are not of 2 MB. */
  public static final String HUGE = ":glibc.malloc.hugetlb=1";

  private LauncherSettings() {}
}
