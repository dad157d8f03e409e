package org.perdura.video.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.perdura.nn.Conv2d;
import org.perdura.nn.ConvTranspose2d;
import org.perdura.nn.Precision;
import org.perdura.nn.Tensor;
import org.perdura.video.motion.FlowNetwork;

/**
 * The generator of FRVSR (Sajjadi et al. 2018) and TecoGAN (Chu et al. 2020, appendix A): residual
 * blocks at low-res, two transposed convolutions, bicubic skip, and a learned flow network.
 */
public final class ReferenceGenerator extends VideoGenerator {

  private static final int RGB = 3;
  private static final int PHASES = SCALE * SCALE;

  private final int channels;
  private final FlowNetwork flowNetwork;
  private final Conv2d first;
  private final List<ResidualBlock> blocks = new ArrayList<>();
  private final ConvTranspose2d up1;
  private final ConvTranspose2d up2;
  private final Conv2d last;

  public ReferenceGenerator(int channels, int depth, RandomGenerator random) {
    this.channels = channels;
    flowNetwork = child("flow", new FlowNetwork(random));
    first = child("first", new Conv2d(RGB + RGB * PHASES, channels, 3, random));
    for (int i = 0; i < depth; i++) {
      blocks.add(child("blocks." + i, new ResidualBlock(channels, 1, random)));
    }
    up1 = child("up1", new ConvTranspose2d(channels, channels, 3, 2, 1, 1, true, 1, random));
    up2 = child("up2", new ConvTranspose2d(channels, channels, 3, 2, 1, 1, true, 1, random));
    last = child("last", new Conv2d(channels, RGB, 3, random));
  }

  @Override
  protected Tensor estimateFlow(Tensor low, Previous previous) {
    return flowNetwork.forward(previous.low(), low);
  }

  @Override
  public Tensor generate(Tensor low, Tensor warped) {
    Tensor before =
        warped == null
            ? Tensor.zeros(low.size(0), RGB * PHASES, low.size(2), low.size(3)).toDeviceOf(low)
            : warped;
    Tensor x = first.forward(Tensor.cat(1, low, before)).relu();
    for (ResidualBlock block : blocks) {
      x = block.forward(x);
    }
    x = up2.forward(up1.forward(x).relu()).relu(); // [n, channels, 4h, 4w]
    x = last.forward(x);
    try (var fp32 = Precision.FP32.autocast()) {
      return alignment.bicubic(low).add(x);
    }
  }

  @Override
  public int receptiveRadius() {
    // The layers after the upsampling see less than two low-res pixels.
    return 1 + 2 * blocks.size() + 2;
  }

  @Override
  public long multiplyAddsPerPixel() {
    long nine = 9;
    long square = (long) channels * channels;
    long trunk = nine * channels * (RGB + RGB * PHASES) + nine * square * 2 * blocks.size();
    // A transposed convolution of stride 2 costs nine products for each input pixel.
    long up = nine * square + nine * square * 4;
    return trunk + up + nine * channels * RGB * PHASES + FlowNetwork.MULTIPLY_ADDS_PER_PIXEL;
  }
}
