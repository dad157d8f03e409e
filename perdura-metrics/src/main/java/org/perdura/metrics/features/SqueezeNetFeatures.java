package org.perdura.metrics.features;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.perdura.models.PerceptualWeights;
import org.perdura.nn.Conv2d;
import org.perdura.nn.Functional;
import org.perdura.nn.Module;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

/**
 * SqueezeNet 1.1 (Iandola et al. 2016) as torchvision trained it, with the layers that LPIPS looks
 * at: the outputs of layers 1, 4, 7, 9, 10, 11 and 12 of torchvision's {@code features}, counted
 * from 0.
 */
public final class SqueezeNetFeatures extends Module implements FeatureNetwork {

  /** What leaves the last layers a pixel. */
  private static final int LEAST = 17;

  private final Conv2d first;
  private final List<Fire> fires; // layers 3, 4, 6, 7, 9, 10, 11, 12

  SqueezeNetFeatures(WeightFile weights) throws IOException {
    var random = new SplittableRandom(0); // soon overwritten by the weights
    first = child("0", new Conv2d(3, 64, 3, 2, 0, true, 1, random));
    fires =
        List.of(
            child("3", new Fire(64, 16, 64, random)),
            child("4", new Fire(128, 16, 64, random)),
            child("6", new Fire(128, 32, 128, random)),
            child("7", new Fire(256, 32, 128, random)),
            child("9", new Fire(256, 48, 192, random)),
            child("10", new Fire(384, 48, 192, random)),
            child("11", new Fire(384, 64, 256, random)),
            child("12", new Fire(512, 64, 256, random)));
    weights.into(this, "the features of torchvision's squeezenet1_1");
  }

  /** Loads the weights that come with Perdura. */
  public static SqueezeNetFeatures shipped() throws IOException {
    try (var scope = new Scope()) {
      return new SqueezeNetFeatures(WeightFile.shipped(PerceptualWeights.SQUEEZENET));
    }
  }

  @Override
  public List<Tensor> features(Tensor pictures) {
    ImageNet.requireSize(pictures, "SqueezeNet", LEAST);
    var seen = new ArrayList<Tensor>();
    Tensor x = first.forward(ImageNet.normalize(pictures)).relu();
    seen.add(x);
    for (int i = 0; i < fires.size(); i++) {
      boolean pooledBefore = i == 0 || i == 2 || i == 4;
      x = fires.get(i).forward(pooledBefore ? Functional.maxPool2d(x, 3, 2, true) : x);
      boolean unseen = i == 0 || i == 2;
      if (!unseen) {
        seen.add(x);
      }
    }
    return seen;
  }

  @Override
  public List<String> layers() {
    return List.of("relu1", "fire3", "fire5", "fire6", "fire7", "fire8", "fire9");
  }

  /** Few channels, then many, half of them from 3x3 pixels. */
  private static final class Fire extends Module {

    private final Conv2d squeeze;
    private final Conv2d expand1x1;
    private final Conv2d expand3x3;

    Fire(int in, int few, int many, RandomGenerator random) {
      squeeze = child("squeeze", new Conv2d(in, few, 1, random));
      expand1x1 = child("expand1x1", new Conv2d(few, many, 1, random));
      expand3x3 = child("expand3x3", new Conv2d(few, many, 3, random));
    }

    Tensor forward(Tensor x) {
      Tensor squeezed = squeeze.forward(x).relu();
      return Tensor.cat(1, expand1x1.forward(squeezed).relu(), expand3x3.forward(squeezed).relu());
    }
  }
}
