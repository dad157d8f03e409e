package org.perdura.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.perdura.cli.report.ReportOptions;
import org.perdura.fluid.output.Existing;
import org.perdura.grid.io.GridSequence;
import org.perdura.media.Rational;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perdura upscale}. */
@Command(
    name = "upscale",
    description = {
      "Makes a film, a sequence of pictures or a folder of such sequences finer;"
          + " or a sequence of smoke."
    },
    sortOptions = false)
final class UpscaleCommand implements Callable<Integer> {

  private static final String FILMS = "For films and pictures:";
  private static final String SMOKE = "For smoke:";

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "IN",
      description =
          "A video file, a picture, a folder of pictures, frames/%%04d.png or 'frames/*.png'; or a"
              + " folder of folders of pictures, each a scene. Smoke: run/density_%%04d.uni (or .npz,"
              + " .vdb), or its folder.")
  private String input;

  @Parameters(
      paramLabel = "OUT",
      description =
          "A video file (.mp4 .mov .mkv .webm .avi), a folder or frames/%%04d.png (or .jpg .tif);"
              + " for scenes the folder that receives a folder for each. Smoke:"
              + " fine/density_%%04d.npz (or .uni, .vdb), or a folder.")
  private String output;

  @Mixin private EngineOptions engine;

  @Option(
      names = "--fps",
      paramLabel = "RATE",
      converter = FrameRate.class,
      description =
          "Frames per second: of a sequence of pictures (default: 25); of smoke in .vdb files, whose"
              + " velocity is in metres a second (default: what they say, else 24).")
  private Rational fps;

  @Option(
      names = "--resume",
      description = "Go on with what was begun, however it ended; leave alone what is done.")
  private boolean resume;

  @Option(names = "--overwrite", description = "Replace OUT if it exists.")
  private boolean overwrite;

  @Mixin private ReportOptions reporting;

  @ArgGroup(validate = false, heading = "%n" + FILMS + "%n")
  private FilmOptions film; // null: none of them was given

  @ArgGroup(validate = false, heading = "%n" + SMOKE + "%n")
  private SmokeOptions smoke; // null: none of them was given

  @Override
  public Integer call() throws IOException {
    if (resume && overwrite) {
      throw wrong("--resume and --overwrite: only one of them");
    }
    engine.threads();
    if (GridSequence.isMeant(input)) {
      refuse(FILMS, "films and pictures, but IN is smoke");
      upscaleSmoke();
    } else {
      refuse(SMOKE, "smoke, but IN is none");
      upscaleFilm(film == null ? new FilmOptions() : film);
    }
    return 0;
  }

  private void upscaleFilm(FilmOptions options) throws IOException {
    if (!options.wrong().isEmpty()) {
      throw wrong(options.wrong());
    }
    var upscaling = new Upscaling(input, output, options, fps, existing());
    List<Path> scenes = SceneFolders.in(input);
    if (scenes.isEmpty()) {
      upscaling.run(engine, reporting.report());
    } else {
      new SceneFolders(upscaling, scenes).run(engine, reporting.report());
    }
  }

  private Existing existing() {
    if (resume) {
      return Existing.RESUME;
    }
    return overwrite ? Existing.REPLACE : Existing.REFUSE;
  }

  private void upscaleSmoke() throws IOException {
    SmokeOptions options = smoke == null ? new SmokeOptions() : smoke;
    new SmokeUpscaling(input, output, options, fps, existing()).run(engine, reporting.report());
  }

  /** Options that mean nothing for this input are a mistake. */
  private void refuse(String heading, String why) {
    for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
      boolean ofGroup = option.group() != null && option.group().heading() != null;
      if (ofGroup && option.group().heading().contains(heading)) {
        throw wrong(option.longestName() + ": only for " + why);
      }
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
