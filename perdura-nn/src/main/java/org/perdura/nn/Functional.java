package org.perdura.nn;

import java.util.Arrays;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The operations that networks are made of, as functions of tensors. */
public final class Functional {

  private Functional() {}

  /** How {@link #pad} and {@link #gridSample} continue a picture beyond its border. */
  public enum Border {
    /** Zeros beyond the border. */
    ZERO("constant", 0),
    /** The border sample goes on. */
    REPLICATE("replicate", 1),
    /** Mirrored about the border sample, which is not repeated ("reflect 101"). */
    REFLECT("reflect", 2);

    private final String padName;
    private final int gridSampleMode;

    Border(String padName, int gridSampleMode) {
      this.padName = padName;
      this.gridSampleMode = gridSampleMode;
    }
  }

  /** How {@link #gridSample} reads between samples. */
  public enum Interpolation {
    /** Linear in every dimension, so trilinear in volumes. */
    BILINEAR(0),
    /** The nearest sample; its position gets no gradient. */
    NEAREST(1),
    /** Keys' cubic with a = -0.75, in pictures only. */
    BICUBIC(2);

    private final int gridSampleMode;

    Interpolation(int gridSampleMode) {
      this.gridSampleMode = gridSampleMode;
    }
  }

  private static TensorOptional optional(Tensor tensor) {
    return tensor == null ? new TensorOptional() : new TensorOptional(tensor.pointer());
  }

  /**
   * 2D convolution (cross-correlation).
   *
   * @param x {@code [n, in, h, w]}
   * @param weight {@code [out, in / groups, kh, kw]}
   * @param bias {@code [out]} or null
   * @param padding zeros on each side
   * @return {@code [n, out, (h + 2 padding - kh) / stride + 1, ...]}
   */
  public static Tensor conv2d(
      Tensor x, Tensor weight, Tensor bias, int stride, int padding, int groups) {
    return Tensor.wrap(
        torch.conv2d(
            x.pointer(),
            weight.pointer(),
            optional(bias),
            new long[] {stride, stride},
            new long[] {padding, padding},
            new long[] {1, 1},
            groups));
  }

  /**
   * 3D convolution.
   *
   * @param x {@code [n, in, d, h, w]}
   * @param weight {@code [out, in, kd, kh, kw]}
   * @param bias {@code [out]} or null
   */
  public static Tensor conv3d(Tensor x, Tensor weight, Tensor bias, int stride, int padding) {
    return Tensor.wrap(
        torch.conv3d(
            x.pointer(),
            weight.pointer(),
            optional(bias),
            new long[] {stride, stride, stride},
            new long[] {padding, padding, padding},
            new long[] {1, 1, 1},
            1));
  }

  /**
   * Transposed 2D convolution.
   *
   * @param x {@code [n, in, h, w]}
   * @param weight {@code [in, out, kh, kw]}
   * @param outputPadding added to one side of the output, to settle its size
   * @return {@code [n, out, (h - 1) stride - 2 padding + kh + outputPadding, ...]}
   */
  public static Tensor convTranspose2d(
      Tensor x, Tensor weight, Tensor bias, int stride, int padding, int outputPadding) {
    return Tensor.wrap(
        torch.conv_transpose2d(
            x.pointer(),
            weight.pointer(),
            optional(bias),
            new long[] {stride, stride},
            new long[] {padding, padding},
            new long[] {outputPadding, outputPadding},
            1,
            1,
            1));
  }

  /** Transposed 3D convolution; see {@link #convTranspose2d}. */
  public static Tensor convTranspose3d(
      Tensor x, Tensor weight, Tensor bias, int stride, int padding, int outputPadding) {
    return Tensor.wrap(
        torch.conv_transpose3d(
            x.pointer(),
            weight.pointer(),
            optional(bias),
            new long[] {stride, stride, stride},
            new long[] {padding, padding, padding},
            new long[] {outputPadding, outputPadding, outputPadding},
            1,
            1,
            1,
            1));
  }

