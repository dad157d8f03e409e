package org.perdura.nn;

import java.util.Locale;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** In which numbers convolutions and matrix products are computed. */
public enum Precision {
  /** Plain float. */
  FP32,
  /** bfloat16 products, accumulated in float; everything that needs it stays float. */
  BF16;

  static {
    Torch.load();
  }

  /**
   * The precision of that name.
   *
   * @param name "fp32", "bf16", or "auto": bf16 where the processor has it in hardware
   */
  public static Precision of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "auto" -> Torch.hasFastBf16() ? BF16 : FP32;
      case "fp32" -> FP32;
      case "bf16" -> BF16;
      default ->
          throw new IllegalArgumentException("precision " + name + ": must be auto, fp32 or bf16");
    };
  }

  /** Computes in this precision on this thread until the returned object is closed. */
  public Autocast autocast() {
    return new Autocast(this == BF16);
  }

  /** A stretch of code under one precision. */
  public static final class Autocast implements AutoCloseable {

    private final boolean before = torch.is_autocast_enabled(DeviceType.CPU);

    private Autocast(boolean enabled) {
      // The cache of converted weights would outlive an optimiser's step and go stale.
      torch.set_autocast_cache_enabled(false);
      torch.set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
      torch.set_autocast_dtype(DeviceType.CUDA, ScalarType.BFloat16);
      set(enabled);
    }

    private static void set(boolean enabled) {
      torch.set_autocast_enabled(DeviceType.CPU, enabled);
      torch.set_autocast_enabled(DeviceType.CUDA, enabled);
    }

    @Override
    public void close() {
      set(before);
    }
  }
}
