package org.perdura.nn;

import org.bytedeco.pytorch.global.torch;

/** Where tensors live and operations run. */
public enum Device {
  /** The processor. */
  CPU("cpu"),
  /** The first graphics card of NVIDIA's kind. */
  CUDA("cuda");

  private final String torchName;

  Device(String torchName) {
    this.torchName = torchName;
  }

  org.bytedeco.pytorch.Device torchDevice() {
    return new org.bytedeco.pytorch.Device(torchName);
  }

  /**
   * The device of that name.
   *
   * @param name "cpu", "cuda", or "auto" for the fastest at hand
   * @throws IllegalArgumentException if there is none of that name, or it cannot be used here
   */
  public static Device of(String name) {
    Torch.load();
    return switch (name) {
      case "auto" -> torch.cuda_is_available() ? CUDA : CPU;
      case "cpu" -> CPU;
      case "cuda" -> {
        if (!torch.cuda_is_available()) {
          throw new IllegalArgumentException(
              "--device cuda: no CUDA device at hand; build with -Pcuda and install its driver,"
                  + " or use --device cpu");
        }
        yield CUDA;
      }
      default ->
          throw new IllegalArgumentException("--device " + name + ": must be auto, cpu or cuda");
    };
  }
}
