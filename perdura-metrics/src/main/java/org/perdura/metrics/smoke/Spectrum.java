package org.perdura.metrics.smoke;

import java.util.Arrays;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;

/**
 * A radially averaged power spectrum. The field is mirrored at its borders (a cosine transform), so
 * that smoke that reaches a border makes no jump there, and no cell counts less than another, as it
 * would with a window. Bin b gathers the modes of b - 1/2 up to b + 1/2 waves on the longest side;
 * bin 0 is the mean alone.
 *
 * @param power the mean power of a bin's modes; {@code power[b] * modes[b]} add up to the mean
 *     square of the values
 * @param modes how many modes there are in a bin
 */
public record Spectrum(GridSize size, double[] power, long[] modes) {

  /**
   * What counts as nothing, of the truth's greatest power: rounding errors of floats are below it.
   */
  private static final double NOTHING = 1e-15;

  /** The spectrum of a field, 2D or 3D. */
  public static Spectrum of(ScalarField field, Slabs slabs) {
    GridSize size = field.size();
    float[] coefficients = CosineTransform.of(field, slabs);
    int bins = bin(size, size.x() - 1, size.y() - 1, size.z() - 1) + 1;
    // Layers of a solid, rows of a flat field: each adds up on its own, whatever the threads.
    boolean flat = size.isFlat();
    var powers = new double[flat ? size.y() : size.z()][bins];
    var counts = new long[powers.length][bins];
    slabs.run(
        powers.length,
        (from, to) -> {
          for (int part = from; part < to; part++) {
            int firstRow = flat ? part : part * size.y();
            for (int row = firstRow; row < firstRow + (flat ? 1 : size.y()); row++) {
              gather(size, coefficients, row, powers[part], counts[part]);
            }
          }
        });
    var power = new double[bins];
    var modes = new long[bins];
    for (int b = 0; b < bins; b++) {
      for (int part = 0; part < powers.length; part++) {
        power[b] += powers[part][b];
        modes[b] += counts[part][b];
      }
      power[b] = modes[b] == 0 ? 0 : power[b] / modes[b] / size.cells();
    }
    return new Spectrum(size, power, modes);
  }

  private static void gather(
      GridSize size, float[] coefficients, int row, double[] power, long[] modes) {
    int j = row % size.y();
    int k = row / size.y();
    for (int i = 0; i < size.x(); i++) {
      double coefficient = coefficients[row * size.x() + i];
      int bin = bin(size, i, j, k);
      power[bin] += coefficient * coefficient;
      modes[bin]++;
    }
  }

  /** Cosine mode i of n cells has i / 2 waves on them. */
  private static int bin(GridSize size, int i, int j, int k) {
    double x = 0.5 * i / size.x();
    double y = 0.5 * j / size.y();
    double z = 0.5 * k / size.z();
    return (int) Math.round(size.longest() * Math.sqrt(x * x + y * y + z * z));
  }

  public int bins() {
    return power.length;
  }

  /** Waves per cell in the middle of a bin: 0.5 is the grid's Nyquist frequency. */
  public double waveNumber(int bin) {
    return (double) bin / size.longest();
  }

  /** The last bin that every direction has waves of: up to the Nyquist frequency. */
  public int lastFull() {
    return size.longest() / 2;
  }

  /** The first bin beyond the Nyquist frequency of a grid that is coarser by a factor. */
  public int firstFine(int factor) {
    return size.longest() / (2 * factor) + 1;
  }

  /**
   * The mean magnitude of log10(result's power / truth's power) over the bins from 1 to the Nyquist
   * frequency: 1 is ten times too much or too little at every wave number.
   *
   * @return NaN if the truth is constant
   */
  public double error(Spectrum truth) {
    return error(truth, 1);
  }

  /** The same over the bins that a grid coarser by a factor cannot hold. */
  public double fineError(Spectrum truth, int factor) {
    return error(truth, firstFine(factor));
  }

  private double error(Spectrum truth, int first) {
    if (!size.equals(truth.size)) {
      throw new IllegalArgumentException(
          "spectra of %s and %s: must be of one size".formatted(size, truth.size));
    }
    double nothing = NOTHING * Arrays.stream(truth.power, 1, truth.bins()).max().orElse(0);
    if (!(nothing > 0)) {
      return Double.NaN;
    }
    double sum = 0;
    for (int b = first; b <= lastFull(); b++) {
      sum += Math.abs(Math.log10(Math.max(power[b], nothing) / Math.max(truth.power[b], nothing)));
    }
    return sum / (lastFull() - first + 1);
  }
}
