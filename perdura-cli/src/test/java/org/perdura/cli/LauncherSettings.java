package org.perdura.cli;

import java.util.List;

/**
 * How the launcher starts Java, for tests that start it themselves; {@link LauncherTest} compares.
 */
public final class LauncherSettings {

  public static final List<String> JAVA =
      List.of("-Xms64m", "-Xmx2g", "-Xmn32m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch");

  /** Of {@code GLIBC_TUNABLES}; where huge pages are of 2 MB the launcher adds {@link #HUGE}. */
  public static final String MALLOC =
      "glibc.malloc.arena_max=1:glibc.malloc.mmap_threshold=33554432"
          + ":glibc.malloc.trim_threshold=67108864:glibc.malloc.tcache_count=0"
          + ":glibc.malloc.mxfast=0";

  public static final String HUGE = ":glibc.malloc.hugetlb=1";

  private LauncherSettings() {}
}
