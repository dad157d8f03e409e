package org.perdura.video.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.perdura.nn.Conv2d;
import org.perdura.nn.ConvTranspose2d;
import org.perdura.nn.Functional;
import org.perdura.nn.Functional.Border;
import org.perdura.nn.MemoryLayout;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.motion.FlowNetwork;

/**
 * The generator of FRVSR (Sajjadi et al. 2018) and TecoGAN (Chu et al. 2020, appendix A): residual
 * blocks at low-res, two transposed convolutions, bicubic skip, and a learned flow network.
 */
public final class ReferenceGenerator extends VideoGenerator {

  private static final int RGB = 3;
  private static final int PHASES = SCALE * SCALE;

  /** Of a strip of the last layers, at twice the low-res size. */
  private static final long STRIP_PIXELS = 12_000;

  private static final long LEAST_STRIP_ROWS = 16;

  /**
   * Factor on fresh weights that are added to what is there: with 1, every frame would be many
   * times as large as the one it was made from, and a roll-out of ten have no finite gradient.
   */
  private static final double FIRST_GAIN = 0.1;

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
      blocks.add(child("blocks." + i, new ResidualBlock(channels, FIRST_GAIN, random)));
    }
    up1 = child("up1", new ConvTranspose2d(channels, channels, 3, 2, 1, 1, true, 1, random));
    up2 = child("up2", new ConvTranspose2d(channels, channels, 3, 2, 1, 1, true, 1, random));
    last = child("last", new Conv2d(channels, RGB, 3, 1, 1, true, FIRST_GAIN, random));
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
    Tensor x = trunk(Tensor.cat(1, low, before)); // [n, channels, 2h, 2w]
    x = MemoryLayout.current() == MemoryLayout.PLAIN ? finish(x) : finishInStrips(x);
    try (var fp32 = Precision.FP32.autocast()) {
      return alignment.bicubic(low).add(x);
    }
  }

  /** All that comes before the last upsampling: {@code [n, 51, h, w]} to twice the size. */
  private Tensor trunk(Tensor input) {
    Tensor x = Scope.of(() -> first.forward(input).reluInPlace());
    for (ResidualBlock block : blocks) {
      // Memory given back at once is still in the processor's cache for the next block.
      x = Scope.then(x, block::forward);
    }
    return Scope.then(x, trunk -> up1.forward(trunk).reluInPlace());
  }

  /** The last two layers: {@code [n, channels, 2h, 2w]} to {@code [n, 3, 4h, 4w]}. */
  private Tensor finish(Tensor x) {
    return last.forward(up2.forward(x).reluInPlace());
  }

  /**
   * The same in a third of the time. The high-res features are larger than any cache, so they are
   * never made as a whole; and since three output channels fill a fifth of the processor's vectors,
   * the last convolution makes four output pixels at once.
   */
  private Tensor finishInStrips(Tensor x) {
    Tensor weight = lastOfFourPixels();
    Tensor bias = last.bias().reshape(RGB, 1).expand(RGB, 4).reshape(4L * RGB);
    long height = x.size(2);
    long rows = Math.max(LEAST_STRIP_ROWS, STRIP_PIXELS / x.size(3));
    var strips = new ArrayList<Tensor>();
    for (long top = 0; top < height; top += rows) {
      long start = Math.max(0, top - 1);
      long end = Math.min(height, top + rows + 1);
      long skipped = top - start;
      long kept = Math.min(rows, height - top);
      strips.add(
          Scope.of(
              () -> {
                Tensor high = up2.forward(x.narrow(2, start, end - start)).reluInPlace();
                return Functional.conv2d(high, weight, bias, 2, 1, 1).narrow(2, skipped, kept);
              }));
    }
    return Functional.pixelShuffle(Tensor.cat(2, strips), 2);
  }

  /**
   * The last convolution's weights for the four pixels of a 2x2 block: {@code [12, channels, 4,
   * 4]}, to be used with stride 2; each pixel's kernel is shifted to its place.
   */
  private Tensor lastOfFourPixels() {
    var shifted = new ArrayList<Tensor>();
    for (int y = 0; y < 2; y++) {
      for (int x = 0; x < 2; x++) {
        shifted.add(Functional.pad(last.weight(), Border.ZERO, x, 1 - x, y, 1 - y));
      }
    }
    return Tensor.stack(1, shifted).reshape(4L * RGB, channels, 4, 4).channelsLast();
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

  @Override
  public long bandBytesPerPixel() {
    // The blocks' maps are freed as they go: five at a time, and the four times larger next one.
    long unfolded = Math.max(first.unfoldedBytes(), up1.unfoldedBytes());
    return HIGH_RES_BYTES_PER_PIXEL + (long) Float.BYTES * channels * (5 + 4) + unfolded;
  }

  @Override
  public long flowBytesPerPixel() {
    // Its encoder and decoder have 32 channels at full size, and more below.
    return 1500 + flowNetwork.unfoldedBytes();
  }
}
