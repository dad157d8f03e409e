package org.perdura.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.perdura.cli.convert.Conversion;
import org.perdura.cli.convert.Conversion.Style;
import org.perdura.cli.convert.GridSource;
import org.perdura.cli.convert.VdbStyle;
import org.perdura.cli.report.Failures;
import org.perdura.cli.report.Report;
import org.perdura.cli.report.ReportOptions;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.GridSequence;
import org.perdura.grid.io.GridType;
import org.perdura.grid.io.SequenceName;
import org.perdura.grid.io.VdbFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perdura convert}. */
@Command(
    name = "convert",
    description = {
      "Writes smoke grids in another format: one file, a sequence, or all sequences of a folder.",
      "The endings say the formats: .uni (mantaflow, Blender), .npz (numpy) or .vdb (OpenVDB).",
      "Of a .vdb the density is taken; IN smoke.vdb:temperature or 'smoke_%%04d.vdb:vel' name"
          + " another grid."
    },
    sortOptions = false)
final class ConvertCommand implements Callable<Integer> {

  private static final int PATIENCE_SECONDS = 30;
  private static final String VDB = "vdb";

  /** The formats by name. */
  static final class FormatName extends OneOf {
    FormatName() {
      super(GridFiles.endings().stream().map(e -> e.substring(1)).toArray(String[]::new));
    }
  }

  /** The types by name. */
  static final class TypeName extends OneOf {
    TypeName() {
      super(
          Stream.of(GridType.values())
              .map(type -> type.name().toLowerCase(Locale.ROOT))
              .toArray(String[]::new));
    }
  }

