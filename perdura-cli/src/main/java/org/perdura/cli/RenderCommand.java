package org.perdura.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.perdura.cli.render.ComparedSmoke;
import org.perdura.cli.render.Panels;
import org.perdura.cli.render.Panels.Label;
import org.perdura.cli.render.Shot;
import org.perdura.cli.render.SmokeDrawing;
import org.perdura.cli.report.Report;
import org.perdura.cli.report.ReportOptions;
import org.perdura.grid.Slabs;
import org.perdura.media.FrameWriter;
import org.perdura.media.Media;
import org.perdura.media.Media.OutputKind;
import org.perdura.media.PictureNames;
import org.perdura.media.Rational;
import org.perdura.media.WriterOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perdura render}. */
@Command(
    name = "render",
    description = {
      "Draws smoke: a film, pictures, or a sheet of some moments; several sequences side by side.",
      "Flat smoke is shown as it is; solid smoke lit and before a camera, by the light that gets"
          + " through, or as a slice."
    },
    sortOptions = false)
final class RenderCommand implements Callable<Integer> {

  private static final int PATIENCE_SECONDS = 30;
  private static final int MOST_CODING_THREADS = 2;
  private static final int USUAL_MOMENTS = 4;

  @Spec private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "SEQ",
      description = "A sequence such as run/density_%%04d.npz, or the folder of one density.")
  private String input;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description =
          "A film (.mp4 .mov .mkv .webm .avi), a sheet (.png .jpg .tif), or for numbered pictures"
              + " a folder or a pattern such as out/%%04d.png.")
  private String output;

  @Option(
      names = "--compare",
      paramLabel = "SEQ",
      arity = "1..*",
      description = "More sequences of the same smoke, shown to the right of the first.")
  private List<String> others = List.of();

  @Option(
      names = "--labels",
      paramLabel = "TEXT",
      split = ",",
      description = "What stands above the sequences (default: what tells their names apart).")
  private List<String> labels;

  @Mixin private ViewOptions viewing;

  @Option(
      names = "--fps",
      paramLabel = "RATE",
      converter = FrameRate.class,
      description = "Frames per second of a film (default: 25).")
  private Rational fps;

  @Option(
      names = "--frames",
      paramLabel = "FROM-TO",
      converter = FrameRange.Converter.class,
      description = "Only these, by their numbers (default: all that all sequences have).")
  private FrameRange range;

  @Option(
      names = "--sheet",
      paramLabel = "N",
      description = "How many moments a sheet shows (default: " + USUAL_MOMENTS + ").")
  private Integer moments;

  @Option(names = "--overwrite", description = "Replace OUT if it exists.")
  private boolean overwrite;

  @Mixin private SlabOptions threads;

  @Mixin private ReportOptions reporting;

  @Override
  public Integer call() throws IOException {
    OutputKind kind = Media.outputKind(output);
    requireUsage(kind);
    Report report = reporting.report();
    if (!overwrite && Files.isRegularFile(Path.of(output))) {
      throw new IOException(output + ": exists already; --overwrite replaces it");
    }
    var inputs = new ArrayList<String>();
    inputs.add(input);
    inputs.addAll(others);
    var smoke = new ComparedSmoke(inputs, viewing.zIsUp());
    smoke.warnings().forEach(report::warn);
    boolean sheet = kind == OutputKind.PICTURE;
    List<Shot> shots = shots(smoke, sheet);
    Panels panels = panels(smoke, sheet ? shots : List.of());
    try (Slabs slabs = threads.slabs();
        var interruption = new Interruption(() -> {}, PATIENCE_SECONDS);
        FrameWriter writer = Media.create(output, writing(shots, slabs.threads()));
        var progress = report.progress("rendering", "frames", 0, shots.size())) {
      var drawing = new SmokeDrawing(smoke, panels);
      drawing.write(
          shots,
          writer,
          slabs,
          done -> {
            if (interruption.requested()) {
              throw new StoppedException("stopped; " + output + " was not written");
            }
            progress.at(done, "");
          });
      writer.warnings().forEach(report::warn);
    }
    tell(report, panels, shots.size());
    return 0;
  }

  private void requireUsage(OutputKind kind) {
    if (moments != null && kind != OutputKind.PICTURE) {
      throw wrong("--sheet is for one picture, such as OUT sheet.png");
    }
    if (moments != null && moments < 1) {
      throw wrong("--sheet " + moments + ": must be at least 1");
    }
    if (viewing.turn() != null && viewing.turn().pictures() > 0 && kind == OutputKind.PICTURE) {
      throw wrong(
          "--turntable %d is for films and pictures; on a sheet --sheet says how many"
              .formatted(viewing.turn().pictures()));
    }
    if (fps != null && kind != OutputKind.FILM) {
      throw wrong("--fps is for films, such as OUT smoke.mp4");
    }
    int count = 1 + others.size();
    if (labels != null && labels.size() != count) {
      throw wrong("--labels: %d for %d sequences; must be as many".formatted(labels.size(), count));
    }
  }

  private ParameterException wrong(String why) {
    return new ParameterException(command.commandLine(), why);
  }

  private List<Shot> shots(ComparedSmoke smoke, boolean sheet) throws IOException {
    List<Integer> numbers = smoke.numbers();
    if (range != null) {
      int first = numbers.get(0);
      int last = numbers.get(numbers.size() - 1);
      if (range.first() < first || range.last() > last) {
        throw new IOException(
            "--frames %s: there are %d to %d in all sequences".formatted(range, first, last));
      }
      numbers = numbers.subList(range.first() - first, range.last() - first + 1);
    }
    int most = moments == null ? USUAL_MOMENTS : moments;
    return sheet
        ? Shots.sheet(numbers, most, viewing, smoke.finest())
        : Shots.film(numbers, viewing, smoke.finest());
  }

  /**
   * @param rows of a sheet; none: each frame is a picture of its own
   */
  private Panels panels(ComparedSmoke smoke, List<Shot> rows) {
    var size = viewing.size(smoke.finest(), !rows.isEmpty());
    var columns = new ArrayList<Label>();
    if (labels == null && smoke.count() == 1) {
      columns.add(Label.NONE);
    } else {
      List<String> names = labels == null ? smoke.names() : labels;
      for (int i = 0; i < smoke.count(); i++) {
        columns.add(new Label(names.get(i), smoke.note(i)));
      }
    }
    List<String> beside = rows.size() > 1 ? Shots.names(rows) : List.of("");
    return new Panels(columns, beside, size.width(), size.height(), viewing.background());
  }

  private WriterOptions writing(List<Shot> shots, int threads) {
    return WriterOptions.atRate(fps == null ? new Rational(25, 1) : fps)
        .withNames(new PictureNames("", 6, "", Shots.numbers(shots)))
        .withOverwrite(overwrite)
        .withThreads(Math.min(MOST_CODING_THREADS, threads));
  }

  private void tell(Report report, Panels panels, int frames) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("output", output);
    fields.put("frames", frames);
    fields.put("width", panels.width());
    fields.put("height", panels.height());
    String what = frames == 1 ? "1 frame" : frames + " frames";
    report.event(
        "done",
        fields,
        "%s: %s, %dx%d pixels".formatted(output, what, panels.width(), panels.height()));
  }
}
