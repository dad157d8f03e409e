package org.perdura.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import org.perdura.cli.report.Failures;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The program {@code perdura}. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
public final class Main {

  private static final int FAILED = 1;
  static final int WRONG_USAGE = 2;
  private static final int INTERRUPTED = 130;

  private Main() {}

  public static void main(String[] args) {
    // File names and figures are the same in every language.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    Interruption.answer();
    int code = execute(console(System.out), console(System.err), args);
    Interruption.letGo();
    System.exit(code);
  }

  private static PrintWriter console(PrintStream stream) {
    Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    return new PrintWriter(stream, true, charset);
  }

  /** Runs one command line inside this process and returns its exit code. */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    var root = new Perdura();
    var line = new CommandLine(root);
    line.setOut(out);
    line.setErr(err);
    line.setParameterExceptionHandler((e, ignored) -> wrongUsage(e, err));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, root, err));
    try {
      return line.execute(args);
    } catch (Error e) { // missing natives, memory: the user's to mend, so one line for these too
      return failed(e, root, err);
    }
  }

  private static int wrongUsage(ParameterException e, PrintWriter err) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    err.println("%s: %s; see %s --help".formatted(name, Failures.line(e), name));
    return WRONG_USAGE;
  }

  private static int failed(Throwable e, Perdura root, PrintWriter err) {
    if (e instanceof ParameterException wrong) {
      return wrongUsage(wrong, err);
    }
    boolean stopped = e instanceof StoppedException;
    if (!stopped || Interruption.toBeSaid()) {
      err.println("perdura: " + Failures.line(e));
    }
    if (root.debug()) {
      e.printStackTrace(err);
    }
    err.flush();
    return stopped ? INTERRUPTED : FAILED;
  }
}
