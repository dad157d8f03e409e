package org.perdura.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.perdura.cli.EngineOptions;
import org.perdura.cli.SmokeUpscaling;
import org.perdura.cli.StoppedException;
import org.perdura.cli.evaluate.SmokeTable;
import org.perdura.cli.report.Report;
import org.perdura.fluid.data.SmokeDataSpec;
import org.perdura.fluid.data.SmokeDataSpec.Mode;
import org.perdura.fluid.data.SmokeDatasetWriter;
import org.perdura.fluid.data.SmokeDatasetWriter.Order;
import org.perdura.fluid.output.Existing;
import org.perdura.grid.Slabs;
import org.perdura.grid.io.GridSequence;
import org.perdura.metrics.smoke.SmokeEvaluation;
import org.perdura.metrics.smoke.SmokeEvaluator;
import org.perdura.metrics.smoke.SmokeFigures;
import org.perdura.metrics.smoke.SmokeMetric;
import org.perdura.metrics.smoke.SmokeSequence;
import org.perdura.metrics.smoke.SmokeSet;

/**
 * The demo's smoke: simulated finely, made coarse as a model's training does it, upscaled, and
 * compared with the fine simulation.
 */
final class SmokePart {

  /**
   * No model that comes with Perdura was trained or chosen on this seed. Its first scene looks like
   * a plume, which not all random scenes do.
   */
  static final SmokeDataSpec SCENE = new SmokeDataSpec(2, 64, 4, 60, 20, Mode.DOUBLE, 1, 2018);

  /** What is told; {@code perdura evaluate} tells more. */
  static final Set<SmokeMetric> METRICS =
      EnumSet.of(
          SmokeMetric.PSNR,
          SmokeMetric.SSIM_OCCUPIED,
          SmokeMetric.FINE_ERROR,
          SmokeMetric.TEMPORAL_ERROR);

  private static final String CUBIC = "cubic";

  private final SmokeFolder folder;
  private final List<ShownModel> models;
  private final SmokeDataSpec spec;

  /**
   * @param spec of the pair, of which the first scene is shown
   */
  SmokePart(SmokeFolder folder, List<ShownModel> models, SmokeDataSpec spec) {
    this.folder = folder;
    this.models = models;
    this.spec = spec;
  }

  /**
   * Makes everything and tells the figures.
   *
   * @return the page's section
   */
  String make(EngineOptions engine, Report report) throws IOException {
    try (var slabs = new Slabs(engine.threads())) {
      simulate(slabs, report);
      List<Double> milliseconds = upscale(engine, report);
      SmokeEvaluation evaluation = judge(slabs, report);
      new SmokePictures(folder, models).write(slabs, report);
      tell(evaluation, milliseconds, report);
      return new SmokeSection(models, evaluation, milliseconds).html(folder);
    }
  }

  private void simulate(Slabs slabs, Report report) throws IOException {
    var order = new Order(spec, 1, ".npz", false);
    var writer = new SmokeDatasetWriter(folder.pair(), order, Existing.REPLACE);
    try (var progress = report.progress("simulating", "frames", 0, writer.total())) {
      writer.run(slabs, done -> progress.at(done, ""));
    }
  }

  /** How long each model takes for a frame. */
  private List<Double> upscale(EngineOptions engine, Report report) throws IOException {
    var milliseconds = new ArrayList<Double>();
    for (ShownModel model : models) {
      var upscaling = new SmokeUpscaling(folder.low(), folder.upscaled(model));
      try {
        var summary = upscaling.run(engine.withModel(model.model()), report);
        milliseconds.add(1000 * summary.seconds() / summary.frames());
      } catch (StoppedException e) {
        throw new StoppedException("stopped; what the demo made is deleted"); // nothing to resume
      }
    }
    return milliseconds;
  }

  private SmokeEvaluation judge(Slabs slabs, Report report) throws IOException {
    SmokeSequence truth = SmokeSequence.of(GridSequence.density(folder.high()));
    var results = new LinkedHashMap<String, SmokeSequence>();
    results.put(CUBIC, SmokeSequence.upsampled(GridSequence.density(folder.low()), truth.size()));
    for (ShownModel model : models) {
      results.put(model.title(), SmokeSequence.of(GridSequence.density(folder.upscaled(model))));
    }
    var evaluator = new SmokeEvaluator(METRICS, spec.factor(), slabs);
    try (var progress = report.progress("comparing", "frames", 0, spec.frames())) {
      return evaluator.evaluate(
          SmokeSet.of(truth, results, null), (done, all) -> progress.at(done, ""));
    }
  }

  private void tell(SmokeEvaluation evaluation, List<Double> milliseconds, Report report) {
    var results = new ArrayList<Map<String, Object>>();
    for (SmokeFigures figures : evaluation.results()) {
      var own = new LinkedHashMap<String, Object>();
      own.put("name", figures.result());
      figures.means().forEach((metric, mean) -> own.put(metric.key(), mean));
      if (!results.isEmpty()) { // the first is cubic
        own.put("milliseconds-per-frame", milliseconds.get(results.size() - 1));
      }
      results.add(own);
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("part", "smoke");
    fields.put("frames", evaluation.frames());
    fields.put("results", results);
    var lines = new ArrayList<String>();
    lines.add("smoke, %s to %s".formatted(spec.low(), spec.high()));
    lines.addAll(new SmokeTable(evaluation).lines());
    report.event("demo", fields, lines.stream().collect(Collectors.joining("\n")));
  }
}
