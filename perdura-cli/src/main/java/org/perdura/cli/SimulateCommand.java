package org.perdura.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.perdura.cli.report.Report;
import org.perdura.cli.report.ReportOptions;
import org.perdura.fluid.scene.Scene;
import org.perdura.fluid.scene.SceneWriter;
import org.perdura.grid.Slabs;
import org.perdura.recipe.Recipe;
import org.perdura.recipe.RecipeReader;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perdura simulate}. */
@Command(
    name = "simulate",
    description = {
      "Simulates smoke: writes density and velocity of every step, and some frames on one sheet,"
          + " frames.png.",
      "Ctrl-C ends it after the present step; --resume goes on from there, and what comes out is"
          + " the same, bit for bit."
    },
    footer = {
      "",
      "Scenes that come with Perdura:",
      "  plume             a rising plume",
      "  obstacle          a plume that has to get around a sphere",
      "  jet               a jet from the left",
      "  colliding-plumes  two plumes that meet"
    },
    sortOptions = false)
final class SimulateCommand implements Callable<Integer> {

  private static final int PATIENCE_SECONDS = 120;

  @Spec private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "SCENE",
      description = "A YAML file, or the name of one of the scenes below.")
  private String scene;

  @Parameters(index = "1", paramLabel = "DIR", description = "Empty or not there yet.")
  private Path directory;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "How many, one for each step (default: the scene's steps).")
  private Integer frames;

  @Option(
      names = "--resolution",
      paramLabel = "XxY[xZ]",
      description = "Another one than the scene's, e.g. 128x192 for a flat simulation.")
  private String resolution;

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "uni",
      converter = ConvertCommand.FormatName.class,
      description = "uni, npz or vdb (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Another value for a key of the scene, e.g. buoyancy=0.001; repeatable.")
  private List<String> overrides = List.of();

  @Mixin private SlabOptions threads;

  @ArgGroup private final IfThere ifThere = new IfThere();

  @Mixin private ReportOptions reporting;

  @Override
  public Integer call() throws IOException {
    Report report = reporting.report();
    try (Slabs slabs = threads.slabs()) {
      Recipe<Scene> read = RecipeReader.read(Scenes.find(scene), Scene.class, allOverrides());
      int count = frames == null ? read.value().steps() : frames;
      if (count < 1) {
        throw new ParameterException(
            command.commandLine(), "--frames " + count + ": must be at least 1");
      }
      var writer = new SceneWriter(directory, read, "." + format, count, ifThere.existing());
      int before = writer.done();
      long start = System.nanoTime();
      boolean finished;
      try (var interruption = new Interruption(writer::stop, PATIENCE_SECONDS);
          var progress = report.progress("simulating", "steps", before, count)) {
        finished = writer.run(slabs, done -> progress.at(done, ""));
      }
      if (!finished) {
        throw new StoppedException(
            "stopped after %d of %d frames; --resume goes on from there"
                .formatted(writer.done(), count));
      }
      tell(report, read.value(), count, count - before, (System.nanoTime() - start) * 1e-9);
    }
    return 0;
  }

  private List<String> allOverrides() {
    var all = new ArrayList<String>();
    if (resolution != null) {
      if (!resolution.matches("\\d{1,6}[xX]\\d{1,6}([xX]\\d{1,6})?")) {
        throw new ParameterException(
            command.commandLine(),
            "--resolution " + resolution + ": must be like 128x192 or 128x192x128");
      }
      all.add("resolution=[" + resolution.toLowerCase(Locale.ROOT).replace("x", ", ") + "]");
    }
    all.addAll(overrides);
    return all;
  }

  private void tell(Report report, Scene simulated, int count, int steps, double seconds) {
    double rate = steps / Math.max(1e-9, seconds);
    var fields = new LinkedHashMap<String, Object>();
    fields.put("directory", directory.toString());
    fields.put("size", simulated.size().toString());
    fields.put("frames", count);
    fields.put("steps-per-second", rate);
    report.event(
        "done",
        fields,
        "%s: %d frames of %s, %s"
            .formatted(
                directory,
                count,
                simulated.size(),
                steps == 0 ? "all there already" : "%.3g steps a second".formatted(rate)));
  }
}
