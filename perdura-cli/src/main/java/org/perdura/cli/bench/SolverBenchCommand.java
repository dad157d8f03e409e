package org.perdura.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.perdura.grid.GridSize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code perdura bench solver}. */
@Command(
    name = "solver",
    description =
        "Measures the smoke solver on a rising plume, in parts, beside the speed at which this"
            + " machine copies memory.")
final class SolverBenchCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--sizes",
      paramLabel = "SIZE",
      split = ",",
      defaultValue = "256x256,64x64x64,128x128x128",
      converter = GridSizeConverter.class,
      description = "Of the plumes, cells (default: ${DEFAULT-VALUE}).")
  private List<GridSize> sizes;

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2",
      description = "Each plume on so many threads (default: ${DEFAULT-VALUE}).")
  private List<Integer> threads;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description = "Measured for each plume, 90 steps at least (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Mixin private JsonFile json;

  @Override
  public Integer call() throws IOException {
    for (int count : threads) {
      require(count > 0 && count <= 1024, "--threads " + count + ": must be from 1 to 1024");
    }
    require(seconds > 0 && seconds <= 3600, "--seconds " + seconds + ": must be up to 3600");
    json.requireWritable();
    PrintWriter err = command.commandLine().getErr();
    SolverBenchResult result;
    try (var bench = new SolverBench(sizes, threads, seconds, new ProgressLines(err))) {
      result = bench.run();
    }
    PrintWriter out = command.commandLine().getOut();
    SolverBenchTable.of(result).forEach(out::println);
    out.flush();
    json.write(result);
    return 0;
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), otherwise);
    }
  }
}
