package org.perdura.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.perdura.cli.evaluate.EvaluationJson;
import org.perdura.cli.evaluate.EvaluationTable;
import org.perdura.cli.evaluate.MetricName;
import org.perdura.cli.evaluate.ReportFolder;
import org.perdura.cli.evaluate.ScenesOnDisk;
import org.perdura.cli.evaluate.SmokeOnDisk;
import org.perdura.cli.report.LateProgress;
import org.perdura.cli.report.Report;
import org.perdura.cli.report.ReportOptions;
import org.perdura.metrics.Evaluation;
import org.perdura.metrics.Metric;
import org.perdura.metrics.ResultFigures;
import org.perdura.metrics.Scene;
import org.perdura.metrics.SceneEvaluator;
import org.perdura.metrics.SceneFigures;
import org.perdura.metrics.features.Lpips;
import org.perdura.metrics.features.LpipsNet;
import org.perdura.metrics.report.EvaluationReport;
import org.perdura.nn.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perdura evaluate}. */
@Command(
    name = "evaluate",
    description = {
      "Judges films against the truth they were to be: PSNR, SSIM, LPIPS, tOF, tLP, T-diff."
          + " The first and last two frames of each film and a border are left out.",
      "Judges smoke, too, whole: PSNR, SSIM, fine part, changes over time, mass, gradients, spectrum."
    },
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {

  private static final int PATIENCE_SECONDS = 30;

  /** The networks by name. */
  static final class NetName extends OneOf {
    NetName() {
      super(Stream.of(LpipsNet.values()).map(LpipsNet::label).toArray(String[]::new));
    }
  }

  @Spec private CommandSpec command;

  @Parameters(
      arity = "2..*",
      paramLabel = "RESULT... TRUTH",
      description =
          "Each a video file, a folder of pictures or frames/%%04d.png; or each a folder of such"
              + " scenes with equal names. Of smoke a sequence such as run/density_%%04d.npz, or its"
              + " folder. A result may be named: NAME=PATH.")
  private List<String> films;

  @Option(
      names = "--metrics",
      paramLabel = "NAMES",
      split = ",",
      converter = MetricName.class,
      description = "Of psnr,ssim,lpips,tof,tlp,t-diff (default: all).")
  private List<Metric> metrics;

  @Option(
      names = "--lpips",
      paramLabel = "NET",
      defaultValue = "squeeze",
      converter = NetName.class,
      description =
          "The network of LPIPS and tLP: squeeze, alex or vgg (default: squeeze)."
              + " Figures of different networks do not compare.")
  private String net;

  @Option(
      names = "--lpips-weights",
      paramLabel = "FILES",
      split = ",",
      description =
          "For alex torchvision's alexnet; for vgg torchvision's vgg16 and LPIPS' vgg.pth."
              + " Each .pth or .safetensors.")
  private List<Path> weights = List.of();

  @Option(
      names = "--low",
      paramLabel = "FILM|SEQ",
      description =
          "What the results were made from, for T-diff (default: TRUTH made small). Of smoke: adds"
              + " its cubic upsampling as a result.")
  private String low;

  @Option(
      names = "--velocity",
      paramLabel = "SEQ",
      description =
          "Of smoke: what moves it, high-res or low-res (default: looked for beside the densities).")
  private String velocity;

  @Option(
      names = "--spectrum-only",
      description =
          "Of smoke: compare the mean spectra alone, of sequences whose frames do not correspond.")
  private boolean spectrumOnly;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write a page with tables, plots and pictures into this folder.")
  private Path report;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write all figures, frame by frame, as JSON.")
  private Path json;

  @Option(names = "--overwrite", description = "Replace the report and the JSON file.")
  private boolean overwrite;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads (default: one for each processor).")
  private Integer threads;

  @Override
  public Integer call() throws IOException, InterruptedException {
    int threadCount = requireThreads();
    Set<Metric> wanted = metrics == null ? EnumSet.allOf(Metric.class) : EnumSet.copyOf(metrics);
    requireWritable();
    int last = films.size() - 1;
    List<String> results = films.subList(0, last);
    if (SmokeOnDisk.areSmoke(results, films.get(last))) {
      judgeSmoke(results, films.get(last), threadCount);
      return 0;
    }
    requireNone("is for smoke, and these are films", "--velocity", "--spectrum-only");
    ScenesOnDisk scenes = ScenesOnDisk.find(results, films.get(last), low);
    Report voice = ReportOptions.forPeople(command);
    try (var interruption = new Interruption(() -> {}, PATIENCE_SECONDS)) {
      try {
        Evaluation evaluation = evaluate(scenes, wanted, threadCount, voice, interruption);
        var out = command.commandLine().getOut();
        new EvaluationTable(evaluation, wanted).lines().forEach(out::println);
        out.flush();
        write(scenes, evaluation, wanted, voice, interruption);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return 0;
  }

  private void judgeSmoke(List<String> results, String truth, int threadCount) throws IOException {
    requireNone("is for films, and this is smoke", "--metrics", "--lpips", "--lpips-weights");
    if (spectrumOnly) {
      requireNone("is of no use to spectra", "--velocity");
    }
    var smoke = SmokeOnDisk.find(results, truth, low, velocity, !spectrumOnly);
    Report voice = ReportOptions.forPeople(command);
    try (var interruption = new Interruption(() -> {}, PATIENCE_SECONDS)) {
      Runnable goingOn = () -> requireGoingOn(interruption);
      new SmokeJudging(smoke, spectrumOnly, threadCount, voice, goingOn)
          .run(command.commandLine().getOut(), report, json, overwrite);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void requireNone(String why, String... options) {
    for (String option : options) {
      if (command.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(command.commandLine(), option + " " + why);
      }
    }
  }

  private int requireThreads() {
    if (threads == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (threads < 1) {
      throw new ParameterException(
          command.commandLine(), "--threads " + threads + ": must be 1 or more");
    }
    return threads;
  }

  /** Looked at first: the figures take long. */
  private void requireWritable() throws IOException {
    if (json != null) {
      EvaluationJson.requireWritable(json, overwrite);
    }
    if (report != null) {
      ReportFolder.requireWritable(report, overwrite);
    }
  }

  private Evaluation evaluate(
      ScenesOnDisk scenes,
      Set<Metric> wanted,
      int threadCount,
      Report voice,
      Interruption interruption)
      throws IOException, InterruptedException {
    Torch.threads(threadCount);
    boolean looks = SceneEvaluator.needsLpips(wanted);
    LpipsNet network = LpipsNet.valueOf(net.toUpperCase(Locale.ROOT));
    var perScene = new ArrayList<List<SceneFigures>>();
    try (Lpips lpips = looks ? Lpips.load(network, weights) : null;
        var evaluator = new SceneEvaluator(wanted, lpips, threadCount)) {
      for (Scene scene : scenes.scenes()) {
        perScene.add(evaluate(evaluator, scene, scenes, voice, interruption));
      }
    }
    var results = new ArrayList<ResultFigures>();
    for (String result : scenes.scenes().get(0).results().keySet()) {
      int index = results.size();
      results.add(
          new ResultFigures(result, perScene.stream().map(scene -> scene.get(index)).toList()));
    }
    return new Evaluation(network.label(), results);
  }

  private static List<SceneFigures> evaluate(
      SceneEvaluator evaluator,
      Scene scene,
      ScenesOnDisk scenes,
      Report voice,
      Interruption interruption)
      throws IOException, InterruptedException {
    try (var progress = new LateProgress(voice, "judging " + scene.name(), "frames")) {
      return evaluator.evaluate(
          scene,
          scenes.low().get(scene.name()),
          (frames, expected) -> {
            requireGoingOn(interruption);
            progress.at(frames, expected);
          });
    }
  }

  private static void requireGoingOn(Interruption interruption) {
    if (interruption.requested()) {
      throw new UncheckedIOException(new StoppedException("stopped; nothing was written"));
    }
  }

  private void write(
      ScenesOnDisk scenes,
      Evaluation evaluation,
      Set<Metric> wanted,
      Report voice,
      Interruption interruption)
      throws IOException {
    if (report != null) {
      try (var progress = new LateProgress(voice, "report", "frames")) {
        EvaluationReport.write(
            report,
            scenes.scenes(),
            evaluation,
            overwrite,
            (done, total) -> {
              requireGoingOn(interruption);
              progress.at(done, total);
            });
      }
    }
    if (json != null) {
      EvaluationJson.write(json, evaluation, wanted);
    }
  }
}
