package org.perdura.cli;

import org.perdura.grid.Slabs;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** On how many threads grids are worked on. */
final class SlabOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "The result is the same for any number (default: one for each processor).")
  private Integer threads;

  /** The caller's to close. */
  Slabs slabs() {
    if (threads != null && threads < 1) {
      throw new ParameterException(
          command.commandLine(), "--threads " + threads + ": must be at least 1");
    }
    return new Slabs(threads == null ? Runtime.getRuntime().availableProcessors() : threads);
  }
}
