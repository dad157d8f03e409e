package org.perdura.fluid.scene;

import org.perdura.fluid.Domain;
import org.perdura.fluid.noise.NoiseTexture;
import org.perdura.fluid.noise.WaveletTile;
import org.perdura.fluid.solver.Source;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;
import org.perdura.recipe.Chance;

/** A source of smoke in a domain. */
final class Inflow implements Source {

  private final SourceSpec spec;
  private final Steps steps;
  private final GridSize size;
  private final Slabs slabs;
  private final WaveletTile tile; // null: no noise
  private final double[] shift = new double[3]; // of the noise, in longest sides

  // The part of the domain that the shape reaches.
  private final int fromX;
  private final int fromY;
  private final int fromZ;
  private final int toX;
  private final int toY;
  private final int toZ;

  /** How much of the value each cell of that part takes, 0..1. */
  private final float[] coverage;

  /** What each of its cells takes, if that is the same in every step; else null. */
  private final float[] still;

  /**
   * @param index of the source in the scene
   */
  Inflow(SourceSpec spec, Domain domain, long seed, int index, Slabs slabs) {
    this.spec = spec;
    this.slabs = slabs;
    steps = spec.steps();
    size = domain.size();
    PlacedShape shape = spec.shape().in(size);
    fromX = shape.from(0, spec.edge());
    fromY = shape.from(1, spec.edge());
    fromZ = shape.from(2, spec.edge());
    toX = shape.to(0, spec.edge());
    toY = shape.to(1, spec.edge());
    toZ = shape.to(2, spec.edge());
    coverage = coverage(shape, domain);
    NoiseTexture noise = spec.noise().orElse(null);
    tile = noise == null ? null : noise.tile();
    if (noise != null) {
      var rnd = Chance.of(seed, 0, index);
      for (int axis = 0; axis < 3; axis++) {
        shift[axis] = rnd.nextDouble() * tile.size() / noise.scale();
      }
    }
    still = noise == null || noise.animation() == 0 ? values(0) : null;
  }

  private float[] coverage(PlacedShape shape, Domain domain) {
    var covered = new float[(toX - fromX) * (toY - fromY) * (toZ - fromZ)];
    int at = 0;
    for (int k = fromZ; k < toZ; k++) {
      for (int j = fromY; j < toY; j++) {
        for (int i = fromX; i < toX; i++, at++) {
          if (domain.isFluid(size.index(i, j, k))) {
            double distance = shape.distance(i + 0.5, j + 0.5, k + 0.5);
            covered[at] = (float) covered(distance, spec.edge());
          }
        }
      }
    }
    return covered;
  }

  private static double covered(double distance, double edge) {
    if (edge == 0) {
      return distance <= 0 ? 1 : 0;
    }
    return Math.min(1, Math.max(0, 1 - 0.5 / edge * (distance + edge)));
  }

  /** Whether it gives smoke to any cell. */
  boolean isEmpty() {
    for (float covered : coverage) {
      if (covered > 0) {
        return false;
      }
    }
    return true;
  }

  /** What each cell takes in a step. */
  private float[] values(int step) {
    var values = new float[coverage.length];
    slabs.run(
        (toY - fromY) * (toZ - fromZ),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            fillRow(values, row, step);
          }
        });
    return values;
  }

  private void fillRow(float[] values, int row, int step) {
    int rows = toY - fromY;
    int width = toX - fromX;
    double unit = 1.0 / size.longest();
    double y = (fromY + row % rows + 0.5) * unit + shift[1];
    // A flat scene is a section of the noise, the same at any resolution.
    double z = (size.isFlat() ? 0 : (fromZ + row / rows + 0.5) * unit) + shift[2];
    for (int i = 0, at = row * width; i < width; i++, at++) {
      if (coverage[at] > 0) {
        double noise =
            tile == null
                ? 1
                : spec.noise()
                    .orElseThrow()
                    .value(tile, (fromX + i + 0.5) * unit + shift[0], y, z, step);
        values[at] = (float) (spec.density() * noise * coverage[at]);
      }
    }
  }

  @Override
  public void apply(int step, ScalarField density, VectorField velocity) {
    if (!steps.include(step)) {
      return;
    }
    float[] inflow = still == null ? values(step) : still;
    float[] smoke = density.values();
    int at = 0;
    for (int k = fromZ; k < toZ; k++) {
      for (int j = fromY; j < toY; j++) {
        int cell = size.index(fromX, j, k);
        for (int i = fromX; i < toX; i++, at++, cell++) {
          if (coverage[at] > 0) {
            smoke[cell] = Math.max(smoke[cell], inflow[at]);
          }
        }
      }
    }
  }
}
