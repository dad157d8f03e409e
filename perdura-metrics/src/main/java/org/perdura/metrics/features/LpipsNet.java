package org.perdura.metrics.features;

import java.io.IOException;
import java.util.Locale;
import org.perdura.models.PerceptualWeights;

/** The networks LPIPS is defined with; figures of one do not compare with another's. */
public enum LpipsNet {
  /** SqueezeNet 1.1, which comes with Perdura. */
  SQUEEZE(140) {
    @Override
    FeatureNetwork network(WeightFile given) throws IOException {
      return new SqueezeNetFeatures(WeightFile.shipped(PerceptualWeights.SQUEEZENET));
    }

    @Override
    WeightFile heads(WeightFile given) throws IOException {
      return WeightFile.shipped(PerceptualWeights.LPIPS_SQUEEZE_HEADS);
    }

    @Override
    int[] spacings() {
      return new int[] {2, 4, 8, 16, 16, 16, 16};
    }

    @Override
    int[] channels() {
      return new int[] {64, 128, 256, 384, 384, 512, 512};
    }
  },
  /** AlexNet, which most papers count with; only its heads come with Perdura. */
  ALEX(42) {
    @Override
    FeatureNetwork network(WeightFile given) throws IOException {
      return new AlexNetFeatures(given);
    }

    @Override
    WeightFile heads(WeightFile given) throws IOException {
      return WeightFile.shipped(PerceptualWeights.LPIPS_ALEX_HEADS);
    }

    @Override
    int[] spacings() {
      return new int[] {4, 8, 16, 16, 16};
    }

    @Override
    int[] channels() {
      return new int[] {64, 192, 384, 256, 256};
    }
  },
  /** VGG-16; its weights and its heads must be given. */
  VGG(488) {
    @Override
    FeatureNetwork network(WeightFile given) throws IOException {
      return new Vgg16Features(given);
    }

    @Override
    WeightFile heads(WeightFile given) {
      return given;
    }

    @Override
    int[] spacings() {
      return new int[] {1, 2, 4, 8, 16};
    }

    @Override
    int[] channels() {
      return new int[] {64, 128, 256, 512, 512};
    }
  };

  private final int bytesPerPixel;

  LpipsNet(int bytesPerPixel) {
    this.bytesPerPixel = bytesPerPixel;
  }

  /** As LPIPS' own package calls it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether LPIPS with it can be counted without any file. */
  public boolean isShipped() {
    return this == SQUEEZE;
  }

  abstract FeatureNetwork network(WeightFile given) throws IOException;

  /** Tensors {@code lin0.model.1.weight} and so on, {@code [1, c, 1, 1]}. */
  abstract WeightFile heads(WeightFile given) throws IOException;

  /** The channels of each layer. */
  abstract int[] channels();

  /** Pixels of the picture from one position of each layer to the next. */
  abstract int[] spacings();

  /** What all features take for each pixel of the picture. */
  int bytesPerPixel() {
    return bytesPerPixel;
  }
}
