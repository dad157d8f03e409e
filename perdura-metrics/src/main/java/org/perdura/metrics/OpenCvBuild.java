package org.perdura.metrics;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.perdura.nn.Torch;

/** The build of OpenCV that metrics use. */
public final class OpenCvBuild {

  private OpenCvBuild() {}

  /** Its version, from the library itself. */
  public static String version() {
    // Both bring OpenBLAS along: LibTorch first, which is particular about how it is unpacked.
    Torch.load();
    Loader.load(opencv_core.class);
    return opencv_core.getVersionString().getString().trim();
  }
}
