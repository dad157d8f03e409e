package org.perdura.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.perdura.nn.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code perdura bench training}. */
@Command(
    name = "training",
    description =
        "Measures training steps, beside a bare loop forward and backward through the same layers."
            + " Clips are drawn, so that no data are needed. Trainings and loops take turns, so"
            + " that their ratios hold on a machine whose speed wanders.")
final class TrainingBenchCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--rows",
      paramLabel = "WORD",
      split = ",",
      description =
          "Only rows to which all of these apply: reference or compact, content or adversarial,"
              + " fp32 or bf16; e.g. compact,bf16 (default: all rows).")
  private List<String> rows = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the networks (default: one for each processor).")
  private Integer threads;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "4",
      description = "Clips at once (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Of a clip; adversarial training plays them forth and back (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--low-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Side of the clips' frames, in low-res pixels (default: ${DEFAULT-VALUE}).")
  private int lowSize;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description =
          "Measured for each training and each loop, three steps at least (default:"
              + " ${DEFAULT-VALUE}).")
  private double seconds;

  @Mixin private JsonFile json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<TrainingCase> cases = TrainingCase.matching(rows);
    require(
        !cases.isEmpty(),
        "--rows " + String.join(",", rows) + ": no row has all of that; see --help");
    require(threads == null || threads > 0, "--threads " + threads + ": must be 1 or more");
    require(batch > 0, "--batch " + batch + ": must be 1 or more");
    require(frames > 1, "--frames " + frames + ": must be 2 or more");
    require(
        lowSize >= 12 && lowSize % 4 == 0,
        "--low-size " + lowSize + ": must be 12 or more, in fours");
    require(seconds > 0 && seconds <= 3600, "--seconds " + seconds + ": must be up to 3600");
    json.requireWritable();
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Torch.threads(count);
    PrintWriter err = command.commandLine().getErr();
    TrainingBenchResult result;
    try (var bench =
        new TrainingBench(cases, count, batch, frames, lowSize, seconds, new ProgressLines(err))) {
      result = bench.run();
    }
    PrintWriter out = command.commandLine().getOut();
    TrainingBenchTable.of(result).forEach(out::println);
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
