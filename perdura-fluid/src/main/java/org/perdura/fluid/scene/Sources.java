package org.perdura.fluid.scene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.perdura.fluid.Domain;
import org.perdura.fluid.solver.Source;
import org.perdura.grid.Slabs;

/** What a scene's domain is, and what is put into it, for whoever moves it on himself. */
public final class Sources {

  private Sources() {}

  /**
   * The domain with its obstacles.
   *
   * @throws IOException if a mask cannot be read
   */
  public static Domain domain(Scene scene) throws IOException {
    return Domain.of(
        scene.size(),
        scene.boundary().boundary(),
        Obstacles.solid(scene.obstacles(), scene.size()));
  }

  /**
   * The sources of smoke and the imposed velocities.
   *
   * @param domain of the scene's size
   * @throws IllegalArgumentException if a source reaches no fluid cell
   */
  public static List<Source> of(Scene scene, Domain domain, Slabs slabs) {
    var sources = new ArrayList<Source>();
    for (int i = 0; i < scene.sources().size(); i++) {
      var inflow = new Inflow(scene.sources().get(i), domain, scene.seed(), i, slabs);
      if (inflow.isEmpty()) {
        throw new IllegalArgumentException(
            "sources.%d: reaches no fluid cell of %s; must be larger, or elsewhere"
                .formatted(i, domain.size()));
      }
      sources.add(inflow);
    }
    for (VelocitySpec velocity : scene.velocities()) {
      sources.add(new ImposedVelocity(velocity, domain.size()));
    }
    return List.copyOf(sources);
  }
}
