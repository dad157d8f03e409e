package org.perdura.metrics.smoke;

import java.io.IOException;
import java.nio.file.Path;
import org.perdura.grid.GridSize;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.io.GridSequence;

/**
 * The frames of a density, as they are or made finer by Catmull-Rom cubics, which is the upsampling
 * that a generator has to beat.
 *
 * @param factor of the upsampling; 1 leaves the frames as they are
 */
public record SmokeSequence(GridSequence files, int factor) {

  /** As it is. */
  public static SmokeSequence of(GridSequence files) {
    return new SmokeSequence(files, 1);
  }

  /**
   * Made as fine as another grid.
   *
   * @throws IOException if that is no whole factor finer
   */
  public static SmokeSequence upsampled(GridSequence low, GridSize high) throws IOException {
    int factor = FrameAdvection.factor(low.info().size(), high);
    if (factor < 2) {
      throw new IOException(
          "%s: %s, must be coarser than %s by a whole factor"
              .formatted(low.file(low.numbers().get(0)), low.info().size(), high));
    }
    return new SmokeSequence(low, factor);
  }

  /** Of the frames that are read here. */
  public GridSize size() {
    return files.info().size().times(factor);
  }

  /** The number of the first frame. */
  public int first() {
    return files.numbers().get(0);
  }

  /** The number of the last frame. */
  public int last() {
    return first() + files.numbers().size() - 1;
  }

  Path firstFile() {
    return files.file(first());
  }

  /** Reads one frame. */
  public ScalarField read(int number, Slabs slabs) throws IOException {
    ScalarField stored = files.readScalar(number);
    return factor == 1 ? stored : cubic(stored, factor, slabs);
  }

  /**
   * A frame made finer, without the undershoots of cubics: no density is below 0, and generators'
   * results are not.
   */
  public static ScalarField cubic(ScalarField low, int factor, Slabs slabs) {
    ScalarField high = Resampling.up(low, factor, Interpolation.CUBIC, slabs);
    float[] values = high.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i]);
    }
    return high;
  }

  @Override
  public String toString() {
    return files.name().toString();
  }
}
