package org.perdura.fluid.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.perdura.fluid.Domain;
import org.perdura.fluid.scene.Scene;
import org.perdura.fluid.scene.Simulation;
import org.perdura.fluid.scene.Sources;
import org.perdura.fluid.solver.Advection;
import org.perdura.fluid.solver.DensityCarrier;
import org.perdura.fluid.solver.Source;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;

/**
 * The coarse scene is simulated; the fine density is carried by its velocity and synthesised
 * turbulence, in as many sub-steps as a low-res cell has high-res ones along a side.
 */
final class WaveletSimulation implements PairSimulation {

  private final int factor;
  private final Slabs slabs;
  private final Simulation low;
  private final Domain high;
  private final List<Source> sources;
  private final TextureCoordinates coordinates;
  private final WaveletTurbulence turbulence;
  private final DensityCarrier carrier;
  private ScalarField density; // high-res

  /** For what sources impose on it: their velocities are in the low-res simulation already. */
  private final VectorField ignored;

  WaveletSimulation(Scene scene, SmokeDataSpec spec, Slabs slabs) throws IOException {
    factor = spec.factor();
    this.slabs = slabs;
    low = new Simulation(scene.at(spec.low()), slabs);
    high = Sources.domain(scene);
    sources = Sources.of(scene, high, slabs);
    coordinates = new TextureCoordinates(spec.low(), slabs);
    turbulence = new WaveletTurbulence(high, factor, slabs);
    carrier = new DensityCarrier(high, Advection.MACCORMACK, slabs);
    density = new ScalarField(spec.high());
    ignored = new VectorField(spec.high(), Placement.FACES);
  }

  @Override
  public void warmUp() {
    advance();
  }

  /**
   * One step.
   *
   * @return the fine velocity, high-res cells per step
   */
  private VectorField advance() {
    int step = low.stepsDone();
    sources.forEach(source -> source.apply(step, density, ignored));
    low.step();
    coordinates.advance(low.velocity());
    VectorField velocity = turbulence.refine(low.velocity(), coordinates);
    VectorField part = parts(velocity);
    for (int n = 0; n < factor; n++) {
      density = carrier.carry(density, part);
    }
    return velocity;
  }

  /** Of a sub-step. */
  private VectorField parts(VectorField velocity) {
    VectorField part = velocity.copy();
    float by = 1f / factor;
    for (int axis = 0; axis < high.size().dimensions(); axis++) {
      float[] values = part.component(axis);
      for (int c = 0; c < values.length; c++) {
        values[c] *= by;
      }
    }
    return part;
  }

  @Override
  public SmokePair next(int frame, boolean resync) {
    VectorField velocity = advance();
    if (resync) {
      low.restore(Resampling.down(density, factor, slabs), low.velocity().copy(), low.stepsDone());
    }
    return new SmokePair(
        frame, low.density().copy(), low.velocity().copy(), density.copy(), velocity);
  }

  @Override
  public List<float[]> state() {
    var state = new ArrayList<float[]>();
    state.add(density.values());
    States.add(state, low.density(), low.velocity());
    state.addAll(coordinates.state());
    return state;
  }

  @Override
  public void restore(int stepsDone, List<float[]> state) {
    var rest = state.iterator();
    density = new ScalarField(high.size(), rest.next().clone());
    var size = low.domain().size();
    var lowDensity = new ScalarField(size, rest.next());
    low.restore(lowDensity, States.velocity(size, rest), stepsDone);
    coordinates.restore(stepsDone, () -> rest);
  }

  @Override
  public int stepsDone() {
    return low.stepsDone();
  }

  @Override
  public void close() {
    low.close();
  }
}
