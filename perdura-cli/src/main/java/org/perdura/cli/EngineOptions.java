package org.perdura.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.perdura.nn.Device;
import org.perdura.nn.Module;
import org.perdura.nn.Precision;
import org.perdura.nn.Torch;
import org.perdura.smoke.upscale.SmokeModel;
import org.perdura.video.upscale.VideoModel;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of commands that apply a model: which one, and what computes it. */
public final class EngineOptions {

  private static final long LEAST_DEFAULT_MEMORY = 4L << 30;

  /** What {@link Precision#of} takes, here so that no library is loaded to show the help. */
  static final class PrecisionName extends OneOf {
    PrecisionName() {
      super("auto", "fp32", "bf16");
    }
  }

  /** What {@link Device#of} takes. */
  static final class DeviceName extends OneOf {
    DeviceName() {
      super("auto", "cpu", "cuda");
    }
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      description =
          "A shipped model or a .safetensors file (default: "
              + VideoModel.DEFAULT
              + "; for smoke "
              + SmokeModel.DEFAULT_2D
              + " or "
              + SmokeModel.DEFAULT_3D
              + ").")
  private String model; // null: the usual one for what it is applied to

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "auto",
      converter = PrecisionName.class,
      description = "auto, fp32 or bf16; auto takes bf16 where that is faster (default: auto).")
  private String precision;

  @Option(
      names = "--device",
      paramLabel = "D",
      defaultValue = "auto",
      converter = DeviceName.class,
      description = "auto, cpu or cuda (default: auto).")
  private String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the network (default: one for each processor).")
  private Integer threads;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = MemorySize.class,
      description =
          "What may be used in all, e.g. 1500m or 4g; larger frames are done in bands"
              + " or tiles (default: half of the machine's, at least 4g).")
  private Long memory;

  /** The same options for another model, as {@code --model} would name it. */
  public EngineOptions withModel(String name) {
    var other = new EngineOptions();
    other.command = command;
    other.model = name;
    other.precision = precision;
    other.device = device;
    other.threads = threads;
    other.memory = memory;
    return other;
  }

  /** Loads a model for films and makes the libraries ready. */
  VideoModel loadVideo() throws IOException {
    Device where = ready();
    VideoModel loaded = VideoModel.load(model == null ? VideoModel.DEFAULT : model);
    place(loaded.generator(), where);
    return loaded;
  }

  /**
   * Loads a model for smoke and makes the libraries ready.
   *
   * @param dimensions 2 or 3, of the model that is taken if none is named
   */
  SmokeModel loadSmoke(int dimensions) throws IOException {
    Device where = ready();
    String usual = dimensions == 2 ? SmokeModel.DEFAULT_2D : SmokeModel.DEFAULT_3D;
    SmokeModel loaded = SmokeModel.load(model == null ? usual : model);
    place(loaded.generator(), where);
    return loaded;
  }

  private Device ready() {
    Torch.threads(threads());
    return Device.of(device);
  }

  private static void place(Module network, Device where) {
    if (where != Device.CPU) {
      network.toDevice(where);
    }
  }

  Precision precision() {
    return Precision.of(precision);
  }

  public int threads() {
    if (threads == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (threads < 1) {
      throw new ParameterException(
          command.commandLine(), "--threads " + threads + ": must be 1 or more");
    }
    return threads;
  }

  long memory() {
    return memory != null ? memory : defaultMemory(physicalMemory());
  }

  /** Enough for Full HD where there is enough, and for smaller frames everywhere. */
  public static long defaultMemory(long physical) {
    return Math.max(LEAST_DEFAULT_MEMORY, physical / 2);
  }

  /** Bytes of the machine, or of the container that this runs in. */
  public static long physicalMemory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }
}
