package org.perdura.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.perdura.cli.report.Report;
import org.perdura.fluid.output.Existing;
import org.perdura.fluid.output.LabelFile;
import org.perdura.media.FrameReader;
import org.perdura.media.FrameWriter;
import org.perdura.media.Media;
import org.perdura.media.PartedFilm;
import org.perdura.media.Rational;
import org.perdura.media.ReaderOptions;
import org.perdura.media.VideoInfo;
import org.perdura.media.WriterOptions;
import org.perdura.video.upscale.UpscaleSummary;
import org.perdura.video.upscale.VideoModel;

/**
 * One film upscaled, from opening it to the finished file.
 *
 * @param input what {@link Media#open} takes
 * @param output what {@link Media#create} takes
 * @param fps of a sequence of pictures; null: as usual
 */
public record Upscaling(
    String input, String output, FilmOptions options, Rational fps, Existing existing) {

  /** Decoding and encoding are quick beside the network: more threads would only disturb it. */
  private static final int MOST_CODING_THREADS = 2;

  private static final int MOST_MISCOUNTED = 2;
  private static final String PART = "part";

  /** With the usual settings. */
  public Upscaling(String input, String output, boolean overwrite) {
    this(input, output, new FilmOptions(), null, overwrite ? Existing.REPLACE : Existing.REFUSE);
  }

  /** Another film in the same way. */
  Upscaling of(Path film, Path result) {
    return new Upscaling(film.toString(), result.toString(), options, fps, existing);
  }

  /** The same, but for what happens to what is there. */
  Upscaling with(Existing existing) {
    return new Upscaling(input, output, options, fps, existing);
  }

  /** Whether there are parts of the result. */
  boolean isBegun() throws IOException {
    try (FrameReader reader = Media.open(input, reading())) {
      return PartedFilm.isFor(output) && PartedFilm.isBegun(output, reader.names());
    }
  }

  /** How the input is read. */
  ReaderOptions reading() {
    return fps == null ? ReaderOptions.DEFAULT : ReaderOptions.DEFAULT.withFrameRate(fps);
  }

  /**
   * Does it; the output appears when all is done.
   *
   * @throws IOException one line that says what is wrong; parts that are done are kept then
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
    int codingThreads = Math.min(MOST_CODING_THREADS, engine.threads());
    try (FrameReader reader = Media.open(input, reading().withThreads(codingThreads))) {
      WriterOptions writing = writing(reader, codingThreads);
      if (existing == Existing.RESUME && isDone(reader)) {
        report.event("done", Map.of("output", output), output + ": is there already");
        return new UpscaleSummary(0, 0, 0, 0, 0);
      }
      try (VideoModel own = shared == null ? engine.loadVideo() : null) {
        VideoModel model = shared == null ? own : shared;
        var work = new FilmWork(this, engine, model, reader, what, report);
        if (!PartedFilm.isFor(output)) {
          try (FrameWriter picture = Media.create(output, writing)) {
            return work.run(picture);
          }
        }
        int part = part(reader);
        Map<String, String> making = making(engine, model, part, reader.info());
        boolean resume = existing == Existing.RESUME;
        try (PartedFilm film = PartedFilm.open(output, writing, part, making, resume)) {
          LabelFile.requireSame(film.label(), film.making(), making);
          return work.run(film);
        }
      }
    }
  }

  /** As asked for; else as the parts that are gone on with; else as usual. */
  private int part(FrameReader reader) throws IOException {
    String before =
        existing == Existing.RESUME && !options.partGiven()
            ? PartedFilm.making(output, reader.names()).getOrDefault(PART, "")
            : "";
    return before.matches("[1-9]\\d{0,8}")
        ? Integer.parseInt(before)
        : options.part(reader.info().frameRate());
  }

  /** What parts must have in common; threads and bands change only rounding. */
  private Map<String, String> making(
      EngineOptions engine, VideoModel model, int part, VideoInfo film) {
    var making = new LinkedHashMap<String, String>();
    making.put("perdura", Perdura.VERSION);
    making.put("time-base", film.timeBase().toString());
    making.put("frame-rate", film.frameRate().toString());
    making.put("pixel-shape", film.sampleAspect().toString());
    making.put("color", film.color().toString());
    making.put("depth", Integer.toString(film.depth()));
    making.put("alpha", Boolean.toString(film.alpha()));
    making.put("model", model.identity());
    making.put("precision", engine.precision().name().toLowerCase(Locale.ROOT));
    making.put("scale", Double.toString(options.scale()));
    making.put("scene-cuts", Boolean.toString(options.sceneCuts()));
    making.put("codec", options.codec() == null ? "as usual" : options.codec().name());
    making.put("quality", Integer.toString(options.quality()));
    making.put(PART, Integer.toString(part));
    return making;
  }

  /**
   * Whether there is a result, and no parts of one to go on with.
   *
   * @throws IOException if what is there is a part of a result
   */
  boolean isDone(FrameReader reader) throws IOException {
    if (PartedFilm.isFor(output) && PartedFilm.isBegun(output, reader.names())) {
      return false;
    }
    Path target = path(output);
    if (Media.outputKind(output) == Media.OutputKind.FILM
        || Media.outputKind(output) == Media.OutputKind.PICTURE) {
      if (target == null || !Files.exists(target)) {
        return false;
      }
      requireResult(reader.info());
      return true;
    }
    int there = Media.picturesOf(output).size();
    long wanted = reader.info().frames();
    if (there > 0 && wanted > 0 && Math.abs(there - wanted) > tolerance()) {
      throw new IOException(
          "%s: holds %d pictures, but %s has %d; --overwrite makes all anew"
              .formatted(output, there, input, wanted));
    }
    return there > 0;
  }

  /** Films say how many frames they have, but not always rightly. */
  private long tolerance() {
    Path film = path(input);
    return film != null && Files.isRegularFile(film) ? MOST_MISCOUNTED : 0;
  }

  /** Refuses to take for done what cannot have been made from the input like this. */
  private void requireResult(VideoInfo low) throws IOException {
    VideoInfo high;
    try (FrameReader result = Media.open(output)) {
      high = result.info();
    } catch (IOException e) {
      throw new IOException(output + ": is no whole film; --overwrite replaces it", e);
    }
    long width = Math.max(1, Math.round(low.width() * options.scale()));
    long height = Math.max(1, Math.round(low.height() * options.scale()));
    boolean counted = low.frames() > 0 && high.frames() > 0;
    boolean same =
        Math.abs(high.width() - width) <= 1
            && Math.abs(high.height() - height) <= 1
            && (!counted || Math.abs(high.frames() - low.frames()) <= MOST_MISCOUNTED);
    if (!same) {
      throw new IOException(
          "%s: has %d frames of %dx%d, but would have %d of %dx%d; --overwrite replaces it"
              .formatted(
                  output, high.frames(), high.width(), high.height(), low.frames(), width, height));
    }
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
    if (existing == Existing.REFUSE && Files.isRegularFile(target)) {
      if (PartedFilm.isFor(output) && PartedFilm.isBegun(output, null)) {
        throw new IOException(
            output
                + ": exists already, and what is to replace it is begun; --resume goes on with that");
      }
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
    boolean hasSound = options.audio() && film != null && Files.isRegularFile(film);
    return WriterOptions.like(reader.info())
        .withNames(reader.names())
        .withCodec(options.codec())
        .withQuality(options.quality())
        .withAudioFrom(hasSound ? film : null)
        .withOverwrite(existing == Existing.REPLACE)
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
}
