package org.perdura.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.perdura.cli.EngineOptions;
import org.perdura.cli.report.Failures;
import org.perdura.media.FfmpegBuild;
import org.perdura.metrics.OpenCvBuild;
import org.perdura.models.ShippedModels;
import org.perdura.nn.Device;
import org.perdura.nn.Precision;
import org.perdura.nn.Torch;

/** What there is: Java, processor, memory, native libraries, codecs. */
final class Machine {

  /** Those that decide how fast networks are. */
  private static final List<String> FEATURES =
      List.of("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16", "asimd", "bf16");

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Adds a line for each fact; one that cannot be told says why. */
  static void describe(Map<String, String> facts) {
    Runtime java = Runtime.getRuntime();
    facts.put(
        "Java",
        "%s (%s), at most %d MB for itself"
            .formatted(
                Runtime.version(), System.getProperty("java.vendor"), java.maxMemory() >> 20));
    facts.put(
        "system",
        "%s %s, %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")));
    facts.put("processor", "%d x %s".formatted(java.availableProcessors(), processor()));
    facts.put("features", features());
    facts.put("memory", memory());
    facts.put("temporary", temporary());
    tell(facts, "LibTorch", () -> Torch.version() + ", for " + Torch.cpuCapability());
    tell(
        facts,
        "networks",
        () -> "on %s in %s".formatted(word(Device.of("auto")), word(Precision.of("auto"))));
    tell(
        facts,
        "convolutions",
        () ->
            Torch.hasOneDnn()
                ? "by oneDNN"
                : "right, but some four times slower: without oneDNN, which is not there or computes"
                    + " wrongly here, as where a virtual machine hides the processor's caches");
    tell(facts, "FFmpeg", FfmpegBuild::version);
    tell(facts, "  writes", () -> String.join(" ", FfmpegBuild.encoders()));
    tell(facts, "  reads", () -> String.join(" ", FfmpegBuild.decoders()));
    tell(facts, "OpenCV", OpenCvBuild::version);
    facts.put("models", String.join(" ", ShippedModels.names()));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static void tell(Map<String, String> facts, String name, Supplier<String> fact) {
    String text;
    try {
      text = fact.get();
    } catch (RuntimeException | LinkageError e) {
      text = "cannot be used: " + Failures.line(e);
    }
    facts.put(name, text);
  }

  private static String processor() {
    return line("model name");
  }

  private static String features() {
    List<String> there = Arrays.asList((line("flags") + " " + line("Features")).split("\\s+", -1));
    String known = FEATURES.stream().filter(there::contains).collect(Collectors.joining(" "));
    return known.isEmpty() ? "unknown on this system" : known;
  }

  /** What the first processor says of itself under a heading. */
  private static String line(String heading) {
    if (!Files.isReadable(PROCESSORS)) {
      return "unknown";
    }
    try (var lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith(heading))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse("unknown");
    } catch (IOException | UncheckedIOException e) {
      return "unknown";
    }
  }

  private static String memory() {
    long physical = EngineOptions.physicalMemory();
    return "%d MB, of which upscaling takes %d MB unless --memory says otherwise"
        .formatted(physical >> 20, EngineOptions.defaultMemory(physical) >> 20);
  }

  private static String temporary() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      return "%s, %d MB free".formatted(folder, Files.getFileStore(folder).getUsableSpace() >> 20);
    } catch (IOException e) {
      return folder + ": cannot be used: " + Failures.line(e);
    }
  }
}
