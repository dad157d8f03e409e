package org.perdura.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.perdura.cli.EngineOptions;
import org.perdura.cli.OneOf;
import org.perdura.cli.report.Report;
import org.perdura.cli.report.ReportOptions;
import org.perdura.models.ModelFiles;
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
      "Upscales a short film that comes with Perdura, and smoke, and shows what that gains.",
      "The film is made four times smaller first, and the smoke simulated four times finer, so"
          + " that the truth is known."
    },
    modelTransformer = DemoCommand.AllModels.class,
    sortOptions = false)
public final class DemoCommand implements Callable<Integer> {

  private static final String MODEL = "--model";

  /** Before options without an order, which is -1. */
  private static final int FIRST = -2;

  private static final String VIDEO = "video";
  private static final String SMOKE = "smoke";

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
                  "Show one model only, a shipped one or a .safetensors file, for films or flat"
                      + " smoke (default: all that are shipped).")
              .build());
    }
  }

  /** The parts by name. */
  static final class PartName extends OneOf {
    PartName() {
      super(VIDEO, SMOKE);
    }
  }

  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = "perdura-demo",
      description = "Where films, pictures and the page go (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--only",
      paramLabel = "PART",
      converter = PartName.class,
      description = "video or smoke (default: both, or with --model what that is for).")
  private String only;

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
    String asked = command.commandLine().getParseResult().matchedOptionValue(MODEL, (String) null);
    String part = asked == null ? only : part(asked);
    var sections = new ArrayList<String>();
    if (part == null || part.equals(VIDEO)) {
      var film = new FilmPart(folder, models(asked, ShownModel.VIDEO));
      sections.add(film.make(engine, report));
    }
    if (part == null || part.equals(SMOKE)) {
      var smoke =
          new SmokePart(SmokeFolder.in(folder), models(asked, ShownModel.SMOKE), SmokePart.SCENE);
      sections.add(smoke.make(engine, report));
    }
    DemoPage.write(folder, sections);
    String page = folder.resolve(DemoPage.NAME).toString();
    report.event("page", Map.of("page", page), "Look at " + page);
  }

  /** The only part that a model is for. */
  private String part(String model) throws IOException {
    String part = SMOKE.equals(ModelFiles.metadata(model).get("domain")) ? SMOKE : VIDEO;
    if (only != null && !only.equals(part)) {
      throw new IOException("%s: is for %s, but --only %s".formatted(model, part, only));
    }
    return part;
  }

  private static List<ShownModel> models(String asked, List<String> usual) {
    return asked == null ? ShownModel.shipped(usual) : List.of(new ShownModel(asked));
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
    if (finished || !areOurs(names)) {
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

  private boolean areOurs(Set<String> names) throws IOException {
    for (String name : names) {
      if (!isOurs(name)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a demo makes such a file or folder, finished or not. */
  private boolean isOurs(String name) throws IOException {
    return FilmPart.FILES.contains(name)
        || name.equals(DemoPage.NAME)
        || ShownModel.films().contains(name)
        || (name.startsWith(".") && name.contains(WholeFile.UNFINISHED))
        || (name.equals(SmokeFolder.NAME) && SmokeFolder.in(folder).isOurs());
  }

  /** So that the next demo finds the folder as this one did. */
  private void remove(Set<String> keep, boolean withFolder) throws IOException {
    for (String name : names()) {
      if (!isOurs(name) || keep.contains(name)) {
        continue;
      }
      if (name.equals(SmokeFolder.NAME)) {
        SmokeFolder.in(folder).delete();
      } else {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
    if (withFolder && names().isEmpty()) {
      Files.deleteIfExists(folder);
    }
  }
}
