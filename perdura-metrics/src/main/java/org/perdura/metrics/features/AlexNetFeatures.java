package org.perdura.metrics.features;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.perdura.nn.Conv2d;
import org.perdura.nn.Functional;
import org.perdura.nn.Module;
import org.perdura.nn.Tensor;

/**
 * AlexNet (Krizhevsky 2014, "One weird trick") as torchvision trained it, with the layers that
 * LPIPS looks at: all five convolutions.
 */
final class AlexNetFeatures extends Module implements FeatureNetwork {

  /** What leaves a pixel to the last layers. */
  private static final int LEAST = 31;

  /** Torchvision's numbers of the convolutions in {@code features}. */
  private static final List<Integer> NUMBERS = List.of(0, 3, 6, 8, 10);

  private final Conv2d[] convolutions;

  AlexNetFeatures(WeightFile weights) throws IOException {
    var random = new SplittableRandom(0); // soon overwritten by the weights
    convolutions =
        new Conv2d[] {
          new Conv2d(3, 64, 11, 4, 2, true, 1, random),
          new Conv2d(64, 192, 5, random),
          new Conv2d(192, 384, 3, random),
          new Conv2d(384, 256, 3, random),
          new Conv2d(256, 256, 3, random)
        };
    for (int i = 0; i < convolutions.length; i++) {
      child("features." + NUMBERS.get(i), convolutions[i]);
    }
    weights.into(this, "the weights of torchvision's alexnet");
  }

  @Override
  public List<Tensor> features(Tensor pictures) {
    ImageNet.requireSize(pictures, "AlexNet", LEAST);
    Tensor first = convolutions[0].forward(ImageNet.normalize(pictures)).relu();
    Tensor second = convolutions[1].forward(halved(first)).relu();
    Tensor third = convolutions[2].forward(halved(second)).relu();
    Tensor fourth = convolutions[3].forward(third).relu();
    Tensor fifth = convolutions[4].forward(fourth).relu();
    return List.of(first, second, third, fourth, fifth);
  }

  private static Tensor halved(Tensor x) {
    return Functional.maxPool2d(x, 3, 2, false);
  }

  @Override
  public List<String> layers() {
    return List.of("conv1", "conv2", "conv3", "conv4", "conv5");
  }
}
