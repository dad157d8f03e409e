package org.perdura.cli;

import java.util.Locale;
import org.perdura.grid.GridSize;
import org.perdura.grid.picture.Background;
import org.perdura.grid.picture.Colours;
import org.perdura.grid.picture.FlatView;
import org.perdura.grid.picture.LightView;
import org.perdura.grid.picture.SliceView;
import org.perdura.grid.picture.SmokeView;
import org.perdura.grid.picture.ViewAxis;
import org.perdura.grid.render.Medium;
import org.perdura.grid.render.VolumeView;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
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

  private static final String VOLUME = "volume";
  private static final String LIGHT = "light";
  private static final String SLICE = "slice";

  /** The views of solid smoke by name. */
  static final class ViewName extends OneOf {
    ViewName() {
      super(VOLUME, LIGHT, SLICE);
    }
  }

  /** The colours by name. */
  static final class ColoursName extends OneOf {
    ColoursName() {
      super("grey", "inferno");
    }
  }

  /** What may be up, by name. */
  static final class UpName extends OneOf {
    UpName() {
      super("y", "z");
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
      defaultValue = VOLUME,
      converter = ViewName.class,
      description =
          "Of solid smoke: volume, lit and seen by a camera; light, how much of it gets through;"
              + " or slice, the middle layer (default: ${DEFAULT-VALUE}).")
  private String view;

  @Option(
      names = "--axis",
      paramLabel = "A",
      converter = AxisName.class,
      description =
          "With --view light or slice, look along x (from the left), y (from above) or z (from the"
              + " front; default).")
  private String axis;

  @Option(
      names = "--up",
      paramLabel = "A",
      defaultValue = "y",
      converter = UpName.class,
      description = "What is up in solid smoke: y, or z as in Blender (default: y).")
  private String up;

  @Option(
      names = "--absorption",
      paramLabel = "A",
      description =
          "Of --view volume and light: how strongly smoke of density 1 and of the longest side's"
              + " length dims, as an exponent (default: 40 and 16).")
  private Double absorption;

  @Option(
      names = "--colours",
      paramLabel = "C",
      converter = ColoursName.class,
      description =
          "Of flat smoke and --view slice: grey or inferno, from black by red to yellow (default:"
              + " grey).")
  private String colours;

  @Option(
      names = "--background",
      paramLabel = "B",
      defaultValue = "dark",
      converter = BackgroundName.class,
      description = "dark, with white smoke, or light, with black smoke (default: dark).")
  private String background;

  @Mixin private VolumeOptions volume;

  @ArgGroup private final Scale scale = new Scale();

  /** One or none of these. */
  private static final class Scale {

    @Option(
        names = "--size",
        paramLabel = "WxH",
        converter = FrameSize.Converter.class,
        description =
            "Of each sequence's picture, in pixels: as large as fits into it; of --view volume"
                + " just so large.")
    private FrameSize size;

    @Option(
        names = "--zoom",
        paramLabel = "N",
        description = "Pixels for each cell of the finest sequence (default: some that fit).")
    private Integer zoom;
  }

  boolean zIsUp() {
    return up.equals("z");
  }

  Background background() {
    return Background.valueOf(upper(background));
  }

  /** The camera's way around; null if it stands still. */
  FullTurn turn() {
    return volume.turn();
  }

  /**
   * For smoke of such a size, or coarser or finer.
   *
   * @param degrees by which the camera has gone around
   */
  SmokeView view(GridSize density, double degrees) {
    if (absorption != null && (!(absorption > 0) || Double.isInfinite(absorption))) {
      throw wrong("--absorption " + absorption + ": must be above 0");
    }
    boolean solid = !density.isFlat();
    boolean filmed = solid && view.equals(VOLUME);
    if (!filmed && volume.used() != null) {
      throw wrong(volume.used() + " is for --view volume of solid smoke");
    }
    if (filmed && axis != null) {
      throw wrong("--axis is for --view light and slice; --camera turns --view volume");
    }
    if (solid && colours != null && !view.equals(SLICE)) {
      throw wrong("--colours is for flat smoke and --view slice");
    }
    if (filmed) {
      return volume.view(absorption(Medium.USUAL_ABSORPTION), background(), degrees);
    }
    Colours shown = colours == null ? Colours.GREY : Colours.valueOf(upper(colours));
    if (!solid) {
      return new FlatView(background(), shown);
    }
    ViewAxis along = axis == null ? ViewAxis.Z : ViewAxis.valueOf(upper(axis));
    return view.equals(SLICE)
        ? new SliceView(along, background(), shown)
        : new LightView(along, absorption(LightView.USUAL_ABSORPTION), background());
  }

  private double absorption(double usual) {
    return absorption == null ? usual : absorption;
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  /** How large a picture becomes. */
  FrameSize size(GridSize density, boolean onSheet) {
    boolean filmed = view(density, 0) instanceof VolumeView;
    if (filmed && scale.size != null) {
      return scale.size; // a camera's picture may have any proportions
    }
    GridSize natural = view(density, 0).natural(density);
    double factor = factor(natural, onSheet, filmed);
    long width = Math.max(1, Math.round(natural.x() * factor));
    long height = Math.max(1, Math.round(natural.y() * factor));
    if (Math.max(width, height) > LARGEST_SIDE) {
      throw wrong(
          "pictures of %dx%d: must be at most %d along each side; --size or --zoom says how large"
              .formatted(width, height, LARGEST_SIDE));
    }
    return new FrameSize((int) width, (int) height);
  }

  private double factor(GridSize natural, boolean onSheet, boolean filmed) {
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
    if (filmed) {
      return side / longest; // its pixels are not the grid's cells
    }
    return longest <= USUAL_LARGEST_SIDE
        ? Math.max(1, Math.round(side / longest))
        : (double) USUAL_LARGEST_SIDE / longest;
  }

  private ParameterException wrong(String why) {
    return new ParameterException(command.commandLine(), why);
  }
}
