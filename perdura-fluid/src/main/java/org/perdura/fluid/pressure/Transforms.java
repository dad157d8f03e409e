package org.perdura.fluid.pressure;

/**
 * The cosine transforms of even length by halving, orthogonal at every step and so as precise as
 * the arithmetic (Plonka and Tasche, "Fast and numerically stable algorithms for discrete cosine
 * transforms", 2005), down to odd lengths: these are split into factors where there are suitable
 * ones, and are else matrix products of half the size, where the matrix has even and odd rows.
 *
 * <p>No FFT library is used, since none that is kept takes many lines at once. Measured beside each
 * other (one thread, AVX-512, nanoseconds per number): length 60: 2.0, JTransforms 3.2: 25; 124:
 * 3.5 and 67; 252: 3.5 and 27; 508: 13 and 99; even at powers of two, 256: 1.9 and 6.9. Sine
 * transforms (n/2 multiplications for a number) and those of mixed ends (n) are matrix products at
 * every length: their Fourier transforms have lengths n + 1 and 2n + 1, mostly with large primes.
 */
final class Transforms {

  /** Even lengths up to this are not halved any more: the passes would cost more than they save. */
  private static final int SMALL = 8;

  private Transforms() {}

  /** DCT-II: out_k = sum of in_j cos(pi (2j + 1) k / 2n). */
  static RowTransform cosine(int n) {
    if (n == 1) {
      return new DenseTransform(1, 1, (k, j) -> 1);
    }
    if (n % 2 == 1) {
      var factored = PrimeFactors.cosine(n);
      return factored != null ? factored : symmetric(n, (k, j) -> cosineElement(n, k, j));
    }
    return new SplitForward(n, cosine(n / 2), cosineFour(n / 2));
  }

  /** DCT-III, the transpose of DCT-II: out_j = sum of in_k cos(pi (2j + 1) k / 2n). */
  static RowTransform cosineBack(int n) {
    if (n == 1) {
      return new DenseTransform(1, 1, (k, j) -> 1);
    }
    if (n % 2 == 1) {
      var factored = PrimeFactors.cosineBack(n);
      return factored != null ? factored : symmetricBack(n, (k, j) -> cosineElement(n, k, j));
    }
    return new SplitBack(n, cosineBack(n / 2), cosineFour(n / 2));
  }

  /** DCT-IV: out_k = sum of in_j cos(pi (2j + 1) (2k + 1) / 4n). */
  private static RowTransform cosineFour(int n) {
    var factored = n % 2 == 1 ? PrimeFactors.cosineFour(n) : null;
    if (factored != null) {
      return factored;
    }
    if (n % 2 == 1 || n <= SMALL) {
      return new DenseTransform(n, n, (k, j) -> turn((2L * j + 1) * (2L * k + 1), 8L * n));
    }
    return new QuarterTransform(n, cosine(n / 2), cosine(n / 2));
  }

  private static double cosineElement(int n, int k, int j) {
    return turn((2L * j + 1) * k, 4L * n);
  }

  /** The cosine of a fraction of a full turn. */
  static double turn(long part, long whole) {
    // Reduced before it is a floating-point number, so that no angle is large.
    return Math.cos(2 * Math.PI * (part % whole) / whole);
  }

  /** The sine of a fraction of a full turn. */
  static double sine(long part, long whole) {
    return Math.sin(2 * Math.PI * (part % whole) / whole);
  }

  /** A matrix whose even rows are symmetric and whose odd rows are antisymmetric. */
  static RowTransform symmetric(int n, DenseTransform.Element element) {
    int odds = n / 2;
    int evens = n - odds;
    return new SplitForward(
        n,
        new DenseTransform(evens, evens, (k, j) -> element.at(2 * k, j)),
        new DenseTransform(odds, odds, (k, j) -> element.at(2 * k + 1, j)));
  }

  /** The transpose of such a matrix. */
  static RowTransform symmetricBack(int n, DenseTransform.Element element) {
    int odds = n / 2;
    int evens = n - odds;
    return new SplitBack(
        n,
        new DenseTransform(evens, evens, (j, k) -> element.at(2 * k, j)),
        new DenseTransform(odds, odds, (j, k) -> element.at(2 * k + 1, j)));
  }

