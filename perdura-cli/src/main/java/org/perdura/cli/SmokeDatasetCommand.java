package org.perdura.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.perdura.cli.report.Report;
import org.perdura.cli.report.ReportOptions;
import org.perdura.fluid.data.SmokeDataSpec;
import org.perdura.fluid.data.SmokeDataSpec.Mode;
import org.perdura.fluid.data.SmokeDatasetWriter;
import org.perdura.fluid.data.SmokeDatasetWriter.Order;
import org.perdura.grid.Slabs;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perdura dataset smoke}. */
@Command(
    name = "smoke",
    description = {
      "Simulates random smoke coarse and fine, and writes both: DIR/sim_0000/density_low_0000.npz,"
          + " velocity_low_0000.npz, density_high_0000.npz and so on.",
      "The same seed and sizes give the same frames, also after a Ctrl-C and --resume."
    },
    sortOptions = false)
final class SmokeDatasetCommand implements Callable<Integer> {

  private static final int PATIENCE_SECONDS = 120;
  private static final String RANDOM = "random";
  private static final int LOW_RES_FLAT = 64;
  private static final int LOW_RES_SOLID = 32;

  /** {@link Mode} in small letters. */
  static final class ModeName extends OneOf {
    ModeName() {
      super("double", "wavelet");
    }
  }

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "DIR", description = "Empty or not there yet.")
  private Path directory;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many simulations (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--dim",
      paramLabel = "2|3",
      defaultValue = "2",
      description = "Flat or solid (default: ${DEFAULT-VALUE}).")
  private int dimensions;

  @Option(
      names = "--low-res",
      paramLabel = "R",
      description = "Cells along each low-res side (default: 64; 32 with --dim 3).")
  private Integer lowRes;

  @Option(
      names = "--factor",
      paramLabel = "K",
      defaultValue = "4",
      description = "High-res cells along a low-res one (default: ${DEFAULT-VALUE}).")
  private int factor;

  @Option(
      names = "--frames",
      paramLabel = "F",
      defaultValue = "120",
      description = "Of each simulation (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--warmup",
      paramLabel = "W",
      defaultValue = "20",
      description = "Steps before the first frame (default: ${DEFAULT-VALUE}).")
  private int warmup;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Another seed gives other scenes (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "double",
      converter = ModeName.class,
      description = {
        "double: the fine one is simulated, the coarse one is its blurred image (default).",
        "wavelet: the coarse one is simulated, the fine one is carried by it and synthesised"
            + " turbulence."
      })
  private String mode;

  @Option(
      names = "--resync",
      paramLabel = "N",
      description = {
        "The coarse one runs on its own and becomes the blurred fine one again every N frames;"
            + " 0: at the first frame only; random: N is drawn from 1 to 16 for each simulation.",
        "(default: 1 in mode double, 0 in mode wavelet)"
      })
  private String resync;

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "npz",
      converter = ConvertCommand.FormatName.class,
      description = "npz or uni (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(names = "--velocity-high", description = "Write the fine velocity, too.")
  private boolean velocityHigh;

  @Mixin private SlabOptions threads;

  @ArgGroup private final IfThere ifThere = new IfThere();

  @Mixin private ReportOptions reporting;

  @Override
  public Integer call() throws IOException {
    Report report = reporting.report();
    Order order = order();
    try (Slabs slabs = threads.slabs()) {
      var writer = new SmokeDatasetWriter(directory, order, ifThere.existing());
      boolean finished;
      try (var interruption = new Interruption(writer::stop, PATIENCE_SECONDS);
          var progress = report.progress("simulating", "frames", writer.done(), writer.total())) {
        finished = writer.run(slabs, done -> progress.at(done, ""));
      }
      if (!finished) {
        throw new StoppedException(
            "stopped after %d of %d frames; --resume goes on from there"
                .formatted(writer.done(), writer.total()));
      }
    }
    tell(report, order);
    return 0;
  }

  private Order order() {
    int cells = lowRes != null ? lowRes : dimensions == 3 ? LOW_RES_SOLID : LOW_RES_FLAT;
    var named = Mode.valueOf(mode.toUpperCase(Locale.ROOT));
    try {
      var spec =
          new SmokeDataSpec(dimensions, cells, factor, frames, warmup, named, resync(named), seed);
      return new Order(spec, count, "." + format, velocityHigh);
    } catch (IllegalArgumentException e) {
      String message = e.getMessage().replaceFirst("^dimensions", "dim");
      throw new ParameterException(command.commandLine(), "--" + message, e);
    }
  }

  private int resync(Mode named) {
    if (resync == null) {
      return named == Mode.DOUBLE ? 1 : 0;
    }
    if (resync.equalsIgnoreCase(RANDOM)) {
      return SmokeDataSpec.RANDOM;
    }
    if (!resync.matches("\\d{1,6}")) {
      throw new IllegalArgumentException(
          "resync: %s, must be a number of frames, 0, or random".formatted(resync));
    }
    return Integer.parseInt(resync);
  }

  private void tell(Report report, Order order) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("directory", directory.toString());
    fields.put("simulations", count);
    fields.put("frames", frames);
    fields.put("low", order.spec().low().toString());
    fields.put("high", order.spec().high().toString());
    report.event(
        "done",
        fields,
        "%s: %d simulations of %d frames, %s and %s"
            .formatted(directory, count, frames, order.spec().low(), order.spec().high()));
  }
}
