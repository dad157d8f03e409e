package org.perdura.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Memory and processor time of this process, and what the others use. */
final class ProcessFigures {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");
  private static final Path STAT = Path.of("/proc/stat");

  /** The number that resets the high-water mark; see proc(5). */
  private static final String RESET_PEAK = "5";

  private static final double TICKS_PER_SECOND = 100; // of /proc/stat, on all of Linux

  private ProcessFigures() {}

  /** Forgets the highest resident memory so far; false where the system cannot. */
  static boolean resetPeakMemory() {
    try {
      Files.writeString(CLEAR, RESET_PEAK);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The highest resident memory since the last reset, or of the process; in MB (2^20 bytes). */
  static double peakMegabytes() {
    return megabytes("VmHWM:");
  }

  /** The resident memory now; in MB (2^20 bytes). */
  static double residentMegabytes() {
    return megabytes("VmRSS:");
  }

  private static double megabytes(String label) {
    try (var lines = Files.lines(STATUS, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith(label))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElseGet(ProcessFigures::committedMegabytes);
    } catch (IOException e) {
      return committedMegabytes();
    }
  }

  private static double committedMegabytes() {
    return system().getCommittedVirtualMemorySize() / (double) (1 << 20);
  }

  /** Processor seconds of all threads of this process. */
  static double processorSeconds() {
    return system().getProcessCpuTime() * 1e-9;
  }

  /** Processor seconds of one thread of this process; NaN where the system does not tell. */
  static double processorSeconds(Thread thread) {
    var threads = ManagementFactory.getThreadMXBean();
    if (!threads.isThreadCpuTimeSupported()) {
      return Double.NaN;
    }
    return threads.getThreadCpuTime(thread.getId()) * 1e-9;
  }

  /** Processor seconds of all processes of the machine; empty where the system does not tell. */
  static OptionalDouble machineSeconds() {
    try (var lines = Files.lines(STAT, StandardCharsets.UTF_8)) {
      String[] fields = lines.findFirst().orElse("").trim().split("\\s+", -1);
      double ticks = 0;
      for (int i = 1; i < fields.length && i <= 8; i++) {
        boolean idle = i == 4 || i == 5; // and waiting for the disk
        ticks += idle ? 0 : Double.parseDouble(fields[i]);
      }
      return fields.length > 5
          ? OptionalDouble.of(ticks / TICKS_PER_SECOND)
          : OptionalDouble.empty();
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  private static OperatingSystemMXBean system() {
    return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  }
}
