package org.perdura.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.perdura.cli.EngineOptions;
import org.perdura.cli.Upscaling;
import org.perdura.cli.report.Report;
import org.perdura.cli.report.ReportOptions;
import org.perdura.media.BlurDownscale;
import org.perdura.media.Frame;
import org.perdura.media.Media;
import org.perdura.media.VideoCodec;
import org.perdura.media.WriterOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perdura demo}. */
@Command(
    name = "demo",
    description = {
      "Upscales a short film that comes with Perdura and shows what that gains.",
      "The film is made four times smaller first, so that the truth is known."
    },
    modelTransformer = DemoCommand.AllModels.class,
    sortOptions = false)
public final class DemoCommand implements Callable<Integer> {

  private static final String TRUTH = "truth.mp4";
  private static final String ATTRIBUTION = "truth.mp4.attribution.txt";
  private static final String INPUT = "input.mkv";
  private static final String MODEL = "--model";

  /** Before options without an order, which is -1. */
  private static final int FIRST = -2;

  /** All that is made here besides the models' films; the page comes last. */
  private static final Set<String> FILES =
      Set.of(TRUTH, ATTRIBUTION, INPUT, Comparison.FILM, Comparison.PICTURE, DemoPage.NAME);

  /** Other commands apply one model, this one all. */
  static final class AllModels implements IModelTransformer {

    @Override
    public CommandSpec transform(CommandSpec spec) {
      OptionSpec one = spec.findOption(MODEL);
      spec.remove(one);
      return spec.addOption(
          OptionSpec.builder(one)
              .defaultValue(null)
              .order(FIRST)
              .description(
                  "Show one model only, a shipped one or a .safetensors file"
                      + " (default: all that are shipped).")
              .build());
    }
  }

  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = "perdura-demo",
      description = "Where films, pictures and the page go (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Mixin private EngineOptions engine;

  @Option(names = "--overwrite", description = "Write into DIR even if it holds something.")
  private boolean overwrite;

  @Mixin private ReportOptions reporting;

  @Override
  public Integer call() throws IOException {
    Report report = reporting.report();
    boolean madeFolder = !Files.exists(folder);
    Set<String> before = requireFree();
    Files.createDirectories(folder);
    boolean done = false;
    try {
      make(report);
      done = true;
    } finally {
      if (!done) {
        remove(before, madeFolder);
      }
    }
    return 0;
  }

  private void make(Report report) throws IOException {
    copyResource(TRUTH);
    copyResource(ATTRIBUTION);
    writeInput();
    List<ShownModel> models = models();
    var rates = new ArrayList<Double>();
    long frames = 0;
    for (ShownModel model : models) {
      var upscaling = new Upscaling(name(INPUT), name(model.film()), true);
      var summary = upscaling.run(engine.withModel(model.model()), report);
      rates.add(summary.frames() / summary.seconds());
      frames = summary.frames();
    }
    var comparison = new Comparison(truth(), folder.resolve(INPUT), models);
    Figures figures;
    try (var progress = report.progress("comparing", "frames", 0, frames)) {
      figures = comparison.write(folder, done -> progress.at(done, ""));
    }
    new DemoPage(models, figures, rates).write(folder);
    tell(figures, rates, report);
  }

  private List<ShownModel> models() {
    String asked = command.commandLine().getParseResult().matchedOptionValue(MODEL, (String) null);
    return asked == null ? ShownModel.shipped() : List.of(ShownModel.of(asked));
  }

  /**
   * What the folder holds, which must be nothing, or what a demo that was stopped has left.
   *
   * @return names that are to be kept if this demo comes to no end
   */
  private Set<String> requireFree() throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IOException(folder + ": is a file, must be a folder");
    }
    Set<String> names = names();
    if (overwrite) {
      return names;
    }
    boolean finished = names.contains(DemoPage.NAME);
    if (finished || !names.stream().allMatch(DemoCommand::isOurs)) {
      throw new IOException(folder + ": is not empty; name another folder, or --overwrite");
    }
    return Set.of();
  }

  private Set<String> names() throws IOException {
    var names = new HashSet<String>();
    if (Files.isDirectory(folder)) {
      try (var entries = Files.newDirectoryStream(folder)) {
        entries.forEach(entry -> names.add(entry.getFileName().toString()));
      }
    }
    return names;
  }

  /** Whether a demo makes such a file, finished or not. */
  private static boolean isOurs(String name) {
    return FILES.contains(name)
        || ShownModel.films().contains(name)
        || (name.startsWith(".") && name.contains(WholeFile.UNFINISHED));
  }

  /** So that the next demo finds the folder as this one did. */
  private void remove(Set<String> keep, boolean withFolder) throws IOException {
    for (String name : names()) {
      if (isOurs(name) && !keep.contains(name)) {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
    if (withFolder && names().isEmpty()) {
      Files.deleteIfExists(folder);
    }
  }

  private String name(String file) {
    return folder.resolve(file).toString();
  }

  private Path truth() {
    return folder.resolve(TRUTH);
  }

  private void copyResource(String name) throws IOException {
    try (InputStream in = DemoCommand.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + ": missing in this build");
      }
      WholeFile.write(folder.resolve(name), in.readAllBytes());
    }
  }

  /** The truth made smaller as the model's training does it, without further loss, with sound. */
  private void writeInput() throws IOException {
    try (var reader = Media.open(truth().toString());
        var writer =
            Media.create(
                name(INPUT),
                WriterOptions.like(reader.info())
                    .withCodec(VideoCodec.FFV1)
                    .withAudioFrom(truth())
                    .withOverwrite(true))) {
      for (Frame high = reader.read(); high != null; high = reader.read()) {
        writer.write(BlurDownscale.frame(high));
      }
      writer.finish();
    }
  }

  private void tell(Figures figures, List<Double> rates, Report report) {
    String page = folder.resolve(DemoPage.NAME).toString();
    var results = new ArrayList<Map<String, Object>>();
    var lines = new StringBuilder();
    lines.append(
        "%dx%d to %dx%d, means over %d frames%n"
            .formatted(
                figures.width() / BlurDownscale.SCALE,
                figures.height() / BlurDownscale.SCALE,
                figures.width(),
                figures.height(),
                figures.frames()));
    lines.append("%-16s  %9s  %15s%n".formatted("", "PSNR-Y", "LPIPS-squeeze"));
    for (Figures.Result result : figures.all()) {
      var own = new LinkedHashMap<String, Object>();
      own.put("name", result.title());
      own.put("psnr-y", result.meanPsnr());
      own.put("lpips-squeeze", result.meanLpips());
      lines.append(
          String.format(
              Locale.ROOT,
              "%-16s  %6.2f dB  %15.4f",
              result.title(),
              result.meanPsnr(),
              result.meanLpips()));
      int model = figures.models().indexOf(result);
      if (model >= 0) {
        own.put("frames-per-second", rates.get(model));
        lines.append(String.format(Locale.ROOT, "  %.3g frames a second", rates.get(model)));
      }
      lines.append('\n');
      results.add(own);
    }
    lines.append("Look at ").append(page);
    var fields = new LinkedHashMap<String, Object>();
    fields.put("frames", figures.frames());
    fields.put("results", results);
    fields.put("page", page);
    report.event("demo", fields, lines.toString());
  }
}