  @Spec private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "IN",
      description = "A file, a sequence such as run/density_%%04d.uni, or a folder.")
  private String input;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "The same kind of thing; a sequence may go into a folder, too.")
  private String output;

  @Option(
      names = "--format",
      paramLabel = "F",
      converter = FormatName.class,
      description = "For a folder OUT: uni, npz or vdb; density and velocity share a .vdb.")
  private String format;

  @Option(
      names = "--type",
      paramLabel = "T",
      converter = TypeName.class,
      description =
          "Take the values as real, levelset, int, flags, vec3 or mac (default: what IN says;"
              + " .npz cannot tell all of them).")
  private String type;

  @Option(names = "--double", description = "Write .npz as float64 (default: float32).")
  private boolean doubles;

  @Option(names = "--mnt2", description = "Write .uni for mantaflow before 0.12 (default: MNT3).")
  private boolean mnt2;

  @Mixin private VdbOptions vdb;

  @Option(names = "--overwrite", description = "Replace files that exist.")
  private boolean overwrite;

  @Mixin private ReportOptions reporting;

  @Override
  public Integer call() throws IOException {
    Report report = reporting.report();
    VdbStyle vdbStyle = vdb.style();
    List<Conversion> jobs = jobs(report);
    requireDistinct(jobs);
    for (Conversion job : jobs) {
      requireWritable(job);
    }
    var style = new Style(type(), doubles, mnt2, vdbStyle);
    try (var interruption = new Interruption(() -> {}, PATIENCE_SECONDS);
        var progress = report.progress("converting", "grids", 0, jobs.size())) {
      int done = 0;
      for (Conversion job : jobs) {
        if (interruption.requested()) {
          throw new StoppedException(
              "stopped; %d of %d grids were written".formatted(done, jobs.size()));
        }
        job.run(style);
        done++;
        progress.at(done, "");
      }
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("output", output);
    fields.put("grids", jobs.size());
    report.event(
        "done",
        fields,
        "%s: %d %s".formatted(output, jobs.size(), jobs.size() == 1 ? "grid" : "grids"));
    return 0;
  }

  private Optional<GridType> type() {
    return Optional.ofNullable(type).map(name -> GridType.valueOf(name.toUpperCase(Locale.ROOT)));
  }

  private List<Conversion> jobs(Report report) throws IOException {
    boolean intoPattern = SequenceName.isPattern(output);
    if (SequenceName.isPattern(input)) {
      GridSequence sequence = GridSequence.open(SequenceName.of(input));
      tell(sequence, report);
      return frames(sequence, intoPattern ? SequenceName.of(output) : inFolder(sequence));
    }
    Path source = Path.of(SequenceName.files(input));
    if (!Files.isDirectory(source)) {
      if (intoPattern) {
        throw wrong("OUT is a sequence, so IN must be one, too: " + input);
      }
      requireNoFormat();
      GridSource grid = GridSource.of(input, vdb.rate());
      if (GridFiles.isVdb(source) && !(grid.isWhole() && GridFiles.isVdb(Path.of(output)))) {
        new VdbFormat(SequenceName.grid(input)).warnings(source).forEach(report::warn);
      }
      return List.of(new Conversion(grid, Optional.empty(), Path.of(output)));
    }
    List<GridSequence> sequences = GridSequence.in(source);
    if (sequences.isEmpty()) {
      throw new IOException(
          "%s: holds no numbered grids, must hold such as density_0001.uni".formatted(input));
    }
    for (GridSequence sequence : sequences) {
      tell(sequence, report);
    }
    if (intoPattern) {
      if (sequences.size() > 1) {
        throw new IOException(
            "%s: holds %d sequences, must be one: name it, such as %s"
                .formatted(input, sequences.size(), sequences.get(0).name()));
      }
      return frames(sequences.get(0), SequenceName.of(output));
    }
    return folder(sequences, report);
  }

  private static void tell(GridSequence sequence, Report report) throws IOException {
    sequence.warnings().forEach(report::warn);
  }

  /** Density and velocity go into one file where it is OpenVDB's, else each into its own. */
  private List<Conversion> folder(List<GridSequence> sequences, Report report) throws IOException {
    var jobs = new ArrayList<Conversion>();
    var together = new HashSet<SequenceName>();
    boolean intoVdb = VDB.equals(format);
    for (GridSequence sequence : sequences) {
      Optional<GridSequence> velocity = velocity(sequence, intoVdb, report);
      boolean within = velocity.isPresent() && velocity.get().name().equals(sequence.name());
      SequenceName target = inFolder(sequence);
      if (velocity.isEmpty()) {
        if (!together.contains(sequence.name())) {
          jobs.addAll(frames(sequence, target));
        }
      } else if (intoVdb) {
        together.add(velocity.get().name());
        jobs.removeIf(job -> isOf(job, velocity.get()));
        jobs.addAll(frames(sequence, velocity, target));
      } else if (within) {
        jobs.addAll(frames(sequence, target.named("density")));
        jobs.addAll(frames(velocity.get(), target.named("velocity")));
      } else {
        jobs.addAll(frames(sequence, target));
      }
    }
    return jobs;
  }

  /**
   * The velocity that is to be written as well; empty if there is none, or it goes along anyway.
   */
  private static Optional<GridSequence> velocity(
      GridSequence sequence, boolean intoVdb, Report report) throws IOException {
    boolean scalar = sequence.info().type().components() == 1;
    if (!scalar || (intoVdb && sequence.rate().isPresent())) {
      return Optional.empty();
    }
    if (sequence.rate().isEmpty()) {
      return sequence.velocity();
    }
    try {
      return sequence.velocity();
    } catch (IOException e) { // of other cells, as in what was upscaled
      report.warn(Failures.line(e) + "; it is left out");
      return Optional.empty();
    }
  }

  private static boolean isOf(Conversion job, GridSequence sequence) {
    return sequence.numbers().stream()
        .anyMatch(number -> sequence.file(number).equals(job.source().file()));
  }

  private List<Conversion> frames(GridSequence sequence, SequenceName target) throws IOException {
    return frames(sequence, Optional.empty(), target);
  }

  private List<Conversion> frames(
      GridSequence sequence, Optional<GridSequence> velocity, SequenceName target)
      throws IOException {
    if (SequenceName.isPattern(output)) {
      requireNoFormat();
    }
    GridSequence counted = atRate(sequence);
    GridSequence other = velocity.isPresent() ? atRate(velocity.get()) : null;
    var jobs = new ArrayList<Conversion>();
    for (int number : sequence.numbers()) {
      jobs.add(
          new Conversion(
              GridSource.of(counted, number),
              Optional.ofNullable(other).map(there -> GridSource.of(there, number)),
              target.file(number)));
    }
    return jobs;
  }

  private GridSequence atRate(GridSequence sequence) throws IOException {
    return vdb.rate().isPresent() ? sequence.atRate(vdb.rate().get()) : sequence;
  }

  /** The same names in the folder OUT. */
  private SequenceName inFolder(GridSequence sequence) throws IOException {
    Path folder = Path.of(output);
    if (GridFiles.isGrid(folder)) {
      throw wrong("IN is a sequence, so OUT must be one such as out_%04d.npz, or a folder");
    }
    if (format == null) {
      throw wrong("OUT is a folder, so --format must say uni, npz or vdb");
    }
    return sequence.name().in(folder).withEnding("." + format).withGrid("");
  }

  private void requireNoFormat() {
    if (format != null) {
      throw wrong("--format is for a folder OUT; here the ending says it");
    }
  }

  private ParameterException wrong(String why) {
    return new ParameterException(command.commandLine(), why);
  }

  /** A folder may hold density_0001.uni and density_0001.npz: both would become one file. */
  private static void requireDistinct(List<Conversion> jobs) throws IOException {
    var sources = new HashMap<Path, Path>();
    for (Conversion job : jobs) {
      Path other = sources.put(job.target(), job.source().file());
      if (other != null) {
        throw new IOException(
            "%s: %s and %s would both be written there; convert one sequence at a time"
                .formatted(job.target(), other, job.source().file()));
      }
    }
  }

  /** Looked at first: a sequence takes long. Its folder is made. */
  private void requireWritable(Conversion job) throws IOException {
    GridFiles.format(job.target());
    if (Files.isDirectory(job.target())) {
      throw new IOException(job.target() + ": is a folder, but a file is to be written");
    }
    if (Files.exists(job.target())) {
      if (Files.exists(job.source().file())
          && Files.isSameFile(job.source().file(), job.target())) {
        throw new IOException(job.target() + ": is the input itself; name another file or folder");
      }
      if (!overwrite) {
        throw new IOException(job.target() + ": exists already; --overwrite replaces it");
      }
    }
    if (format != null || SequenceName.isPattern(output)) {
      Files.createDirectories(job.target().toAbsolutePath().getParent());
    }
  }
}
