package org.perdura.models;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The weights of networks that others trained to see, as .safetensors; their licences lie beside
 * them.
 */
public enum PerceptualWeights {
  /** The convolutions of torchvision's SqueezeNet 1.1, named {@code 3.squeeze.weight}; BSD-3. */
  SQUEEZENET("squeezenet1_1-features"),
  /** LPIPS 0.1 (Zhang et al. 2018): how much each channel of SqueezeNet counts; BSD-2. */
  LPIPS_SQUEEZE_HEADS("lpips-v0.1-squeeze-heads"),
  /** LPIPS 0.1: how much each channel of AlexNet counts, whose own weights are not here; BSD-2. */
  LPIPS_ALEX_HEADS("lpips-v0.1-alex-heads"),
  /**
   * VGG-19 up to conv5_1, distilled to a sixteenth of its weights (Wang et al. 2020, "Collaborative
   * Distillation"); MIT.
   */
  VGG19_DISTILLED("vgg19-distilled16x-conv5_1");

  private final String file;

  PerceptualWeights(String file) {
    this.file = file + ".safetensors";
  }

  /** What messages call it. */
  public String file() {
    return file;
  }

  public InputStream open() throws IOException {
    InputStream in = PerceptualWeights.class.getResourceAsStream("perceptual/" + file);
    if (in == null) {
      throw new FileNotFoundException(file + ": missing in perdura-models");
    }
    return in;
  }
}
