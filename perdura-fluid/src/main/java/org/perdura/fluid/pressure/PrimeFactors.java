package org.perdura.fluid.pressure;

import java.util.ArrayList;
import java.util.List;
import org.perdura.fluid.pressure.StagedTransform.Block;

/**
 * Cosine transforms of an odd length n = p q without a common factor. With the inputs permuted,
 *
 * <pre>  DCT-II:  X_k = sum of y_r cos(2 pi k r / n - pi k / 2),
 *   DCT-IV:  X_k = sum of y_r cos(2 pi (2k + 1) r / n - pi (2k + 1) / 4),</pre>
 *
 * which are real Fourier transforms of length n (Heideman 1992; Chan and Siu 1992). Good's
 * permutation makes these two-dimensional, p by q: cosines and sines along both axes, and then the
 * cosine and the sine of a sum of angles.
 */
final class PrimeFactors {

  /** Shorter factors are not worth the passes over memory. */
  private static final int SHORTEST = 5;

  private final int n;
  private final int p;
  private final int q;

  private PrimeFactors(int n, int p) {
    this.n = n;
    this.p = p;
    this.q = n / p;
  }

  private static PrimeFactors of(int n) {
    for (int p = (int) Math.sqrt(n); p >= SHORTEST; p--) {
      if (n % p == 0 && gcd(p, n / p) == 1) {
        return new PrimeFactors(n, p);
      }
    }
    return null;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** DCT-II of odd length, or null if the length has no suitable factors. */
  static RowTransform cosine(int n) {
    var factors = of(n);
    return factors == null ? null : StagedTransform.of(n, factors.stages(false));
  }

  /** Its transpose. */
  static RowTransform cosineBack(int n) {
    var factors = of(n);
    return factors == null ? null : StagedTransform.transposed(n, factors.stages(false));
  }

  /** DCT-IV. */
  static RowTransform cosineFour(int n) {
    var factors = of(n);
    return factors == null ? null : StagedTransform.of(n, factors.stages(true));
  }

  private List<List<Block>> stages(boolean four) {
    var order = new int[n]; // order[r1 * q + r2]: which input is y_r, r = r1 mod p, r2 mod q
    var sign = new double[n];
    for (int j = 0; j < n; j++) {
      // 2j + 1 = period r - t n turns the cosine's angle back by t times that for t = 1. For t = 3
      // (DCT-II) or 7 (DCT-IV) that is -1 and whole turns: r changes its sign, since a cosine is
      // even. For 5 and 3 (DCT-IV) it is 1 and -1 and an odd number of half turns.
      int period = four ? 8 : 4;
      int t = 1;
      while ((2 * j + 1 + t * n) % period != 0) {
        t += 2;
      }
      int r = (2 * j + 1 + t * n) / period;
      boolean backwards = t == 3 || t == 7;
      r = Math.floorMod(backwards ? -r : r, n);
      order[r % p * q + r % q] = j;
      sign[r % p * q + r % q] = four && (t == 3 || t == 5) ? -1 : 1;
    }
    var stages = new ArrayList<List<Block>>();
    stages.add(fold(p, q, q, 1, order, sign));
    stages.add(fourier(p, q, q, 1));
    stages.add(fold(q, p, 1, q, null, null));
    stages.add(fourier(q, p, 1, q));
    stages.add(join(four));
    return stages;
  }

  /** Sums of mirrored rows stay with the lower one, differences with the upper one. */
  private static List<Block> fold(
      int length, int lines, int step, int lineStep, int[] order, double[] sign) {
    var blocks = new ArrayList<Block>();
    for (int line = 0; line < lines; line++) {
      for (int r = 0; r <= length / 2; r++) {
        int low = line * lineStep + r * step;
        int high = line * lineStep + (length - r) * step;
        double signLow = sign == null ? 1 : sign[low];
        int inLow = order == null ? low : order[low];
        if (r == 0) {
          blocks.add(new Block(new int[] {low}, new int[] {inLow}, (k, j) -> signLow));
        } else {
          double signHigh = sign == null ? 1 : sign[high];
          int inHigh = order == null ? high : order[high];
          blocks.add(
              new Block(
                  new int[] {low, high},
                  new int[] {inLow, inHigh},
                  (k, j) -> j == 0 ? signLow : k == 0 ? signHigh : -signHigh));
        }
      }
    }
    return blocks;
  }

  /**
   * Cosines of the sums, with frequency k in row k; sines of the differences, in row length - k.
   */
  private static List<Block> fourier(int length, int lines, int step, int lineStep) {
    int half = length / 2;
    var blocks = new ArrayList<Block>();
    for (int line = 0; line < lines; line++) {
      var even = new int[half + 1];
      var odd = new int[half];
      for (int r = 0; r <= half; r++) {
        even[r] = line * lineStep + r * step;
        if (r > 0) {
          odd[r - 1] = line * lineStep + (length - r) * step;
        }
      }
      blocks.add(new Block(even, even, (k, j) -> Transforms.turn((long) k * j, length)));
      blocks.add(new Block(odd, odd, (k, j) -> Transforms.sine((k + 1L) * (j + 1L), length)));
    }
    return blocks;
  }

  /** From products of cosines and sines along both axes to the transform. */
  private List<Block> join(boolean four) {
    var blocks = new ArrayList<Block>();
    for (int k1 = 0; k1 <= p / 2; k1++) {
      for (int k2 = 0; k2 <= q / 2; k2++) {
        int cc = k1 * q + k2;
        int cs = k1 * q + q - k2;
        int sc = (p - k1) * q + k2;
        int ss = (p - k1) * q + q - k2;
        int sum = frequency(k1, k2);
        int difference = frequency(k1, q - k2);
        if (k1 == 0 && k2 == 0) {
          int out = outputs(0, four)[0];
          blocks.add(new Block(new int[] {out}, new int[] {cc}, (k, j) -> cos(out, four)));
        } else if (k1 == 0 || k2 == 0) {
          var outs = outputs(sum, four);
          var ins = new int[] {cc, k1 == 0 ? cs : sc};
          blocks.add(
              new Block(
                  outs, ins, (k, j) -> j == 0 ? cos(outs[k], four) : sin(outs[k], sum, four)));
        } else {
          var first = outputs(sum, four);
          var second = outputs(difference, four);
          int[] outs = {first[0], first[1], second[0], second[1]};
          int[] ins = {cc, ss, sc, cs};
          blocks.add(
              new Block(
                  outs,
                  ins,
                  (k, j) -> {
                    int f = k < 2 ? sum : difference;
                    double minus = k < 2 ? 1 : -1;
                    return switch (j) {
                      case 0 -> cos(outs[k], four);
                      case 1 -> -minus * cos(outs[k], four);
                      case 2 -> sin(outs[k], f, four);
                      default -> minus * sin(outs[k], f, four);
                    };
                  }));
        }
      }
    }
    return blocks;
  }

  /** The frequency f with f r / n = k1 r1 / p + k2 r2 / q but for whole numbers. */
  private int frequency(int k1, int k2) {
    return (int) (((long) k1 * q + (long) k2 * p) % n);
  }

  /** Which outputs have the frequency f or -f. */
  private int[] outputs(int f, boolean four) {
    var found = new ArrayList<Integer>();
    for (int k = 0; k < n; k++) {
      int b = (four ? 2 * k + 1 : k) % n;
      if (b == f || b == (n - f) % n) {
        found.add(k);
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /** By what an output takes the sum of y_r cos(2 pi f r / n). */
  private double cos(int k, boolean four) {
    return four ? Transforms.turn(2L * k + 1, 8) : Transforms.turn(k, 4);
  }

  /** By what an output takes the sum of y_r sin(2 pi f r / n). */
  private double sin(int k, int f, boolean four) {
    int b = four ? 2 * k + 1 : k;
    double phase = four ? Transforms.sine(b, 8) : Transforms.sine(b, 4);
    return b % n == f ? phase : -phase;
  }
}
