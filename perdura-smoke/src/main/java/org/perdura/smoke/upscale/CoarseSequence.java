package org.perdura.smoke.upscale;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.perdura.grid.GridSize;
import org.perdura.grid.io.GridSequence;
import org.perdura.grid.io.SequenceName;
import org.perdura.smoke.model.SmokeGenerator;

/**
 * Low-res smoke: its density, and its velocity if a model asks for it.
 *
 * @param velocity of the same frames and size
 */
public record CoarseSequence(GridSequence density, Optional<GridSequence> velocity) {

  /**
   * All that a model needs.
   *
   * @param velocity its name, such as {@code run/vel_%04d.uni}; null: it lies beside the density
   * @throws IOException one line: the model is not for such smoke, or there is no such velocity
   */
  public static CoarseSequence of(GridSequence density, String velocity, SmokeModel model)
      throws IOException {
    GridSize size = density.info().size();
    if (size.dimensions() != model.spec().dimensions()) {
      throw new IOException(
          "%s: is of %s cells, so %dD, but the model %s is for %dD smoke"
              .formatted(
                  density.name(),
                  size,
                  size.dimensions(),
                  model.name(),
                  model.spec().dimensions()));
    }
    try {
      size.times(SmokeGenerator.SCALE);
    } catch (IllegalArgumentException e) {
      throw new IOException(density.name() + ": would become too large: " + e.getMessage(), e);
    }
    return model.generator().needsVelocity()
        ? new CoarseSequence(density, Optional.of(velocity(density, velocity)))
        : new CoarseSequence(density, Optional.empty());
  }

  private static GridSequence velocity(GridSequence density, String name) throws IOException {
    GridSequence velocity =
        name == null ? beside(density) : density.velocity(SequenceName.of(name));
    if (velocity.info().type().components() != 3) {
      throw new IOException(
          "%s: is a sequence of %s grids, must be MAC or Vec3"
              .formatted(velocity.name(), velocity.info().type().label()));
    }
    if (!velocity.info().size().equals(density.info().size())) {
      throw new IOException(
          "%s: %s, but %s is %s"
              .formatted(
                  velocity.name(), velocity.info().size(), density.name(), density.info().size()));
    }
    return velocity;
  }

  private static GridSequence beside(GridSequence density) throws IOException {
    return density
        .velocity()
        .orElseThrow(
            () -> {
              List<SequenceName> names = density.name().velocities();
              String looked =
                  names.isEmpty()
                      ? "its name does not say what that is called"
                      : names.stream()
                          .map(SequenceName::toString)
                          .collect(Collectors.joining(" nor ", "there is neither ", ""));
              return new IOException(
                  "%s: the model needs its velocity, but %s; say where it is by --velocity"
                      .formatted(density.name(), looked));
            });
  }
}
