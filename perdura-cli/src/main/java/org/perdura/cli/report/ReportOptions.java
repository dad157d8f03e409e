package org.perdura.cli.report;

import java.io.PrintWriter;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of commands that take long: how they tell what goes on. */
public final class ReportOptions {

  /** Set by the launcher, which can ask the system whether standard error is a terminal. */
  private static final String TERMINAL = "perdura.terminal";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @ArgGroup private final Manner manner = new Manner();

  /** One or none of these. */
  private static final class Manner {

    @Option(names = "--json", description = "Report progress and result as lines of JSON.")
    private boolean json;

    @Option(names = "--quiet", description = "Say nothing but warnings and errors.")
    private boolean quiet;
  }

  /** For a command that has no such options, e.g. because its JSON goes into a file. */
  public static Report forPeople(CommandSpec command) {
    return new TextReport(
        command.commandLine().getOut(),
        command.commandLine().getErr(),
        false,
        Boolean.getBoolean(TERMINAL));
  }

  /** The command's voice. */
  public Report report() {
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    if (manner.json) {
      return new JsonReport(out);
    }
    return new TextReport(out, err, manner.quiet, Boolean.getBoolean(TERMINAL));
  }
}
