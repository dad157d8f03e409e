package org.perdura.metrics.features;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.perdura.nn.Functional.Border;
import org.perdura.nn.Module;
import org.perdura.nn.Tensor;

/**
 * VGG-16 (Simonyan and Zisserman 2014) as torchvision trained it, with the layers that LPIPS looks
 * at: the last of each stage.
 */
final class Vgg16Features extends Module implements FeatureNetwork {

  private static final int[][] WIDTHS = {
    {64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}
  };
  private static final int LEAST = 16;

  private final ConvChain chain;

  Vgg16Features(WeightFile weights) throws IOException {
    chain =
        child(
            "features",
            new ConvChain(
                WIDTHS,
                Set.of("conv1_2", "conv2_2", "conv3_3", "conv4_3", "conv5_3"),
                Border.ZERO,
                (stage, index, operation) -> Integer.toString(operation)));
    weights.into(this, "the weights of torchvision's vgg16");
  }

  @Override
  public List<Tensor> features(Tensor pictures) {
    ImageNet.requireSize(pictures, "VGG-16", LEAST);
    return chain.forward(ImageNet.normalize(pictures));
  }

  @Override
  public List<String> layers() {
    return chain.taps();
  }
}
