package org.perdura.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of the benchmarks. */
@Command(
    name = "bench",
    description = "Measures speed, side by side in one run.",
    subcommands = {
      VideoBenchCommand.class,
      SmokeBenchCommand.class,
      TrainingBenchCommand.class,
      SolverBenchCommand.class,
      GridFilesBenchCommand.class
    })
public final class BenchCommand implements Runnable {

  @Spec private CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "which benchmark? " + command.subcommands().keySet());
  }
}
