package org.perdura.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import org.perdura.cli.report.Report;
import org.perdura.fluid.output.Existing;
import org.perdura.grid.io.GridSequence;
import org.perdura.grid.io.SequenceName;
import org.perdura.media.Rational;
import org.perdura.smoke.upscale.CoarseSequence;
import org.perdura.smoke.upscale.SequenceUpscaler;
import org.perdura.smoke.upscale.SmokeModel;
import org.perdura.smoke.upscale.UpscaleSettings;
import org.perdura.smoke.upscale.UpscaleSummary;

/**
 * One sequence of smoke upscaled.
 *
 * @param input what {@link GridSequence#density(String)} takes
 * @param output what {@link SequenceUpscaler} takes
 * @param fps by which velocities in metres a second are counted; null: as the files say
 */
public record SmokeUpscaling(
    String input, String output, SmokeOptions options, Rational fps, Existing existing) {

  private static final int PATIENCE_SECONDS = 600;

  /** Low-res cells that smoke may grow by where it is upscaled. */
  private static final int ROOM = 2;

  /** With the usual settings, replacing what is there. */
  public SmokeUpscaling(String input, String output) {
    this(input, output, new SmokeOptions(), null, Existing.REPLACE);
  }

  /**
   * Does it.
   *
   * @throws IOException one line that says what is wrong; frames that are done stay
   */
  public UpscaleSummary run(EngineOptions engine, Report report) throws IOException {
    if (!SequenceName.isPattern(output) && output.matches(SceneFolders.FILM_OR_PICTURE)) {
      throw new IOException(
          output + ": smoke is not written as pictures; name a sequence such as out_%04d.npz");
    }
    GridSequence density = GridSequence.density(input).withRoom(ROOM);
    if (fps != null) {
      if (density.rate().isEmpty()) {
        throw new IOException(
            input + ": its velocity is in cells a frame; --fps is only for .vdb, where it is not");
      }
      density = density.atRate(fps.value());
    }
    density.warnings().forEach(report::warn);
    try (SmokeModel model = engine.loadSmoke(density.info().size().dimensions())) {
      var upscaler =
          new SequenceUpscaler(
              model,
              CoarseSequence.of(density, options.velocity(), model),
              output,
              existing,
              new UpscaleSettings(engine.precision(), engine.memory(), options.conserveMass()));
      int before = upscaler.done();
      UpscaleSummary summary;
      try (var interruption = new Interruption(upscaler::stop, PATIENCE_SECONDS);
          var progress = report.progress("upscaling", "frames", before, upscaler.total())) {
        summary = upscaler.run(done -> progress.at(done, ""));
      }
      if (!summary.finished()) {
        throw new StoppedException(
            "stopped after %d of %d frames; --resume goes on from there"
                .formatted(before + summary.frames(), upscaler.total()));
      }
      tell(upscaler, before, summary, report);
      return summary;
    }
  }

  private static void tell(
      SequenceUpscaler upscaler, int before, UpscaleSummary summary, Report report) {
    double each = 1000 * summary.seconds() / Math.max(1, summary.frames());
    var fields = new LinkedHashMap<String, Object>();
    fields.put("output", upscaler.name());
    fields.put("frames", upscaler.total());
    fields.put("kept", before);
    fields.put("seconds", summary.seconds());
    fields.put("milliseconds-per-frame", each);
    fields.put("tiles", summary.tiles());
    report.event(
        "done",
        fields,
        "%s: %d frames, %s"
            .formatted(
                upscaler.name(),
                upscaler.total(),
                summary.frames() == 0
                    ? "all there already"
                    : "%d in %.1f s, %.0f ms each, in up to %d tiles"
                        .formatted(summary.frames(), summary.seconds(), each, summary.tiles())));
  }
}
