package org.perdura.nn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/** The LibTorch runtime of this process: loading, threads, what the processor can do. */
public final class Torch {

  private static final boolean ONE_DNN;

  static {
    // JavaCPP stops with an OutOfMemoryError at a multiple of the Java heap, which says nothing
    // about native memory here: Scope and the callers' own limits bound it.
    setDefault("org.bytedeco.javacpp.maxBytes", "0");
    setDefault("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    unpackLibraries();
    // NNPACK would take small convolutions where oneDNN does not. On processors that it does not
    // know, as in many virtual machines, it writes a warning for every single one of them.
    torch.globalContext().setUserEnabledNNPACK(false);
    ONE_DNN =
        !"off".equals(System.getProperty("perdura.onednn"))
            && Context.hasMKLDNN()
            && OneDnn.isRight();
    torch.globalContext().setUserEnabledMkldnn(ONE_DNN);
  }

  private Torch() {}

  /**
   * Unpacks all native libraries before the first is loaded. JavaCPP by itself unpacks and loads in
   * turns; LibTorch then finds only some of the libraries beside it and the process crashes, on
   * every machine's first start.
   */
  private static void unpackLibraries() {
    for (String library : List.of("javacpp", "openblas", "pytorch")) {
      String folder = "/org/bytedeco/" + library + "/" + Loader.getPlatform() + "/";
      try {
        Loader.cacheResources(folder);
      } catch (IOException e) {
        throw new UncheckedIOException("unpacking the native libraries of " + library, e);
      }
    }
  }

  private static void setDefault(String key, String value) {
    String lower = key.toLowerCase(Locale.ROOT);
    if (System.getProperty(key) == null && System.getProperty(lower) == null) {
      System.setProperty(key, value);
      System.setProperty(lower, value);
    }
  }

  /** Loads the native libraries, if that has not happened yet. */
  public static void load() {}

  /** How many threads one operation may use; results may differ in rounding between counts. */
  public static void threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(count + " threads: must be 1 or more");
    }
    torch.set_num_threads(count);
    // Products of float matrices are OpenBLAS's, which has threads of its own. One more than there
    // are free processors, and small products, as of Muon, take many times as long.
    openblas_nolapack.blas_set_num_threads(count);
  }

  public static int threads() {
    return torch.get_num_threads();
  }

  /**
   * Gives memory that was freed, but is held ready for the next tensors, back to the system. Takes
   * some milliseconds, and those that the next tensors need to have it again. Does nothing where
   * the system's allocator is not glibc's.
   */
  public static void trimMemory() {
    Pointer.trimMemory();
  }

  /** The version of LibTorch, and that of its Java binding. */
  public static String version() {
    try {
      return Loader.getVersion("org.bytedeco", "pytorch");
    } catch (IOException e) {
      return "unknown"; // jars merged without their properties
    }
  }

  /** For which of the processor's instructions LibTorch has chosen its code, such as AVX512. */
  public static String cpuCapability() {
    return torch.get_cpu_capability().getString();
  }

  /**
   * Whether oneDNN, which makes convolutions fast on processors, is used. It is not where this
   * build has none, where it computes wrongly, as in some virtual machines that hide the
   * processor's caches, and where the system property {@code perdura.onednn} is {@code off}:
   * networks take some four times as long then, in the same precision.
   */
  public static boolean hasOneDnn() {
    return ONE_DNN;
  }

  /**
   * Whether bfloat16 is faster than float here: the processor multiplies it in hardware, and
   * oneDNN, which asks it to, is used.
   */
  public static boolean hasFastBf16() {
    if (!ONE_DNN) {
      return false;
    }
    Path cpuInfo = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(cpuInfo)) {
      return false;
    }
    try (var lines = Files.lines(cpuInfo)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> line.contains("avx512_bf16") || line.contains("amx_bf16"))
          .orElse(false);
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
