package org.perdura.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of the makers of data. */
@Command(
    name = "dataset",
    description = "Writes data to learn from, or to judge by, into folders.",
    subcommands = {VideoDatasetCommand.class, SmokeDatasetCommand.class})
final class DatasetCommand implements Runnable {

  @Spec private CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "which data? " + command.subcommands().keySet());
  }
}
