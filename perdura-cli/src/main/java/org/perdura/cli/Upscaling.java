package org.perdura.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.perdura.cli.report.Report;
import org.perdura.media.FrameReader;
import org.perdura.media.FrameWriter;
import org.perdura.media.Media;
import org.perdura.media.ReaderOptions;
import org.perdura.media.VideoCodec;
import org.perdura.media.WriterOptions;
import org.perdura.video.upscale.FilmUpscaler;
import org.perdura.video.upscale.UpscaleSettings;
import org.perdura.video.upscale.UpscaleSummary;
import org.perdura.video.upscale.VideoModel;

/**
 * One film upscaled, from opening it to the finished file.
 *
 * @param input what {@link Media#open} takes
 * @param output what {@link Media#create} takes
 * @param audio whether sound and subtitles are copied
 * @param codec null for the container's usual one
 */
public record Upscaling(
    String input,
    ReaderOptions reading,
    String output,
    double scale,
    boolean sceneCuts,
    boolean audio,
    VideoCodec codec,
    int quality,
    boolean overwrite) {

  private static final int PATIENCE_SECONDS = 30;

  /** Decoding and encoding are quick beside the network: more threads would only disturb it. */
  private static final int MOST_CODING_THREADS = 2;

  /** With the usual settings. */
  public Upscaling(String input, String output, boolean overwrite) {
    this(
        input,
        ReaderOptions.DEFAULT,
        output,
        4,
        true,
        true,
        null,
        WriterOptions.DEFAULT_QUALITY,
        overwrite);
  }

  /** Another film in the same way. */
  Upscaling of(Path film, Path result) {
    return new Upscaling(
        film.toString(),
        reading,
        result.toString(),
        scale,
        sceneCuts,
        audio,
        codec,
        quality,
        overwrite);
  }

  /**
   * Does it; the output appears when all is done.
   *
   * @throws IOException one line that says what is wrong; nothing is left of the output then
   */
  public UpscaleSummary run(EngineOptions engine, Report report) throws IOException {
    return run(engine, null, "upscaling", report);
  }

  /**
   * The same by a model that others use, too.
   *
   * @param shared not closed here; null: one is loaded for this film
   * @param what is being done, for the progress
   */
  UpscaleSummary run(EngineOptions engine, VideoModel shared, String what, Report report)
      throws IOException {
    requireNewOutput();
    var upscaler = new AtomicReference<FilmUpscaler>();
    try (var interruption = new Interruption(() -> stop(upscaler.get()), PATIENCE_SECONDS)) {
      try {
        return run(engine, shared, what, report, upscaler, interruption);
      } catch (IOException | RuntimeException e) {
        if (interruption.requested()) {
          throw stopped();
        }
        throw e;
      }
    }
  }

  private UpscaleSummary run(
      EngineOptions engine,
      VideoModel shared,
      String what,
      Report report,
      AtomicReference<FilmUpscaler> upscaler,
      Interruption interruption)
      throws IOException {
    int codingThreads = Math.min(MOST_CODING_THREADS, engine.threads());
    try (FrameReader reader = Media.open(input, reading.withThreads(codingThreads));
        FrameWriter writer = Media.create(output, writing(reader, codingThreads));
        VideoModel own = shared == null ? engine.loadVideo() : null) {
      VideoModel model = shared == null ? own : shared;
      upscaler.set(
          new FilmUpscaler(
              model.generator(),
              new UpscaleSettings(scale, engine.precision(), engine.memory(), sceneCuts)));
      if (interruption.requested()) {
        throw stopped();
      }
      UpscaleSummary summary;
      long frames = reader.info().frames();
      try (var progress = report.progress(what, "frames", 0, frames)) {
        summary = upscaler.get().run(reader, writer, done -> progress.at(done, ""));
      }
      if (summary.frames() == 0) {
        throw new IOException(input + ": not one frame could be read");
      }
      if (interruption.requested()) {
        throw stopped();
      }
      writer.finish();
      reader.warnings().forEach(report::warn);
      writer.warnings().forEach(report::warn);
      tell(summary, report);
      return summary;
    }
  }

  private static void stop(FilmUpscaler upscaler) {
    if (upscaler != null) {
      upscaler.stop();
    }
  }

  private StoppedException stopped() {
    return new StoppedException("stopped; " + output + " was not written");
  }

  private void requireNewOutput() throws IOException {
    requireOtherFolder();
    Path target = path(output);
    if (target == null || !Files.exists(target)) {
      return;
    }
    Path source = path(input);
    if (source != null && Files.exists(source) && Files.isSameFile(source, target)) {
      throw new IOException(output + ": is the input itself; name another file or folder");
    }
    if (!overwrite && Files.isRegularFile(target)) {
      throw new IOException(output + ": exists already; --overwrite replaces it");
    }
  }

  /** Pictures written into the folder they are read from would replace what is still needed. */
  private void requireOtherFolder() throws IOException {
    Path from = folderOfPictures(input);
    Path into = folderOfPictures(output);
    if (from != null && into != null && Files.isSameFile(from, into)) {
      throw new IOException(output + ": is where the input's pictures are; name another folder");
    }
  }

  /** The folder that is meant, itself or by a pattern of pictures in it; null if there is none. */
  private static Path folderOfPictures(String name) {
    int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf(java.io.File.separatorChar));
    Path literal = path(name);
    if (literal != null && Files.isRegularFile(literal)) {
      return null;
    }
    boolean pattern = name.substring(slash + 1).matches(".*[%*?\\[{].*");
    String folderName = slash < 0 ? "." : name.substring(0, slash + 1);
    Path folder = pattern ? path(folderName) : literal;
    return folder != null && Files.isDirectory(folder) ? folder : null;
  }

  private WriterOptions writing(FrameReader reader, int threads) {
    Path film = path(input);
    boolean hasSound = audio && film != null && Files.isRegularFile(film);
    return WriterOptions.like(reader.info())
        .withNames(reader.names())
        .withCodec(codec)
        .withQuality(quality)
        .withAudioFrom(hasSound ? film : null)
        .withOverwrite(overwrite)
        .withThreads(threads);
  }

  /** Null for what is no path here, such as a glob on some systems. */
  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private void tell(UpscaleSummary summary, Report report) {
    double rate = summary.frames() / summary.seconds();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("output", output);
    fields.put("frames", summary.frames());
    fields.put("scenes", summary.scenes());
    fields.put("seconds", summary.seconds());
    fields.put("frames-per-second", rate);
    fields.put("bands", summary.bands());
    report.event(
        "done",
        fields,
        "%s: %d %s in %.1f s, %.3g a second"
            .formatted(
                output,
                summary.frames(),
                summary.frames() == 1 ? "frame" : "frames",
                summary.seconds(),
                rate));
  }
}
