package org.perdura.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.perdura.cli.report.Report;
import org.perdura.cli.report.ReportOptions;
import org.perdura.grid.io.GridData;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.GridFormat;
import org.perdura.grid.io.GridSequence;
import org.perdura.grid.io.GridType;
import org.perdura.grid.io.NpzFormat;
import org.perdura.grid.io.SequenceName;
import org.perdura.grid.io.UniFormat;
import org.perdura.grid.io.UniVersion;
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
      "The endings say the formats: .uni (mantaflow, Blender) or .npz (numpy)."
    },
    sortOptions = false)
final class ConvertCommand implements Callable<Integer> {

  private static final int PATIENCE_SECONDS = 30;

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
      description = "For a folder OUT: uni or npz.")
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

  @Option(names = "--overwrite", description = "Replace files that exist.")
  private boolean overwrite;

  @Mixin private ReportOptions reporting;

  /** One file to make. */
  private record Job(Path source, Path target) {}

  @Override
  public Integer call() throws IOException {
    Report report = reporting.report();
    List<Job> jobs = jobs();
    requireDistinct(jobs);
    for (Job job : jobs) {
      requireWritable(job);
    }
    try (var interruption = new Interruption(() -> {}, PATIENCE_SECONDS);
        var progress = report.progress("converting", "grids", 0, jobs.size())) {
      int done = 0;
      for (Job job : jobs) {
        if (interruption.requested()) {
          throw new StoppedException(
              "stopped; %d of %d grids were written".formatted(done, jobs.size()));
        }
        convert(job);
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

  private void convert(Job job) throws IOException {
    GridData grid = GridFiles.read(job.source);
    if (type != null) {
      try {
        grid = grid.as(GridType.valueOf(type.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw new IOException(job.source + ": " + e.getMessage(), e);
      }
    }
    writer(job.target).write(job.target, grid);
  }

  private GridFormat writer(Path target) throws IOException {
    GridFormat usual = GridFiles.format(target);
    if (usual instanceof NpzFormat) {
      return new NpzFormat(doubles);
    }
    return usual instanceof UniFormat && mnt2 ? new UniFormat(UniVersion.MNT2) : usual;
  }

  private List<Job> jobs() throws IOException {
    boolean intoPattern = SequenceName.isPattern(output);
    if (SequenceName.isPattern(input)) {
      GridSequence sequence = GridSequence.open(SequenceName.of(input));
      return frames(sequence, intoPattern ? SequenceName.of(output) : inFolder(sequence));
    }
    Path source = Path.of(input);
    if (!Files.isDirectory(source)) {
      if (intoPattern) {
        throw wrong("OUT is a sequence, so IN must be one, too: " + input);
      }
      requireNoFormat();
      return List.of(new Job(source, Path.of(output)));
    }
    List<GridSequence> sequences = GridSequence.in(source);
    if (sequences.isEmpty()) {
      throw new IOException(
          "%s: holds no numbered grids, must hold such as density_0001.uni".formatted(input));
    }
    if (intoPattern) {
      if (sequences.size() > 1) {
        throw new IOException(
            "%s: holds %d sequences, must be one: name it, such as %s"
                .formatted(input, sequences.size(), sequences.get(0).name()));
      }
      return frames(sequences.get(0), SequenceName.of(output));
    }
    var jobs = new ArrayList<Job>();
    for (GridSequence sequence : sequences) {
      jobs.addAll(frames(sequence, inFolder(sequence)));
    }
    return jobs;
  }

  private List<Job> frames(GridSequence sequence, SequenceName target) throws IOException {
    if (SequenceName.isPattern(output)) {
      requireNoFormat();
    }
    var jobs = new ArrayList<Job>();
    for (int number : sequence.numbers()) {
      jobs.add(new Job(sequence.file(number), target.file(number)));
    }
    return jobs;
  }

  /** The same names in the folder OUT. */
  private SequenceName inFolder(GridSequence sequence) throws IOException {
    Path folder = Path.of(output);
    if (GridFiles.isGrid(folder)) {
      throw wrong("IN is a sequence, so OUT must be one such as out_%04d.npz, or a folder");
    }
    if (format == null) {
      throw wrong("OUT is a folder, so --format must say uni or npz");
    }
    return sequence.name().in(folder).withEnding("." + format);
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
  private static void requireDistinct(List<Job> jobs) throws IOException {
    var sources = new HashMap<Path, Path>();
    for (Job job : jobs) {
      Path other = sources.put(job.target, job.source);
      if (other != null) {
        throw new IOException(
            "%s: %s and %s would both be written there; convert one sequence at a time"
                .formatted(job.target, other, job.source));
      }
    }
  }

  /** Looked at first: a sequence takes long. Its folder is made. */
  private void requireWritable(Job job) throws IOException {
    GridFiles.format(job.target);
    if (Files.isDirectory(job.target)) {
      throw new IOException(job.target + ": is a folder, but a file is to be written");
    }
    if (Files.exists(job.target)) {
      if (Files.exists(job.source) && Files.isSameFile(job.source, job.target)) {
        throw new IOException(job.target + ": is the input itself; name another file or folder");
      }
      if (!overwrite) {
        throw new IOException(job.target + ": exists already; --overwrite replaces it");
      }
    }
    if (format != null || SequenceName.isPattern(output)) {
      Files.createDirectories(job.target.toAbsolutePath().getParent());
    }
  }
}
