package org.perdura.smoke.data;

import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.nn.Tensor;
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

  /**
   * The low-res density of this frame and its neighbours.
   *
   * @return {@code [1, 2 neighbours + 1, h, w]} or {@code [1, 2 neighbours + 1, d, h, w]}
   */
  public Tensor density(int neighbours) {
    var sources = new Source[2 * neighbours + 1];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = simulation.density(frame - neighbours + i);
    }
    return tensor(sources);
  }

  /** The low-res velocity: {@code [1, 2, h, w]} or {@code [1, 3, d, h, w]}. */
  public Tensor velocity() {
    var sources = new Source[lowSize().dimensions()];
    for (int c = 0; c < sources.length; c++) {
      sources[c] = simulation.velocity(frame, c);
    }
    return tensor(sources);
  }

  private static ScalarField field(Source source) {
    var values = new float[source.size().cells()];
    copy(source, values, 0);
    return new ScalarField(source.size(), values);
  }

  private static void copy(Source source, float[] into, int from) {
    for (int i = 0; i < source.size().cells(); i++) {
      into[from + i] = source.values().at(i);
    }
  }

  private Tensor tensor(Source... sources) {
    GridSize size = lowSize();
    var values = new float[sources.length * size.cells()];
    for (int s = 0; s < sources.length; s++) {
      copy(sources[s], values, s * size.cells());
    }
    return size.isFlat()
        ? Tensor.of(values, 1, sources.length, size.y(), size.x())
        : Tensor.of(values, 1, sources.length, size.z(), size.y(), size.x());
  }
}
