package org.perdura.fluid.scene;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Something that smoke cannot enter: a shape, or a picture.
 *
 * @param shape all cells whose centre is inside
 * @param mask a picture that is laid over the domain, its bright half an obstacle; the same in all
 *     layers of z
 */
public record ObstacleSpec(Optional<Shape> shape, Optional<Path> mask) {

  public ObstacleSpec {
    if (shape.isPresent() == mask.isPresent()) {
      throw new IllegalArgumentException("shape: an obstacle has either a shape or a mask");
    }
  }
}
