package org.perdura.fluid.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.perdura.fluid.scene.Scene;
import org.perdura.fluid.scene.Simulation;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/**
 * The fine scene is simulated; the coarse one is its blurred image, which goes on by itself between
 * synchronisations.
 */
final class DoubleSimulation implements PairSimulation {

  private final int factor;
  private final Slabs slabs;
  private final Simulation high;

  /** Null if it is synchronised in every frame. */
  private final Simulation low;

  DoubleSimulation(Scene scene, SmokeDataSpec spec, boolean everyFrame, Slabs slabs)
      throws IOException {
    factor = spec.factor();
    this.slabs = slabs;
    high = new Simulation(scene, slabs);
    low = everyFrame ? null : new Simulation(scene.at(spec.low()), slabs);
  }

  @Override
  public void warmUp() {
    high.step();
  }

  @Override
  public SmokePair next(int frame, boolean resync) {
    high.step();
    if (low == null || resync) {
      ScalarField density = Resampling.down(high.density(), factor, slabs);
      VectorField velocity = Resampling.down(high.velocity(), factor, slabs);
      if (low != null) {
        low.restore(density, velocity, high.stepsDone());
      }
      return pair(frame, density, velocity);
    }
    low.step();
    return pair(frame, low.density().copy(), low.velocity().copy());
  }

  private SmokePair pair(int frame, ScalarField density, VectorField velocity) {
    return new SmokePair(frame, density, velocity, high.density().copy(), high.velocity().copy());
  }

  @Override
  public List<float[]> state() {
    var state = new ArrayList<float[]>();
    States.add(state, high.density(), high.velocity());
    if (low != null) {
      States.add(state, low.density(), low.velocity());
    }
    return state;
  }

  @Override
  public void restore(int stepsDone, List<float[]> state) {
    var rest = state.iterator();
    restore(high, rest.next(), States.velocity(high.domain().size(), rest), stepsDone);
    if (low != null) {
      restore(low, rest.next(), States.velocity(low.domain().size(), rest), stepsDone);
    }
  }

  private static void restore(Simulation to, float[] density, VectorField velocity, int steps) {
    to.restore(new ScalarField(to.domain().size(), density), velocity, steps);
  }

  @Override
  public int stepsDone() {
    return high.stepsDone();
  }

  @Override
  public void close() {
    high.close();
    if (low != null) {
      low.close();
    }
  }
}
