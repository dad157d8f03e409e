package org.perdura.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.perdura.cli.report.ReportOptions;
import org.perdura.media.Rational;
import org.perdura.media.ReaderOptions;
import org.perdura.media.VideoCodec;
import org.perdura.media.WriterOptions;
import org.perdura.video.upscale.UpscaleSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perdura upscale}. */
@Command(
    name = "upscale",
    description = "Makes a film or a sequence of pictures finer.",
    sortOptions = false)
final class UpscaleCommand implements Callable<Integer> {

  private static final int WORST_QUALITY = 51;

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "IN",
      description =
          "A video file, a picture, a folder of pictures, frames/%%04d.png or 'frames/*.png'.")
  private String input;

  @Parameters(
      paramLabel = "OUT",
      description =
          "A video file (.mp4 .mov .mkv .webm .avi), a folder or frames/%%04d.png (or .jpg .tif).")
  private String output;

  @Mixin private EngineOptions engine;

  @Option(
      names = "--scale",
      paramLabel = "S",
      defaultValue = "4",
      description = "How much larger; other than 4 is resampled from that (default: 4).")
  private double scale;

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
  private int quality;

  @Option(
      names = "--fps",
      paramLabel = "RATE",
      converter = FrameRate.class,
      description = "Frames per second of a sequence of pictures (default: 25).")
  private Rational fps;

  @Option(names = "--no-audio", description = "Leave sound and subtitles away.")
  private boolean noAudio;

  @Option(names = "--no-scene-cuts", description = "Take the film as one scene.")
  private boolean noSceneCuts;

  @Option(names = "--overwrite", description = "Replace OUT if it exists.")
  private boolean overwrite;

  @Mixin private ReportOptions reporting;

  @Override
  public Integer call() throws IOException {
    requireRange();
    var reading = ReaderOptions.DEFAULT;
    new Upscaling(
            input,
            fps == null ? reading : reading.withFrameRate(fps),
            output,
            scale,
            !noSceneCuts,
            !noAudio,
            codec,
            quality,
            overwrite)
        .run(engine, reporting.report());
    return 0;
  }

  private void requireRange() {
    if (!(scale > 0 && scale <= UpscaleSettings.LARGEST_SCALE)) {
      throw wrong(
          "--scale %s: must be above 0, up to %s".formatted(scale, UpscaleSettings.LARGEST_SCALE));
    }
    if (quality < 0 || quality > WORST_QUALITY) {
      throw wrong("--quality %d: must be 0 to %d".formatted(quality, WORST_QUALITY));
    }
    engine.threads();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
