package org.perdura.cli.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.perdura.cli.LauncherSettings;

/** One run of the program in a process of its own, which can be killed. */
final class Program implements AutoCloseable {

  private static final long PATIENCE_MINUTES = 5;

  private final Process process;
  private final Path out;
  private final Path err;
  private final long started = System.nanoTime();

  private Program(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * How it ended.
   *
   * @param code of the exit
   * @param err lines on standard error
   */
  record End(int code, double seconds, List<String> out, List<String> err) {}

  /** Starts it. */
  static Program start(List<String> args) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LauncherSettings.JAVA);
    command.add("-Djava.awt.headless=true");
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("org.perdura.cli.Main");
    command.addAll(args);
    Path out = Files.createTempFile("perdura-test", ".out");
    Path err = Files.createTempFile("perdura-test", ".err");
    var builder = new ProcessBuilder(command);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    // As the launcher does.
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    builder.environment().put("GLIBC_TUNABLES", LauncherSettings.MALLOC);
    return new Program(builder.start(), out, err);
  }

  /** Runs it to its end. */
  static End run(List<String> args) throws IOException, InterruptedException {
    try (var program = start(args)) {
      return program.end();
    }
  }

  /** Waits for its end. */
  End end() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      throw new IOException("still running after %d minutes".formatted(PATIENCE_MINUTES));
    }
    double seconds = (System.nanoTime() - started) * 1e-9;
    return new End(process.exitValue(), seconds, Files.readAllLines(out), Files.readAllLines(err));
  }

  /**
   * Kills it at a moment, as SIGKILL does.
   *
   * @return whether it was still at work then
   */
  boolean killAfter(double seconds) throws InterruptedException {
    long millis = Math.round(1000 * seconds - (System.nanoTime() - started) * 1e-6);
    if (process.waitFor(Math.max(0, millis), TimeUnit.MILLISECONDS)) {
      return false;
    }
    process.destroyForcibly();
    // 128 + 9: the signal was what ended it.
    return process.waitFor() == 137;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * What the system says that it takes, in MB, every tenth of a second to its end.
   *
   * @return what it took at each moment, and last the most of all
   */
  List<Double> resident() throws IOException, InterruptedException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    var seen = new ArrayList<Double>();
    double most = 0;
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      String text;
      try {
        text = Files.readString(status);
      } catch (IOException e) {
        break; // it ends
      }
      double now = megabytes(text, "VmRSS:");
      if (now > 0) {
        seen.add(now);
        most = Math.max(most, megabytes(text, "VmHWM:"));
      }
    }
    seen.add(most);
    return seen;
  }

  private static double megabytes(String status, String heading) {
    return status
        .lines()
        .filter(line -> line.startsWith(heading))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /** Ctrl-C. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(out);
    Files.deleteIfExists(err);
  }
}
