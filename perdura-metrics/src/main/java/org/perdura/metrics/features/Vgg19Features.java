package org.perdura.metrics.features;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.perdura.nn.Functional.Border;
import org.perdura.nn.Module;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

/**
 * VGG-19 (Simonyan and Zisserman 2014) as torchvision trained it: what TecoGAN's perceptual loss
 * looks at, which is the layers conv2_2, conv3_4, conv4_4 and conv5_4 (Chu et al. 2020, table 1).
 */
public final class Vgg19Features extends Module implements FeatureNetwork {

  private static final int[][] WIDTHS = {
    {64, 64}, {128, 128}, {256, 256, 256, 256}, {512, 512, 512, 512}, {512, 512, 512, 512}
  };
  private static final int LEAST = 16;

  private final ConvChain chain;

  private Vgg19Features() {
    chain =
        child(
            "features",
            new ConvChain(
                WIDTHS,
                Set.of("conv2_2", "conv3_4", "conv4_4", "conv5_4"),
                Border.ZERO,
                (stage, index, operation) -> Integer.toString(operation)));
  }

  /**
   * Loads the weights.
   *
   * @param file torchvision's state dict of vgg19, .pth or .safetensors ({@code
   *     features.34.weight}); the classifier in it is passed over
   * @throws IOException one line saying what is wrong with the file
   */
  public static Vgg19Features load(Path file) throws IOException {
    var network = new Vgg19Features();
    try (var scope = new Scope()) {
      WeightFile.read(file).into(network, "the weights of torchvision's vgg19");
      return network;
    }
  }

  @Override
  public List<Tensor> features(Tensor pictures) {
    ImageNet.requireSize(pictures, "VGG-19", LEAST);
    return chain.forward(ImageNet.normalize(pictures));
  }

  @Override
  public List<String> layers() {
    return chain.taps();
  }
}
