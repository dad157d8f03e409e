package org.perdura.cli;

import org.perdura.media.PartedFilm;
import org.perdura.media.Rational;
import org.perdura.media.VideoCodec;
import org.perdura.media.WriterOptions;
import org.perdura.video.upscale.UpscaleSettings;
import picocli.CommandLine.Option;

/** How films and pictures are upscaled. */
public final class FilmOptions {

  private static final int WORST_QUALITY = 51;

  @Option(
      names = "--scale",
      paramLabel = "S",
      defaultValue = "4",
      description = "How much larger; other than 4 is resampled from that (default: 4).")
  private double scale = 4;

  @Option(
      names = "--codec",
      paramLabel = "CODEC",
      converter = CodecName.class,
      description =
          "h264, prores, av1, vp9, ffv1 or png (default: what loses least, most often h264, in .webm"
              + " vp9; pictures: by name).")
  private VideoCodec codec; // null: the container's usual one

  @Option(
      names = "--quality",
      paramLabel = "Q",
      defaultValue = "" + WriterOptions.DEFAULT_QUALITY,
      description = "0 (best, largest) to 51 (default: ${DEFAULT-VALUE}).")
  private int quality = WriterOptions.DEFAULT_QUALITY;

  @Option(
      names = "--no-audio",
      description = "Leave away all that is copied: sound, subtitles, chapters, tags.")
  private boolean noAudio;

  @Option(names = "--no-scene-cuts", description = "Take the film as one scene.")
  private boolean noSceneCuts;

  @Option(
      names = "--part",
      paramLabel = "FRAMES",
      description =
          "Frames after which the work is safe, whatever happens; the same for --resume (default: 5"
              + " seconds of film).")
  private Integer part;

  @Option(names = "--incomplete", description = "Make a film of what there is if IN ends early.")
  private boolean incomplete;

  /** What is wrong with the values; empty if nothing is. */
  String wrong() {
    if (!(scale > 0 && scale <= UpscaleSettings.LARGEST_SCALE)) {
      return "--scale %s: must be above 0, up to %s"
          .formatted(scale, UpscaleSettings.LARGEST_SCALE);
    }
    if (part != null && part < 1) {
      return "--part %d: must be 1 or more".formatted(part);
    }
    return quality < 0 || quality > WORST_QUALITY
        ? "--quality %d: must be 0 to %d".formatted(quality, WORST_QUALITY)
        : "";
  }

  double scale() {
    return scale;
  }

  /** Null for the container's usual one. */
  VideoCodec codec() {
    return codec;
  }

  int quality() {
    return quality;
  }

  /** Whether sound and subtitles are copied. */
  boolean audio() {
    return !noAudio;
  }

  boolean sceneCuts() {
    return !noSceneCuts;
  }

  /** Whether a film is made even if its input ends early. */
  boolean incomplete() {
    return incomplete;
  }

  boolean partGiven() {
    return part != null;
  }

  /** After how many frames a part of the film is safe. */
  int part(Rational framesPerSecond) {
    return part != null ? part : PartedFilm.usualPart(framesPerSecond);
  }
}
