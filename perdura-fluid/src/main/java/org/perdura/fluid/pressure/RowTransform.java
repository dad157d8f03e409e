package org.perdura.fluid.pressure;

/**
 * A linear map of n numbers onto n numbers, applied to many lines at once: number j of line l is
 * {@code rows[j][l]}. All inner loops run over the lines, which lie side by side in memory, so that
 * they are vectorised whatever n is; a transform costs no shuffling, since rows are taken by
 * reference.
 */
interface RowTransform {

  /**
   * Transforms the lines from (inclusive) to (exclusive).
   *
   * @param in row j is {@code in[inAt + j * inStep]}; destroyed
   * @param out like {@code in}; other rows than those of {@code in}
   * @param spare a row that nobody else uses meanwhile
   */
  void apply(
      double[][] in,
      int inAt,
      int inStep,
      double[][] out,
      int outAt,
      int outStep,
      double[] spare,
      int from,
      int to);

  /** Multiplications (with an addition each) for one line. */
  long cost();
}
