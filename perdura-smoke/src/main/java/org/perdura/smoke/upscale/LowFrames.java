package org.perdura.smoke.upscale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.perdura.grid.GridSize;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.Sampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;
import org.perdura.grid.io.GridSequence;

/** Reads the frames of a sequence, each once, in ascending order; for one thread. */
final class LowFrames {

  private final CoarseSequence sequence;
  private final int neighbours;
  private final int first;
  private final int last;
  private final NavigableMap<Integer, ScalarField> window = new TreeMap<>();

  /**
   * @param neighbours before and after each frame
   */
  LowFrames(CoarseSequence sequence, int neighbours) {
    this.sequence = sequence;
    this.neighbours = neighbours;
    List<Integer> numbers = sequence.density().numbers();
    first = numbers.get(0);
    last = numbers.get(numbers.size() - 1);
  }

  /**
   * A frame. At the ends of the sequence neighbours are not there: the outermost frame stands in
   * for them, carried by its velocity to where its smoke would be, if that is known.
   *
   * @param number above that of the call before
   */
  LowFrame read(int number) throws IOException {
    window.headMap(number - neighbours).clear();
    VectorField velocity = velocity(number);
    var densities = new ArrayList<ScalarField>();
    for (int n = number - neighbours; n <= number + neighbours; n++) {
      int there = Math.min(Math.max(n, first), last);
      ScalarField density = density(there);
      boolean carried = n != there && velocity != null;
      densities.add(carried ? carried(density, velocity, n - there) : density);
    }
    return new LowFrame(number, densities, velocity);
  }

  /**
   * Where smoke will be or was after some frames of the same motion: what is at x then is now at x
   * - frames * u, with the velocity half-way back (the midpoint rule).
   */
  private static ScalarField carried(ScalarField density, VectorField velocity, int frames) {
    GridSize size = density.size();
    var carried = new ScalarField(size);
    var half = new float[3];
    for (int k = 0; k < size.z(); k++) {
      for (int j = 0; j < size.y(); j++) {
        for (int i = 0; i < size.x(); i++) {
          int cell = size.index(i, j, k);
          double x = i + 0.5;
          double y = j + 0.5;
          double z = k + 0.5;
          Sampling.at(
              velocity,
              Interpolation.LINEAR,
              x - 0.5 * frames * velocity.x()[cell],
              y - 0.5 * frames * velocity.y()[cell],
              z - 0.5 * frames * velocity.z()[cell],
              half);
          float value =
              Sampling.at(
                  density,
                  Interpolation.CUBIC,
                  x - frames * half[0],
                  y - frames * half[1],
                  z - frames * half[2]);
          carried.values()[cell] = Math.max(0, value);
        }
      }
    }
    return carried;
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
