package org.perdura.smoke.data;

import java.util.List;
import java.util.stream.IntStream;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.smoke.data.StoredSimulation.Source;

/** A whole frame of a pair of simulations, with its neighbours in time. */
public final class WholeFrame {

  /** Frames that there are before and after each. */
  static final int MOST_NEIGHBOURS = 2;

  private final StoredSimulation simulation;
  private final int frame;

  WholeFrame(StoredSimulation simulation, int frame) {
    this.simulation = simulation;
    this.frame = frame;
  }

  public GridSize lowSize() {
    return simulation.low();
  }

  /** The low-res density. */
  public ScalarField low() {
    return field(simulation.density(frame));
  }

  /** The high-res density. */
  public ScalarField high() {
    return field(simulation.densityHigh(frame));
  }

  /** The low-res density of this frame and its neighbours, in the order of time. */
  public List<ScalarField> densities(int neighbours) {
    return IntStream.rangeClosed(frame - neighbours, frame + neighbours)
        .mapToObj(number -> field(simulation.density(number)))
        .toList();
  }

  /** The low-res velocity at the cells' centres, in low-res cells per step. */
  public VectorField velocity() {
    var velocity = new VectorField(lowSize(), Placement.CENTRES);
    for (int c = 0; c < lowSize().dimensions(); c++) {
      copy(simulation.velocity(frame, c), velocity.component(c));
    }
    return velocity;
  }

  private static ScalarField field(Source source) {
    var values = new float[source.size().cells()];
    copy(source, values);
    return new ScalarField(source.size(), values);
  }

  private static void copy(Source source, float[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = source.values().at(i);
    }
  }
}
