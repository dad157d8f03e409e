package org.perdura.nn;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/**
 * Keeps away from oneDNN, the library of LibTorch's fast convolutions, where it computes wrongly:
 * in virtual machines that tell nothing of the processor's caches (CPUID leaf 0x8000001D is zero),
 * its convolutions backwards with respect to their input, and transposed ones, which are the same,
 * give numbers that have nothing to do with the right ones. Forwards odd numbers of channels are
 * wrong, too, unless they lie last in memory; that is not avoided here.
 */
final class OneDnn {

  /** Of sums of some numbers around 1. */
  private static final double TOLERANCE = 1e-3;

  private static final class Check {
    static final boolean PASSED = passesOnItsOwnThread();
  }

  private OneDnn() {}

  /** Whether it computes rightly here; tried once, in a few milliseconds. */
  static boolean isRight() {
    return Check.PASSED;
  }

  /** Computes without it where it is wrong. */
  static <T> T avoidedIfWrong(Supplier<T> computation) {
    return isRight() ? computation.get() : without(computation);
  }

  /** What others compute meanwhile is slower, and as right. */
  private static synchronized <T> T without(Supplier<T> computation) {
    Context context = torch.globalContext();
    context.setUserEnabledMkldnn(false);
    try {
      return computation.get();
    } finally {
      context.setUserEnabledMkldnn(true);
    }
  }

  /** On a thread where neither gradients are off nor precision is reduced. */
  private static boolean passesOnItsOwnThread() {
    var passed = new AtomicBoolean();
    var thread = new Thread(() -> passed.set(passes()), "oneDNN check");
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return passed.get();
  }

  private static boolean passes() {
    for (int stride = 1; stride <= 2; stride++) {
      if (differ(new long[] {2, 8, 9, 12}, new long[] {6, 8, 3, 3}, stride)
          || differ(new long[] {1, 4, 6, 7, 8}, new long[] {5, 4, 3, 3, 3}, stride)
          || differ(new long[] {1, 24, 32, 32}, new long[] {24, 24, 3, 3}, stride)) {
        return false;
      }
    }
    return true;
  }

  private static boolean differ(long[] input, long[] weight, int stride) {
    try (var scope = new Scope()) {
      var rnd = new SplittableRandom(1);
      float[] x = numbers(rnd, input);
      float[] w = numbers(rnd, weight);
      float[] fast = gradient(x, input, w, weight, stride);
      float[] plain = without(() -> gradient(x, input, w, weight, stride));
      for (int i = 0; i < fast.length; i++) {
        if (!(Math.abs(fast[i] - plain[i]) <= TOLERANCE * (1 + Math.abs(plain[i])))) {
          return true;
        }
      }
      return false;
    }
  }

  private static float[] numbers(SplittableRandom rnd, long[] shape) {
    int count = 1;
    for (long size : shape) {
      count = Math.toIntExact(count * size);
    }
    var numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) rnd.nextDouble(-1, 1);
    }
    return numbers;
  }

  private static float[] gradient(
      float[] numbers, long[] shape, float[] weights, long[] weightShape, int stride) {
    Tensor x = Tensor.of(numbers, shape).withGradient();
    Tensor w = Tensor.of(weights, weightShape);
    Tensor y =
        shape.length == 4
            ? Functional.conv2d(x, w, null, stride, 1, 1)
            : Functional.conv3d(x, w, null, stride, 1);
    y.sum().pointer().backward();
    return x.gradient().toFloats();
  }
}
