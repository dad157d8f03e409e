package org.perdura.nn;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Tries oneDNN, the library of LibTorch's fast convolutions, against LibTorch's own, slower ones.
 *
 * <p>oneDNN cuts its work to the processor's caches. In virtual machines that hide an AMD
 * processor's (CPUID's leaf 0x8000001D all zero) it takes them for caches of a few bytes, sums only
 * some of the channels, forwards and backwards, and writes beyond its memory with some kernels of 1
 * x 1. Capping its instructions ({@code ONEDNN_MAX_CPU_ISA}) does not help.
 */
final class OneDnn {

  /** Of sums of numbers up to 1: many times float's rounding, a hundredth of what is wrong. */
  private static final double TOLERANCE = 1e-3;

  private OneDnn() {}

  /**
   * Computes a few small convolutions and their gradients with it and without, in some
   * milliseconds; of two pictures, since LibTorch does not ask oneDNN for a single small one.
   * Leaves oneDNN switched off; needs gradients on. Works on LibTorch's own types, since {@link
   * Torch} asks before any of ours can be loaded.
   */
  static boolean isRight() {
    try (var scope = new PointerScope()) {
      return agrees(new long[] {2, 51, 5, 6}, new long[] {64, 51, 3, 3}, 1, false)
          && agrees(new long[] {2, 48, 5, 6}, new long[] {8, 48, 3, 3}, 2, false)
          && agrees(new long[] {2, 51, 5, 6}, new long[] {64, 51, 3, 3}, 1, true)
          && agrees(new long[] {2, 30, 3, 4, 5}, new long[] {27, 30, 2, 2, 2}, 1, false);
    }
  }

  private static boolean agrees(long[] shape, long[] weightShape, int stride, boolean last) {
    Context context = torch.globalContext();
    Tensor[] fast;
    try {
      context.setUserEnabledMkldnn(true);
      fast = outputAndGradients(shape, weightShape, stride, last);
    } catch (RuntimeException e) { // it may also refuse
      return false;
    } finally {
      context.setUserEnabledMkldnn(false);
    }
    Tensor[] plain = outputAndGradients(shape, weightShape, stride, last);
    for (int i = 0; i < fast.length; i++) {
      if (!torch.allclose(fast[i], plain[i], TOLERANCE, TOLERANCE, false)) {
        return false;
      }
    }
    return true;
  }

  private static Tensor[] outputAndGradients(
      long[] shape, long[] weightShape, int stride, boolean last) {
    Tensor x = numbers(shape, last).set_requires_grad(true);
    Tensor weight = numbers(weightShape, last).set_requires_grad(true);
    var none = new TensorOptional();
    boolean flat = shape.length == 4;
    long[] strides = flat ? new long[] {stride, stride} : new long[] {stride, stride, stride};
    long[] ones = flat ? new long[] {1, 1} : new long[] {1, 1, 1};
    Tensor y =
        flat
            ? torch.conv2d(x, weight, none, strides, ones, ones, 1)
            : torch.conv3d(x, weight, none, strides, ones, ones, 1);
    y.mul(numbers(y.shape(), false)).sum().backward();
    return new Tensor[] {y.detach(), x.grad(), weight.grad()};
  }

  private static Tensor numbers(long[] shape, boolean last) {
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    Tensor numbers = torch.arange(new Scalar(count)).sin().reshape(shape);
    return last ? numbers.contiguous(torch.MemoryFormat.ChannelsLast) : numbers;
  }
}
