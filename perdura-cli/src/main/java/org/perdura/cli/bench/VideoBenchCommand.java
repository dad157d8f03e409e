package org.perdura.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.perdura.cli.FrameSize;
import org.perdura.nn.Precision;
import org.perdura.nn.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code perdura bench video}. */
@Command(
    name = "video",
    description =
        "Measures the video networks, each executed plainly (fp32, one channel after the other in"
            + " memory, op by op) and as Perdura does it, and the upscaling of a whole film. The"
            + " rows take turns, so that their ratios hold on a machine whose speed wanders.")
final class VideoBenchCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the network (default: one for each processor).")
  private Integer threads;

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "auto",
      description =
          "Of Perdura's execution: auto, fp32 or bf16; auto takes bf16 where that is faster"
              + " (default: auto). The plain one is fp32.")
  private String precision;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      defaultValue = "180x144",
      converter = FrameSize.Converter.class,
      description = "Of the low-res frames (default: ${DEFAULT-VALUE}).")
  private FrameSize size;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description = "Measured for each row (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--film-frames",
      paramLabel = "N",
      defaultValue = "100",
      description = "Length of the film that is upscaled (default: ${DEFAULT-VALUE}).")
  private int filmFrames;

  @Mixin private JsonFile json;

  @Override
  public Integer call() throws IOException {
    require(threads == null || threads > 0, "--threads " + threads + ": must be 1 or more");
    require(seconds > 0 && seconds <= 3600, "--seconds " + seconds + ": must be up to 3600");
    require(filmFrames > 1, "--film-frames " + filmFrames + ": must be 2 or more");
    json.requireWritable();
    Precision ours;
    try {
      ours = Precision.of(precision);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--" + e.getMessage(), e);
    }
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Torch.threads(count);
    PrintWriter err = command.commandLine().getErr();
    VideoBenchResult result;
    try (var bench =
        new VideoBench(size, ours, count, seconds, filmFrames, new ProgressLines(err))) {
      result = bench.run();
    }
    PrintWriter out = command.commandLine().getOut();
    VideoBenchTable.of(result).forEach(out::println);
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
