package org.perdura.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.perdura.cli.convert.VdbStyle;
import org.perdura.grid.vdb.VdbCompression.Codec;
import org.perdura.media.Rational;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How OpenVDB files are read and written. */
final class VdbOptions {

  /** The ways of packing by name. */
  static final class CodecName extends OneOf {
    CodecName() {
      super(
          Stream.of(Codec.values())
              .map(codec -> codec.name().toLowerCase(Locale.ROOT))
              .toArray(String[]::new));
    }
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--fps",
      paramLabel = "RATE",
      converter = FrameRate.class,
      description =
          "Frames per second, by which the velocity of a .vdb, in metres a second, is counted"
              + " (default: what it says, else 24).")
  private Rational fps;

  @Option(
      names = "--voxel-size",
      paramLabel = "M",
      description =
          "Of a .vdb made from other formats, in metres (default: so that the longest side is one"
              + " to two).")
  private Double voxelSize;

  @Option(
      names = "--half",
      negatable = true,
      description = "Write .vdb in 16 bits; --no-half: in 32 (default: as IN, else 32).")
  private Boolean half;

  @Option(
      names = "--compression",
      paramLabel = "C",
      converter = CodecName.class,
      description = "Of .vdb: blosc, zip or none (default: as IN, else blosc).")
  private String compression;

  /** Frames a second; empty: as the files say. */
  Optional<Double> rate() {
    return Optional.ofNullable(fps).map(Rational::value);
  }

  VdbStyle style() {
    if (voxelSize != null && !(voxelSize > 0 && Double.isFinite(voxelSize))) {
      throw new ParameterException(
          command.commandLine(), "--voxel-size " + voxelSize + ": must be above 0");
    }
    return new VdbStyle(
        Optional.ofNullable(voxelSize),
        rate(),
        Optional.ofNullable(half),
        Optional.ofNullable(compression).map(name -> Codec.valueOf(name.toUpperCase(Locale.ROOT))));
  }
}
