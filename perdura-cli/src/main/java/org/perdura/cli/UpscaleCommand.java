package org.perdura.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    description = "Makes a film, a sequence of pictures or a folder of such sequences finer.",
    sortOptions = false)
final class UpscaleCommand implements Callable<Integer> {

  private static final int WORST_QUALITY = 51;

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "IN",
      description =
          "A video file, a picture, a folder of pictures, frames/%%04d.png or 'frames/*.png'; or a"
              + " folder of folders of pictures, each a scene.")
  private String input;

  @Parameters(
      paramLabel = "OUT",
      description =
          "A video file (.mp4 .mov .mkv .webm .avi), a folder or frames/%%04d.png (or .jpg .tif);"
              + " for scenes the folder that receives a folder for each.")
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

  @Option(
      names = "--resume",
      description = "Of a folder of scenes do those that OUT does not have yet.")
  private boolean resume;

  @Option(names = "--overwrite", description = "Replace OUT if it exists.")
  private boolean overwrite;

  @Mixin private ReportOptions reporting;

  @Override
  public Integer call() throws IOException {
    requireRange();
    var reading = ReaderOptions.DEFAULT;
    var upscaling =
        new Upscaling(
            input,
            fps == null ? reading : reading.withFrameRate(fps),
            output,
            scale,
            !noSceneCuts,
            !noAudio,
            codec,
            quality,
            overwrite);
    List<Path> scenes = SceneFolders.in(input);
    if (!scenes.isEmpty()) {
      new SceneFolders(upscaling, scenes, resume).run(engine, reporting.report());
    } else if (resume) {
      throw wrong("--resume: only for a folder of folders of pictures");
    } else {
      upscaling.run(engine, reporting.report());
    }
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
    if (resume && overwrite) {
      throw wrong("--resume and --overwrite: only one of them");
    }
    engine.threads();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
