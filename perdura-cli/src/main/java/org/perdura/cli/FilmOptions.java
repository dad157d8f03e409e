package org.perdura.cli;

import org.perdura.media.Rational;
import org.perdura.media.ReaderOptions;
import org.perdura.media.VideoCodec;
import org.perdura.media.WriterOptions;
import org.perdura.video.upscale.UpscaleSettings;
import picocli.CommandLine.Option;

/** How films and pictures are upscaled. */
final class FilmOptions {

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
          "h264, prores, av1, vp9, ffv1 or png (default: h264; vp9 for .webm; pictures: by name).")
  private VideoCodec codec;

  @Option(
      names = "--quality",
      paramLabel = "Q",
      defaultValue = "" + WriterOptions.DEFAULT_QUALITY,
      description = "0 (best, largest) to 51 (default: ${DEFAULT-VALUE}).")
  private int quality = WriterOptions.DEFAULT_QUALITY;

  @Option(names = "--no-audio", description = "Leave sound and subtitles away.")
  private boolean noAudio;

  @Option(names = "--no-scene-cuts", description = "Take the film as one scene.")
  private boolean noSceneCuts;

  /** What is wrong with the values; empty if nothing is. */
  String wrong() {
    if (!(scale > 0 && scale <= UpscaleSettings.LARGEST_SCALE)) {
      return "--scale %s: must be above 0, up to %s"
          .formatted(scale, UpscaleSettings.LARGEST_SCALE);
    }
    return quality < 0 || quality > WORST_QUALITY
        ? "--quality %d: must be 0 to %d".formatted(quality, WORST_QUALITY)
        : "";
  }

  /**
   * @param fps of a sequence of pictures; null: as usual
   */
  Upscaling upscaling(String input, String output, Rational fps, boolean overwrite) {
    var reading = ReaderOptions.DEFAULT;
    return new Upscaling(
        input,
        fps == null ? reading : reading.withFrameRate(fps),
        output,
        scale,
        !noSceneCuts,
        !noAudio,
        codec,
        quality,
        overwrite);
  }
}
