package org.perdura.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.concurrent.CancellationException;
import org.perdura.cli.report.Failures;
import org.perdura.cli.report.Report;
import org.perdura.media.DamagedPartException;
import org.perdura.media.FrameReader;
import org.perdura.media.FrameWriter;
import org.perdura.media.PartedFilm;
import org.perdura.video.upscale.FilmUpscaler;
import org.perdura.video.upscale.UpscaleListener;
import org.perdura.video.upscale.UpscaleSettings;
import org.perdura.video.upscale.UpscaleSummary;
import org.perdura.video.upscale.VideoModel;

/** A film on its way through the network, with progress, Ctrl-C and what goes wrong. */
final class FilmWork {

  private static final int PATIENCE_SECONDS = 30;

  private final Upscaling upscaling;
  private final FilmUpscaler upscaler;
  private final FrameReader reader;
  private final String what;
  private final Report report;

  /**
   * @param reader not closed here
   * @param what is being done, for the progress
   */
  FilmWork(
      Upscaling upscaling,
      EngineOptions engine,
      VideoModel model,
      FrameReader reader,
      String what,
      Report report) {
    this.upscaling = upscaling;
    this.reader = reader;
    this.what = what;
    this.report = report;
    FilmOptions options = upscaling.options();
    upscaler =
        new FilmUpscaler(
            model.generator(),
            new UpscaleSettings(
                options.scale(), engine.precision(), engine.memory(), options.sceneCuts()));
  }

  /**
   * Does all that is not done yet, and puts the film in its place.
   *
   * @param out not closed here
   * @throws IOException one line; it says what is kept
   */
  UpscaleSummary run(FrameWriter out) throws IOException {
    PartedFilm parts = out instanceof PartedFilm film ? film : null;
    try (var interruption = new Interruption(upscaler::stop, PATIENCE_SECONDS)) {
      try {
        UpscaleSummary summary = upscale(out, parts);
        if (interruption.requested()) {
          throw stopped(parts);
        }
        finish(out, parts, summary.checksum(), interruption);
        reader.warnings().forEach(report::warn);
        out.warnings().forEach(report::warn);
        tell(summary, parts);
        return summary;
      } catch (DamagedPartException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        if (interruption.requested()) {
          throw stopped(parts);
        }
        if (parts != null && parts.frames() > 0) {
          throw new IOException("%s; %s".formatted(Failures.line(e), safe(parts)), e);
        }
        throw e;
      }
    }
  }

  private UpscaleSummary upscale(FrameWriter out, PartedFilm parts) throws IOException {
    long before = parts == null ? 0 : parts.frames();
    UpscaleSummary summary;
    try (var shown = new Shown(before)) {
      summary = upscaler.run(reader, out, shown);
    }
    if (before + summary.frames() == 0) {
      throw new IOException(upscaling.input() + ": not one frame could be read");
    }
    if (!reader.shortfall().isEmpty() && !upscaling.options().incomplete()) {
      throw new IOException(
          "%s; --incomplete makes a film of what there is".formatted(reader.shortfall()));
    }
    return summary;
  }

  private void finish(FrameWriter out, PartedFilm parts, long checksum, Interruption interruption)
      throws IOException {
    if (parts == null) {
      out.finish();
      return;
    }
    try (var progress = report.progress("putting together", "frames", 0, parts.frames())) {
      parts.finish(
          checksum,
          frames -> {
            if (interruption.requested()) {
              throw new CancellationException("stopped");
            }
            progress.at(frames, "");
          });
    }
  }

  /** The progress of two stretches: frames that are read again, then those to be done. */
  private final class Shown implements UpscaleListener, AutoCloseable {

    private final long before;
    private Report.Progress progress;

    private Shown(long before) {
      this.before = before;
      progress =
          before > 0
              ? report.progress("finding the place", "frames", 0, before)
              : upscalingProgress();
    }

    private Report.Progress upscalingProgress() {
      return report.progress(what, "frames", before, reader.info().frames());
    }

    @Override
    public void onSkipped(long frames) {
      progress.at(frames, "");
      if (frames == before) {
        progress.close();
        progress = upscalingProgress();
      }
    }

    @Override
    public void onFrame(long frames) {
      progress.at(frames, "");
    }

    @Override
    public void close() {
      progress.close();
    }
  }

  private StoppedException stopped(PartedFilm parts) {
    return new StoppedException(
        parts != null && parts.frames() > 0
            ? "stopped; " + safe(parts)
            : "stopped; " + upscaling.output() + " was not written");
  }

  private static String safe(PartedFilm parts) {
    return "%d %s safe, --resume goes on from there"
        .formatted(parts.frames(), parts.frames() == 1 ? "frame is" : "frames are");
  }

  private void tell(UpscaleSummary summary, PartedFilm parts) {
    long frames = parts == null ? summary.frames() : parts.frames();
    double rate = summary.frames() / Math.max(1e-9, summary.seconds());
    var fields = new LinkedHashMap<String, Object>();
    fields.put("output", upscaling.output());
    fields.put("frames", frames);
    fields.put("kept", frames - summary.frames());
    fields.put("scenes", summary.scenes());
    fields.put("seconds", summary.seconds());
    fields.put("frames-per-second", rate);
    fields.put("bands", summary.bands());
    report.event(
        "done",
        fields,
        "%s: %d %s%s%s"
            .formatted(
                upscaling.output(),
                frames,
                frames == 1 ? "frame" : "frames",
                frames == summary.frames()
                    ? ""
                    : ", %d of before".formatted(frames - summary.frames()),
                summary.frames() == 0
                    ? ""
                    : " in %.1f s, %.3g a second".formatted(summary.seconds(), rate)));
  }
}
