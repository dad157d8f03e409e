package org.perdura.smoke.upscale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;
import org.perdura.grid.io.GridSequence;

/** Reads the frames of a sequence, each once, in ascending order; for one thread. */
final class LowFrames {

  private final CoarseSequence sequence;
  private final SeenFrames seen;
  private final NavigableMap<Integer, ScalarField> window = new TreeMap<>();

  /**
   * @param neighbours before and after each frame
   */
  LowFrames(CoarseSequence sequence, int neighbours) {
    this.sequence = sequence;
    seen = new SeenFrames(sequence.density().numbers(), neighbours);
  }

  /**
   * A frame; at the ends of the sequence the outermost stands in for neighbours that are not there.
   *
   * @param number above that of the call before
   */
  LowFrame read(int number) throws IOException {
    int neighbours = seen.neighbours();
    window.headMap(number - neighbours).clear();
    var densities = new ArrayList<ScalarField>();
    for (int n = number - neighbours; n <= number + neighbours; n++) {
      densities.add(density(seen.nearest(n)));
    }
    return new LowFrame(number, densities, velocity(number));
  }

  private ScalarField density(int number) throws IOException {
    ScalarField density = window.get(number);
    if (density == null) {
      density = sequence.density().readScalar(number);
      window.put(number, density);
    }
    return density;
  }

  private VectorField velocity(int number) throws IOException {
    if (sequence.velocity().isEmpty()) {
      return null;
    }
    GridSequence velocity = sequence.velocity().get();
    try (var slabs = new Slabs(1)) { // beside the network, which has the processors
      return Resampling.toCentres(velocity.readVector(number), Interpolation.LINEAR, slabs);
    }
  }
}
