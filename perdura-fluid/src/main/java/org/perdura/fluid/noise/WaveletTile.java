package org.perdura.fluid.noise;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.perdura.recipe.Chance;

/**
 * Wavelet noise (Cook and DeRose, 2005): a periodic cube of B-spline coefficients with detail of
 * about one octave, wavelengths of 2 to 4 coefficients, mean 0 and variance 1. Everything comes
 * from the seed. Tiles are kept in memory as long as there is room.
 */
public final class WaveletTile {

  /** Coefficients along each side of the tiles that scenes use. */
  public static final int SIZE = 128;

  private static final Map<Key, SoftReference<WaveletTile>> KEPT = new ConcurrentHashMap<>();

  private final int size;
  private final float[] coefficients;

  private record Key(long seed, int size) {}

  private WaveletTile(int size, float[] coefficients) {
    this.size = size;
    this.coefficients = coefficients;
  }

  /** The tile of a seed, of {@link #SIZE}. */
  public static WaveletTile of(long seed) {
    return of(seed, SIZE);
  }

  /**
   * The tile of a seed.
   *
   * @param size coefficients along each side, even
   */
  public static WaveletTile of(long seed, int size) {
    if (size < 8 || size > 512 || size % 2 != 0) {
      throw new IllegalArgumentException(
          "a noise tile of " + size + ": must be even and from 8 to 512");
    }
    var key = new Key(seed, size);
    var kept = KEPT.get(key);
    WaveletTile tile = kept == null ? null : kept.get();
    if (tile == null) {
      // Two threads may both make it: it is the same.
      tile = new WaveletTile(size, evened(detail(seed, size), size));
      KEPT.put(key, new SoftReference<>(tile));
    }
    return tile;
  }

  /**
   * White noise less what a tile of half as many coefficients along each side can hold.
   *
   * @return {@code [z, y, x]}
   */
  static float[] detail(long seed, int size) {
    var white = new float[size * size * size];
    for (int k = 0; k < size; k++) {
      SplittableRandom rnd = Chance.of(seed, size, k);
      for (int i = 0; i < size * size; i++) {
        white[k * size * size + i] = gaussian(rnd);
      }
    }
    float[] coarse = white.clone();
    var band = new WaveletBand(size);
    for (int axis = 0; axis < 3; axis++) {
      int stride = axis == 0 ? 1 : axis == 1 ? size : size * size;
      for (int at = 0; at < coarse.length; at++) {
        if (at / stride % size == 0) {
          band.split(coarse, at, stride, false);
        }
      }
    }
    for (int i = 0; i < white.length; i++) {
      white[i] -= coarse[i];
    }
    return white;
  }

