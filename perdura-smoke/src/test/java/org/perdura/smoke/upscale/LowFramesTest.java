package org.perdura.smoke.upscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.GridSequence;

/** What a network is shown of a frame, at the ends of a sequence too. */
final class LowFramesTest {

  private static final GridSize SIZE = GridSize.flat(24, 16);
  private static final float ACROSS = 1.5f; // cells a frame
  private static final float UP = -0.5f;
  private static final int FRAMES = 3;

  @TempDir private Path folder;

  /** A smooth puff that all of the air carries along. */
  private static ScalarField puff(double frame) {
    var field = new ScalarField(SIZE);
    for (int j = 0; j < SIZE.y(); j++) {
      for (int i = 0; i < SIZE.x(); i++) {
        double x = i - 9 - ACROSS * frame;
        double y = j - 8 - UP * frame;
        field.values()[SIZE.index(i, j, 0)] = (float) Math.exp(-(x * x + y * y) / 8);
      }
    }
    return field;
  }

  private CoarseSequence write(boolean withVelocity) throws IOException {
    var velocity = new VectorField(SIZE, Placement.CENTRES);
    Arrays.fill(velocity.x(), ACROSS);
    Arrays.fill(velocity.y(), UP);
    for (int frame = 0; frame < FRAMES; frame++) {
      GridFiles.write(folder.resolve("density_" + frame + ".uni"), puff(frame));
      GridFiles.write(folder.resolve("velocity_" + frame + ".uni"), velocity);
    }
    GridSequence density = GridSequence.density(folder.toString());
    return new CoarseSequence(density, withVelocity ? density.velocity() : Optional.empty());
  }

  /**
   * As training shows it (strides with 0): moved frames were tried and are worse where smoke is
   * fast.
   */
  @Test
  void atTheEndsTheOutermostStandsIn() throws IOException {
    var frames = new LowFrames(write(true), 2);
    LowFrame first = frames.read(0);
    LowFrame last = frames.read(2);
    for (int neighbour = -2; neighbour <= 2; neighbour++) {
      assertThat(first.densities().get(neighbour + 2).values())
          .isEqualTo(puff(Math.max(0, neighbour)).values());
      assertThat(last.densities().get(neighbour + 2).values())
          .isEqualTo(puff(Math.min(2, 2 + neighbour)).values());
    }
    assertThat(last.velocity().x()[0]).isEqualTo(ACROSS);
  }

  @Test
  void velocityIsReadOnlyIfItIsWanted() throws IOException {
    assertThat(new LowFrames(write(false), 1).read(2).velocity()).isNull();
  }
}