  /**
   * x weight^T + bias.
   *
   * @param x {@code [n, in]}
   * @param weight {@code [out, in]}
   */
  public static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    return Tensor.wrap(torch.linear(x.pointer(), weight.pointer(), optional(bias)));
  }

  /**
   * Batch normalisation over all dimensions but the channels.
   *
   * @param runningMean {@code [c]}, updated while training
   * @param runningVariance {@code [c]}, updated while training
   */
  public static Tensor batchNorm(
      Tensor x,
      Tensor weight,
      Tensor bias,
      Tensor runningMean,
      Tensor runningVariance,
      boolean training,
      double momentum,
      double eps) {
    return Tensor.wrap(
        torch.batch_norm(
            x.pointer(),
            optional(weight),
            optional(bias),
            optional(runningMean),
            optional(runningVariance),
            training,
            momentum,
            eps,
            false));
  }

  /**
   * Continues a tensor beyond its borders.
   *
   * @param amounts before and after, from the last dimension: {@code left, right, top, bottom, ...}
   */
  public static Tensor pad(Tensor x, Border border, long... amounts) {
    return Tensor.wrap(torch.pad(x.pointer(), amounts, border.padName, new DoubleOptional()));
  }

  /** Averages size x size blocks; {@code [n, c, h, w]} to {@code [n, c, h / size, w / size]}. */
  public static Tensor averagePool2d(Tensor x, int size) {
    return Tensor.wrap(torch.avg_pool2d(x.pointer(), size, size));
  }

  /**
   * The mean over a square around each pixel, zeros beyond the border: {@code [n, c, h, w]} to the
   * same.
   *
   * @param size the square's side, odd
   */
  public static Tensor boxBlur(Tensor x, int size) {
    long half = size / 2;
    Tensor padded = pad(x, Border.ZERO, half, half, half, half);
    float[] weights = new float[size];
    Arrays.fill(weights, 1f / size);
    return correlate(correlate(padded, 3, weights), 2, weights);
  }

  /**
   * Weighted sums of neighbours along one dimension, the same weights for all channels. Sums of
   * shifted tensors: many times faster here than a convolution or pooling of one channel.
   *
   * @param weights of the neighbours, from the first
   * @return shorter by {@code weights.length - 1} in that dimension
   */
  public static Tensor correlate(Tensor x, int dim, float[] weights) {
    long length = x.size(dim) - weights.length + 1;
    Tensor sum = x.narrow(dim, 0, length).mul(weights[0]);
    for (int i = 1; i < weights.length; i++) {
      sum.addInPlace(x.narrow(dim, i, length), weights[i]);
    }
    return sum;
  }

  /** The largest of each size x size block. */
  public static Tensor maxPool2d(Tensor x, int size) {
    return Tensor.wrap(torch.max_pool2d(x.pointer(), size, size));
  }

  /**
   * The largest of each size x size square, a square every stride pixels.
   *
   * @param partial whether a last square that reaches beyond the border counts ("ceil mode")
   */
  public static Tensor maxPool2d(Tensor x, int size, int stride, boolean partial) {
    return Tensor.wrap(
        torch.max_pool2d(
            x.pointer(),
            new long[] {size, size},
            new long[] {stride, stride},
            new long[] {0, 0},
            new long[] {1, 1},
            partial));
  }

  /**
   * The largest in a window around each sample, which stays within the border: {@code [n, c, h, w]}
   * or {@code [n, c, d, h, w]} to the same.
   *
   * @param reach samples on either side
   */
  public static Tensor dilate(Tensor x, int reach) {
    long side = 2L * reach + 1;
    return Tensor.wrap(
        x.rank() == 5
            ? torch.max_pool3d(
                x.pointer(), cube(side, 3), cube(1, 3), cube(reach, 3), cube(1, 3), false)
            : torch.max_pool2d(
                x.pointer(), cube(side, 2), cube(1, 2), cube(reach, 2), cube(1, 2), false));
  }

  private static long[] cube(long value, int dimensions) {
    var values = new long[dimensions];
    Arrays.fill(values, value);
    return values;
  }

  /**
   * Repeats each sample along all dimensions but the first two: {@code [n, c, h, w]} to {@code [n,
   * c, h factor, w factor]}, and volumes likewise.
   */
  public static Tensor repeat(Tensor x, int factor) {
    Tensor y = x;
    for (int dim = x.rank() - 1; dim >= 2; dim--) {
      long[] shape = y.shape();
      long[] apart = insert(shape, dim + 1, 1);
      long[] wide = insert(shape, dim + 1, factor);
      shape[dim] *= factor;
      y = y.reshape(apart).expand(wide).reshape(shape);
    }
    return y;
  }

  private static long[] insert(long[] shape, int at, long length) {
    var longer = new long[shape.length + 1];
    System.arraycopy(shape, 0, longer, 0, at);
    longer[at] = length;
    System.arraycopy(shape, at, longer, at + 1, shape.length - at);
    return longer;
  }

  /** Trilinear resize with block-centre alignment ("align_corners = false"). */
  public static Tensor resizeTrilinear(Tensor x, long depth, long height, long width) {
    return Tensor.wrap(
        torch.upsample_trilinear3d(x.pointer(), new long[] {depth, height, width}, false));
  }

  /** Bilinear resize with block-centre alignment ("align_corners = false"). */
  public static Tensor resizeBilinear(Tensor x, long height, long width) {
    return Tensor.wrap(torch.upsample_bilinear2d(x.pointer(), new long[] {height, width}, false));
  }

  /** Channels to space: {@code [n, c r r, h, w]} to {@code [n, c, h r, w r]}. */
  public static Tensor pixelShuffle(Tensor x, int factor) {
    return Tensor.wrap(torch.pixel_shuffle(x.pointer(), factor));
  }

  /**
   * Channels to space in volumes: {@code [n, c r r r, d, h, w]} to {@code [n, c, d r, h r, w r]};
   * of a channel's r^3 the last ones lie beside each other along w.
   */
  public static Tensor voxelShuffle(Tensor x, int factor) {
    long n = x.size(0);
    long c = x.size(1) / ((long) factor * factor * factor);
    long d = x.size(2);
    long h = x.size(3);
    long w = x.size(4);
    return x.reshape(n, c, factor, factor, factor, d, h, w)
        .permute(0, 1, 5, 2, 6, 3, 7, 4)
        .reshape(n, c, d * factor, h * factor, w * factor);
  }

  /** Space to channels: {@code [n, c, h r, w r]} to {@code [n, c r r, h, w]}. */
  public static Tensor pixelUnshuffle(Tensor x, int factor) {
    return Tensor.wrap(torch.pixel_unshuffle(x.pointer(), factor));
  }

  /**
   * Reads a picture or volume at given positions.
   *
   * @param x {@code [n, c, h, w]} or {@code [n, c, d, h, w]}
   * @param grid {@code [n, h', w', 2]} or {@code [n, d', h', w', 3]}: x, y (, z) from -1 to 1,
   *     which are the centres of the first and the last sample ("align_corners = true")
   */
  public static Tensor gridSample(
      Tensor x, Tensor grid, Interpolation interpolation, Border border) {
    return Tensor.wrap(
        torch.grid_sampler(
            x.pointer(),
            grid.pointer(),
            interpolation.gridSampleMode,
            border.gridSampleMode,
            true));
  }
}
