package org.perdura.cli.bench;

import java.util.SplittableRandom;
import org.perdura.nn.Conv2d;
import org.perdura.nn.DType;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

/**
 * The fastest product of two square matrices on this machine, against which the networks are held.
 * It is tried as the library's matrix product and as a convolution of kernel 1, which is the same
 * product: the first may be left with one thread, where OpenBLAS computes it.
 */
final class MatrixPeak implements AutoCloseable {

  private static final int[] SIZES = {1024, 2048};
  private static final int ROWS = 32; // the convolution's picture

  private final Precision precision;
  private final Tensor[] matrices = new Tensor[SIZES.length]; // [size, size]
  private final Tensor[] pictures = new Tensor[SIZES.length]; // [1, size, 32, size / 32]
  private final Conv2d[] convolutions = new Conv2d[SIZES.length];
  private double best;

  MatrixPeak(Precision precision) {
    this.precision = precision;
    DType type = precision == Precision.BF16 ? DType.BFLOAT16 : DType.FLOAT32;
    var random = new SplittableRandom(1);
    try (var scope = new Scope()) {
      for (int i = 0; i < SIZES.length; i++) {
        int size = SIZES[i];
        convolutions[i] = new Conv2d(size, size, 1, 1, 0, false, 1, random);
        convolutions[i].convert(type);
        matrices[i] = convolutions[i].weight().detach().reshape(size, size).copy().persistent();
        pictures[i] =
            matrices[i].reshape(1, ROWS, size / ROWS, size).permute(0, 3, 1, 2).copy().persistent();
      }
    }
  }

  /** Tries each way once more and keeps the best. */
  void sample() {
    for (int i = 0; i < SIZES.length; i++) {
      Tensor matrix = matrices[i];
      Tensor picture = pictures[i];
      Conv2d convolution = convolutions[i];
      sample(SIZES[i], () -> matrix.matmul(matrix));
      sample(SIZES[i], () -> convolution.forward(picture));
    }
  }

  private void sample(int size, Runnable product) {
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      long start = System.nanoTime();
      product.run();
      best = Math.max(best, 2.0 * size * size * size / (System.nanoTime() - start));
    }
  }

  Precision precision() {
    return precision;
  }

  /** Of the best so far. */
  double gigaflops() {
    return best;
  }

  @Override
  public void close() {
    for (int i = 0; i < SIZES.length; i++) {
      convolutions[i].close();
      matrices[i].close();
      pictures[i].close();
    }
  }
}
