package org.perdura.cli;

import java.util.Locale;
import org.perdura.grid.GridSize;
import org.perdura.grid.picture.Background;
import org.perdura.grid.picture.FlatView;
import org.perdura.grid.picture.LightView;
import org.perdura.grid.picture.SliceView;
import org.perdura.grid.picture.SmokeView;
import org.perdura.grid.picture.ViewAxis;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How smoke is looked at, and how large its picture becomes. */
final class ViewOptions {

  /** Of one picture, in pixels, about: coarse grids are magnified by whole numbers. */
  private static final int USUAL_SIDE = 512;

  /** The same on a sheet. */
  private static final int USUAL_SIDE_ON_SHEET = 256;

  /** Finer grids are made smaller unless something else is asked for. */
  private static final int USUAL_LARGEST_SIDE = 1024;

  private static final int LARGEST_SIDE = 8192;

  /** The views of solid smoke by name. */
  static final class ViewName extends OneOf {
    ViewName() {
      super("light", "slice");
    }
  }

  /** The axes by name. */
  static final class AxisName extends OneOf {
    AxisName() {
      super("x", "y", "z");
    }
  }

  /** The backgrounds by name. */
  static final class BackgroundName extends OneOf {
    BackgroundName() {
      super("dark", "light");
    }
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--view",
      paramLabel = "V",
      defaultValue = "light",
      converter = ViewName.class,
      description =
          "Of solid smoke: light, how much of it gets through, or slice, the middle layer"
              + " (default: ${DEFAULT-VALUE}).")
  private String view;

  @Option(
      names = "--axis",
      paramLabel = "A",
      defaultValue = "z",
      converter = AxisName.class,
      description =
          "Look at solid smoke along x (from the left), y (from above) or z (from the front;"
              + " default).")
  private String axis;

  @Option(
      names = "--absorption",
      paramLabel = "A",
      defaultValue = "" + LightView.USUAL_ABSORPTION,
      description =
          "Of --view light: how strongly smoke of density 1 and of the longest side's length"
              + " dims, as an exponent (default: ${DEFAULT-VALUE}).")
  private double absorption;

  @Option(
      names = "--background",
      paramLabel = "B",
      defaultValue = "dark",
      converter = BackgroundName.class,
      description = "dark, with white smoke, or light, with black smoke (default: dark).")
  private String background;

  @ArgGroup private final Scale scale = new Scale();

  /** One or none of these. */
  private static final class Scale {

    @Option(
        names = "--size",
        paramLabel = "WxH",
        converter = FrameSize.Converter.class,
        description = "Of each sequence's picture: as large as fits into it, in pixels.")
    private FrameSize size;

    @Option(
        names = "--zoom",
        paramLabel = "N",
        description = "Pixels for each cell of the finest sequence (default: some that fit).")
    private Integer zoom;
  }

  Background background() {
    return Background.valueOf(background.toUpperCase(Locale.ROOT));
  }

  /** For smoke of such a size, or coarser or finer. */
  SmokeView view(GridSize density) {
    if (!(absorption > 0) || Double.isInfinite(absorption)) {
      throw wrong("--absorption " + absorption + ": must be above 0");
    }
    if (density.isFlat()) {
      return new FlatView(background());
    }
    var along = ViewAxis.valueOf(axis.toUpperCase(Locale.ROOT));
    return view.equals("slice")
        ? new SliceView(along, background())
        : new LightView(along, absorption, background());
  }

  /** How large a picture becomes. */
  FrameSize size(GridSize density, boolean onSheet) {
    GridSize natural = view(density).natural(density);
    double factor = factor(natural, onSheet);
    long width = Math.max(1, Math.round(natural.x() * factor));
    long height = Math.max(1, Math.round(natural.y() * factor));
    if (Math.max(width, height) > LARGEST_SIDE) {
      throw wrong(
          "pictures of %dx%d: must be at most %d along each side; --size or --zoom says how large"
              .formatted(width, height, LARGEST_SIDE));
    }
    return new FrameSize((int) width, (int) height);
  }

  private double factor(GridSize natural, boolean onSheet) {
    if (scale.size != null) {
      return Math.min(
          (double) scale.size.width() / natural.x(), (double) scale.size.height() / natural.y());
    }
    if (scale.zoom != null) {
      if (scale.zoom < 1) {
        throw wrong("--zoom " + scale.zoom + ": must be at least 1");
      }
      return scale.zoom;
    }
    double side = onSheet ? USUAL_SIDE_ON_SHEET : USUAL_SIDE;
    int longest = natural.longest();
    return longest <= USUAL_LARGEST_SIDE
        ? Math.max(1, Math.round(side / longest))
        : (double) USUAL_LARGEST_SIDE / longest;
  }

  private ParameterException wrong(String why) {
    return new ParameterException(command.commandLine(), why);
  }
}