  /** Box and Muller; Java's own Gaussian of SplittableRandom may change with its version. */
  private static float gaussian(SplittableRandom rnd) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - rnd.nextDouble()));
    return (float) (radius * StrictMath.cos(2 * Math.PI * rnd.nextDouble()));
  }

  /**
   * Adds the tile to itself at an odd distance, since detail is strong at even coefficients and
   * weak at odd ones, or the other way round (section 3.1 and appendix); then mean 0, variance 1 of
   * the coefficients' noise.
   */
  private static float[] evened(float[] detail, int size) {
    int shift = size / 2 + (size / 2 + 1) % 2;
    var sum = new float[detail.length];
    int at = 0;
    for (int k = 0; k < size; k++) {
      for (int j = 0; j < size; j++) {
        int row = ((k + shift) % size * size + (j + shift) % size) * size;
        for (int i = 0; i < size; i++, at++) {
          sum[at] = detail[at] + detail[row + (i + shift) % size];
        }
      }
    }
    normalise(sum, size);
    return sum;
  }

  private static void normalise(float[] values, int size) {
    double mean = 0;
    for (float value : values) {
      mean += value;
    }
    mean /= values.length;
    for (int i = 0; i < values.length; i++) {
      values[i] -= (float) mean;
    }
    // Of the noise itself, not of its coefficients: at their places and halfway between.
    var tile = new WaveletTile(size, values);
    double squares = 0;
    int count = 0;
    int stride = Math.max(1, size / 32); // no fewer than some 30 000 places
    for (int k = 0; k < size; k += stride) {
      for (int j = 0; j < size; j += stride) {
        for (int i = 0; i < size; i += stride, count++) {
          double half = 0.5 * (count % 2);
          double value = tile.value(i + half, j + half, k + half);
          squares += value * value;
        }
      }
    }
    float scale = (float) (1 / Math.sqrt(squares / count));
    for (int i = 0; i < values.length; i++) {
      values[i] *= scale;
    }
  }

  /** The period along each axis. */
  public int size() {
    return size;
  }

  /** The noise at a place, in coefficients; any place, since the tile repeats. */
  public double value(double x, double y, double z) {
    int baseX = base(x);
    int baseY = base(y);
    int baseZ = base(z);
    // Weights and places are told once for each axis: this is called for every cell of a grid.
    double tx = x + 0.5 - (baseX + 1);
    double ty = y + 0.5 - (baseY + 1);
    double tz = z + 0.5 - (baseZ + 1);
    double x0 = 0.5 * (1 - tx) * (1 - tx);
    double x2 = 0.5 * tx * tx;
    double x1 = 1 - x0 - x2;
    double y0 = 0.5 * (1 - ty) * (1 - ty);
    double y2 = 0.5 * ty * ty;
    double y1 = 1 - y0 - y2;
    double z0 = 0.5 * (1 - tz) * (1 - tz);
    double z2 = 0.5 * tz * tz;
    double z1 = 1 - z0 - z2;
    int i0 = wrap(baseX);
    int i1 = next(i0);
    int i2 = next(i1);
    int j0 = wrap(baseY);
    int j1 = next(j0);
    int j2 = next(j1);
    int layer = wrap(baseZ);
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      int row0 = (layer * size + j0) * size;
      int row1 = (layer * size + j1) * size;
      int row2 = (layer * size + j2) * size;
      double inLayer =
          y0 * along(row0, i0, i1, i2, x0, x1, x2)
              + y1 * along(row1, i0, i1, i2, x0, x1, x2)
              + y2 * along(row2, i0, i1, i2, x0, x1, x2);
      sum += (k == 0 ? z0 : k == 1 ? z1 : z2) * inLayer;
      layer = next(layer);
    }
    return sum;
  }

  private double along(int row, int i0, int i1, int i2, double x0, double x1, double x2) {
    return x0 * coefficients[row + i0] + x1 * coefficients[row + i1] + x2 * coefficients[row + i2];
  }

  private int next(int index) {
    return index + 1 == size ? 0 : index + 1;
  }

  /**
   * The noise's gradient at a place, in coefficients.
   *
   * @param into three numbers
   */
  public void gradient(double x, double y, double z, double[] into) {
    int baseX = base(x);
    int baseY = base(y);
    int baseZ = base(z);
    double byX = 0;
    double byY = 0;
    double byZ = 0;
    for (int k = 0; k < 3; k++) {
      int layer = wrap(baseZ + k) * size;
      double weightZ = weight(z, baseZ, k);
      double slopeZ = slope(z, baseZ, k);
      for (int j = 0; j < 3; j++) {
        int row = (layer + wrap(baseY + j)) * size;
        double value = 0;
        double slope = 0;
        for (int i = 0; i < 3; i++) {
          float coefficient = coefficients[row + wrap(baseX + i)];
          value += weight(x, baseX, i) * coefficient;
          slope += slope(x, baseX, i) * coefficient;
        }
        double weightY = weight(y, baseY, j);
        byX += weightZ * weightY * slope;
        byY += weightZ * slope(y, baseY, j) * value;
        byZ += slopeZ * weightY * value;
      }
    }
    into[0] = byX;
    into[1] = byY;
    into[2] = byZ;
  }

  /** The first of the three coefficients whose splines reach a place. */
  private static int base(double place) {
    return (int) Math.floor(place + 0.5) - 1;
  }

  private int wrap(int index) {
    return Math.floorMod(index, size);
  }

  /** The quadratic B-spline of coefficient base + i at a place. */
  private static double weight(double place, int base, int i) {
    double t = place + 0.5 - (base + 1); // 0 to 1
    return switch (i) {
      case 0 -> 0.5 * (1 - t) * (1 - t);
      case 1 -> 0.5 + t * (1 - t);
      default -> 0.5 * t * t;
    };
  }

  private static double slope(double place, int base, int i) {
    double t = place + 0.5 - (base + 1);
    return switch (i) {
      case 0 -> t - 1;
      case 1 -> 1 - 2 * t;
      default -> t;
    };
  }
}