  /** Sums and differences of mirrored rows go to the even and to the odd rows. */
  private record SplitForward(int n, RowTransform even, RowTransform odd) implements RowTransform {
    @Override
    public void apply(
        double[][] in,
        int inAt,
        int inStep,
        double[][] out,
        int outAt,
        int outStep,
        double[] spare,
        int from,
        int to) {
      int last = inAt + (n - 1) * inStep;
      for (int j = 0; j < n / 2; j++) {
        sumAndDifference(in[inAt + j * inStep], in[last - j * inStep], from, to);
      }
      even.apply(in, inAt, inStep, out, outAt, 2 * outStep, spare, from, to);
      odd.apply(in, last, -inStep, out, outAt + outStep, 2 * outStep, spare, from, to);
    }

    @Override
    public long cost() {
      return even.cost() + odd.cost() + n;
    }
  }

  private record SplitBack(int n, RowTransform even, RowTransform odd) implements RowTransform {
    @Override
    public void apply(
        double[][] in,
        int inAt,
        int inStep,
        double[][] out,
        int outAt,
        int outStep,
        double[] spare,
        int from,
        int to) {
      int last = outAt + (n - 1) * outStep;
      even.apply(in, inAt, 2 * inStep, out, outAt, outStep, spare, from, to);
      odd.apply(in, inAt + inStep, 2 * inStep, out, last, -outStep, spare, from, to);
      for (int j = 0; j < n / 2; j++) {
        sumAndDifference(out[outAt + j * outStep], out[last - j * outStep], from, to);
      }
    }

    @Override
    public long cost() {
      return even.cost() + odd.cost() + n;
    }
  }

  /**
   * DCT-IV of even length: mirrored rows are turned by the angle t = pi (2j + 1) / 4n, and two
   * DCT-II of half the length give sums and differences of the outputs 2q and 2q - 1, since cos((4q
   * +- 1) t) = cos(4q t) cos(t) -+ sin(4q t) sin(t).
   */
  private static final class QuarterTransform implements RowTransform {
    private final int n;
    private final RowTransform cosines;
    private final RowTransform sines;
    private final double[] cos;
    private final double[] sin;

    QuarterTransform(int n, RowTransform cosines, RowTransform sines) {
      this.n = n;
      this.cosines = cosines;
      this.sines = sines;
      this.cos = new double[n / 2];
      this.sin = new double[n / 2];
      for (int j = 0; j < n / 2; j++) {
        cos[j] = Math.cos(Math.PI * (2 * j + 1) / (4.0 * n));
        sin[j] = Math.sin(Math.PI * (2 * j + 1) / (4.0 * n));
      }
    }

    @Override
    public void apply(
        double[][] in,
        int inAt,
        int inStep,
        double[][] out,
        int outAt,
        int outStep,
        double[] spare,
        int from,
        int to) {
      int half = n / 2;
      int last = inAt + (n - 1) * inStep;
      for (int j = 0; j < half; j++) {
        // A sine transform is a cosine transform backwards of the input with alternating signs.
        double sign = j % 2 == 0 ? 1 : -1;
        turn(in[inAt + j * inStep], in[last - j * inStep], cos[j], sin[j], sign, from, to);
      }
      int lastOut = outAt + (n - 1) * outStep;
      cosines.apply(in, inAt, inStep, out, outAt, 2 * outStep, spare, from, to);
      sines.apply(in, last, -inStep, out, lastOut, -2 * outStep, spare, from, to);
      for (int q = 1; q < half; q++) {
        sumAndDifference(
            out[outAt + 2 * q * outStep], out[outAt + (2 * q - 1) * outStep], from, to);
      }
      negate(out[lastOut], from, to);
    }

    @Override
    public long cost() {
      return cosines.cost() + sines.cost() + 3L * n;
    }
  }

  private static void sumAndDifference(double[] a, double[] b, int from, int to) {
    for (int l = from; l < to; l++) {
      double x = a[l];
      double y = b[l];
      a[l] = x + y;
      b[l] = x - y;
    }
  }

  private static void turn(
      double[] a, double[] b, double cos, double sin, double sign, int from, int to) {
    double signedCos = sign * cos;
    double signedSin = sign * sin;
    for (int l = from; l < to; l++) {
      double x = a[l];
      double y = b[l];
      a[l] = cos * x + sin * y;
      b[l] = signedCos * y - signedSin * x;
    }
  }

  private static void negate(double[] a, int from, int to) {
    for (int l = from; l < to; l++) {
      a[l] = -a[l];
    }
  }
}
