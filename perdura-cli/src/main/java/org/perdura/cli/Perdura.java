package org.perdura.cli;

import java.util.concurrent.Callable;
import org.perdura.cli.bench.BenchCommand;
import org.perdura.cli.demo.DemoCommand;
import org.perdura.cli.doctor.DoctorCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** All commands. */
@Command(
    name = "perdura",
    description = "Makes videos and smoke finer, with detail that stays put from frame to frame.",
    version = "perdura " + Perdura.VERSION,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    scope = ScopeType.INHERIT,
    subcommands = {
      UpscaleCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      ModelsCommand.class,
      DemoCommand.class,
      SimulateCommand.class,
      DatasetCommand.class,
      RenderCommand.class,
      ConvertCommand.class,
      InfoCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      HelpCommand.class
    })
final class Perdura implements Callable<Integer> {

  static final String VERSION = "0.1.0";

  @Spec private CommandSpec command;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where an error came from (also by PERDURA_DEBUG=1).")
  private boolean debug;

  boolean debug() {
    String variable = System.getenv("PERDURA_DEBUG");
    return debug || (variable != null && !variable.isEmpty() && !variable.equals("0"));
  }

  /** No command was named. */
  @Override
  public Integer call() {
    command.commandLine().usage(command.commandLine().getErr());
    return Main.WRONG_USAGE;
  }
}
