package org.perdura.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.perdura.grid.GridSize;
import org.perdura.nn.Precision;
import org.perdura.nn.Torch;
import org.perdura.smoke.model.SmokeGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code perdura bench smoke}. */
@Command(
    name = "smoke",
    description =
        "Measures the smoke networks, the compact ones and tempoGAN's, the upscaling of a whole"
            + " sequence, and beside them the solver at the fine resolution. The rows take turns,"
            + " so that their ratios hold on a machine whose speed wanders.")
final class SmokeBenchCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--sizes",
      paramLabel = "SIZE",
      split = ",",
      defaultValue = "64x64,32x32x32,64x64x64",
      converter = GridSizeConverter.class,
      description = "Of the low-res frames, cells (default: ${DEFAULT-VALUE}).")
  private List<GridSize> sizes;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Of networks and solver (default: one for each processor).")
  private Integer threads;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description = "Measured for each row, three times at least (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--sequence-frames",
      paramLabel = "N",
      defaultValue = "4",
      description = "Length of the sequence that is upscaled (default: ${DEFAULT-VALUE}).")
  private int sequenceFrames;

  @Option(
      names = "--most-gmultadds",
      paramLabel = "G",
      defaultValue = "1000",
      description =
          "Networks that need more than so many thousand million multiply-adds for a frame are"
              + " measured on a part of it, and their times scaled (default: ${DEFAULT-VALUE}).")
  private double mostGmultadds;

  @Mixin private JsonFile json;

  @Override
  public Integer call() throws IOException {
    require(threads == null || threads > 0, "--threads " + threads + ": must be 1 or more");
    require(seconds > 0 && seconds <= 3600, "--seconds " + seconds + ": must be up to 3600");
    require(sequenceFrames > 0, "--sequence-frames " + sequenceFrames + ": must be 1 or more");
    require(mostGmultadds > 0, "--most-gmultadds " + mostGmultadds + ": must be above 0");
    for (GridSize size : sizes) {
      requireFine(size);
    }
    json.requireWritable();
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Torch.threads(count);
    PrintWriter err = command.commandLine().getErr();
    SmokeBenchResult result;
    try (var bench =
        new SmokeBench(
            sizes,
            Torch.hasFastBf16() ? List.of(Precision.FP32, Precision.BF16) : List.of(Precision.FP32),
            count,
            1e9 * mostGmultadds,
            seconds,
            sequenceFrames,
            new ProgressLines(err))) {
      result = bench.run();
    }
    PrintWriter out = command.commandLine().getOut();
    SmokeBenchTable.of(result).forEach(out::println);
    out.flush();
    json.write(result);
    return 0;
  }

  private void requireFine(GridSize low) {
    try {
      low.times(SmokeGenerator.SCALE);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), "--sizes %s: %s".formatted(low, e.getMessage()), e);
    }
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), otherwise);
    }
  }
}
