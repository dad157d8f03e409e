package org.perdura.fluid.data;

import java.util.ArrayList;
import java.util.List;
import org.perdura.grid.GridSize;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.Sampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;

/**
 * Where the material at each place came from, so that synthesised eddies move with the flow. Before
 * a texture is torn it fades, and begins anew (Kim et al. 2008, section 4.3, with two textures that
 * take turns).
 */
final class TextureCoordinates {

  static final int SETS = 2;

  /** Steps after which a texture begins anew. */
  private static final int PERIOD = 32;

  private final GridSize size;
  private final Slabs slabs;

  /** Of each set, how far the material has come along each axis since the set began, in cells. */
  private final ScalarField[][] travelled;

  private int step;

  TextureCoordinates(GridSize size, Slabs slabs) {
    this.size = size;
    this.slabs = slabs;
    travelled = new ScalarField[SETS][size.dimensions()];
    for (ScalarField[] set : travelled) {
      for (int axis = 0; axis < set.length; axis++) {
        set[axis] = new ScalarField(size);
      }
    }
  }

  /**
   * Moves on by one step.
   *
   * @param velocity staggered, cells per step
   */
  void advance(VectorField velocity) {
    VectorField centred = Resampling.toCentres(velocity, Interpolation.LINEAR, slabs);
    step++;
    for (int set = 0; set < SETS; set++) {
      travelled[set] = age(set) == 0 ? begun() : carried(travelled[set], centred);
    }
  }

  private ScalarField[] begun() {
    var begun = new ScalarField[size.dimensions()];
    for (int axis = 0; axis < begun.length; axis++) {
      begun[axis] = new ScalarField(size);
    }
    return begun;
  }

  private ScalarField[] carried(ScalarField[] from, VectorField velocity) {
    ScalarField[] to = begun();
    slabs.run(
        size.y() * size.z(),
        (first, last) -> {
          for (int row = first; row < last; row++) {
            carryRow(from, to, velocity, row);
          }
        });
    return to;
  }

  private void carryRow(ScalarField[] from, ScalarField[] to, VectorField velocity, int row) {
    int j = row % size.y();
    int k = row / size.y();
    for (int i = 0, c = row * size.x(); i < size.x(); i++, c++) {
      double x = i + 0.5 - velocity.x()[c];
      double y = j + 0.5 - velocity.y()[c];
      double z = k + 0.5 - velocity.z()[c];
      for (int axis = 0; axis < to.length; axis++) {
        float before = Sampling.at(from[axis], Interpolation.LINEAR, x, y, z);
        to[axis].values()[c] = before + velocity.component(axis)[c];
      }
    }
  }

  /** Steps since a set began. */
  private int age(int set) {
    return (step + set * PERIOD / SETS) % PERIOD;
  }

  /** How much a set counts for now; the squares of all sum to 1. */
  double weight(int set) {
    double squares = 0;
    for (int s = 0; s < SETS; s++) {
      squares += rise(s) * rise(s);
    }
    return rise(set) / Math.sqrt(squares);
  }

  private double rise(int set) {
    return 1 - Math.abs(2.0 * age(set) / PERIOD - 1);
  }

  /** Moves the texture of a set, in coefficients, so that no two in a row are alike. */
  double shift(int set) {
    int generation = SETS * ((step + set * PERIOD / SETS) / PERIOD) + set;
    return 23.618 * generation;
  }

  /** Of a set, on a finer grid; for x, y and z a velocity's components, still in cells of this. */
  VectorField fine(int set, int factor) {
    var fine = new float[3][];
    for (int axis = 0; axis < 3; axis++) {
      fine[axis] =
          axis < size.dimensions()
              ? Resampling.up(travelled[set][axis], factor, Interpolation.LINEAR, slabs).values()
              : new float[size.times(factor).cells()];
    }
    return new VectorField(size.times(factor), Placement.CENTRES, fine[0], fine[1], fine[2]);
  }

  List<float[]> state() {
    var state = new ArrayList<float[]>();
    for (ScalarField[] set : travelled) {
      for (ScalarField axis : set) {
        state.add(axis.values());
      }
    }
    return state;
  }

  void restore(int stepsDone, Iterable<float[]> state) {
    step = stepsDone;
    var rest = state.iterator();
    for (ScalarField[] set : travelled) {
      for (int axis = 0; axis < set.length; axis++) {
        set[axis] = new ScalarField(size, rest.next().clone());
      }
    }
  }
}
