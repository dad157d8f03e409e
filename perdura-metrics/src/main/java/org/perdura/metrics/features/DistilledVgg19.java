package org.perdura.metrics.features;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.perdura.models.PerceptualWeights;
import org.perdura.nn.Conv2d;
import org.perdura.nn.Functional.Border;
import org.perdura.nn.Module;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

/**
 * VGG-19 distilled to a sixteenth of its weights, a quarter of the channels in each layer (Wang et
 * al. 2020, "Collaborative Distillation for Ultra-Resolution Universal Style Transfer", arXiv
 * 2003.08436). It ends at conv5_1, so conv2_2, conv3_4, conv4_4 and conv5_1 are looked at: the
 * nearest there is to the conv2_2, conv3_4, conv4_4 and conv5_4 of {@link Vgg19Features}. Its
 * convolutions mirror the picture at the border; the 1x1 convolution in front turns R'G'B' in [0,
 * 1] into the mean-free BGR of 255 that VGG learned from.
 *
 * <p>The 1x1 layers in its file that map channels to VGG's own widths served its training and are
 * left out: they exist for the first layer of each stage only.
 */
public final class DistilledVgg19 extends Module implements FeatureNetwork {

  private static final int[][] WIDTHS = {
    {16, 16}, {32, 32}, {64, 64, 64, 64}, {128, 128, 128, 128}, {128}
  };

  /** 2 pixels at conv5_1, the fewest that can be mirrored. */
  private static final int LEAST = 32;

  private final Conv2d colour;
  private final ConvChain chain;

  private DistilledVgg19() {
    colour = child("conv0", new Conv2d(3, 3, 1, new SplittableRandom(0)));
    chain =
        child(
            "features",
            new ConvChain(
                WIDTHS,
                Set.of("conv2_2", "conv3_4", "conv4_4", "conv5_1"),
                Border.REFLECT,
                (stage, index, operation) -> "conv" + stage + index));
  }

  /** Loads the weights that come with Perdura. */
  public static DistilledVgg19 shipped() throws IOException {
    var network = new DistilledVgg19();
    try (var scope = new Scope()) {
      WeightFile.shipped(PerceptualWeights.VGG19_DISTILLED)
          .renamed(name -> name.startsWith("conv0.") ? name : "features." + name)
          .into(network, "the distilled VGG-19");
      return network;
    }
  }

  @Override
  public List<Tensor> features(Tensor pictures) {
    ImageNet.requireSize(pictures, "the distilled VGG-19", LEAST);
    return chain.forward(colour.forward(pictures));
  }

  @Override
  public List<String> layers() {
    return chain.taps();
  }
}
