package org.perdura.smoke.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.perdura.grid.GridSize;
import org.perdura.grid.Slabs;
import org.perdura.recipe.Chance;

/**
 * Draws tiles from datasets. The tile of a seed, step and index is the same whenever it is asked
 * for; several threads may ask at once.
 */
public final class TileSampler {

  /** Mean density below which a tile is another's place (Xie et al. 2018). */
  private static final double EMPTY = 0.02;

  /** Then it is taken as it is. */
  private static final int MOST_TRIES = 32;

  private final List<List<StoredSimulation>> sets = new ArrayList<>();
  private final double[] weights;
  private final Augmentation augmentation;
  private final long seed;

  /**
   * Opens the datasets; prepares those that have not been, which takes minutes for large ones.
   *
   * @param dimensions that all must have
   * @param cache where prepared datasets are kept between runs
   * @throws IOException one line: a dataset is missing, damaged, or of other dimensions
   */
  public TileSampler(
      SmokeData data, int dimensions, Augmentation augmentation, Path cache, long seed)
      throws IOException {
    this.augmentation = augmentation;
    this.seed = seed;
    weights = data.sets().stream().mapToDouble(SmokeData.Part::weight).toArray();
    var store = new PairStore(cache);
    for (SmokeData.Part part : data.sets()) {
      sets.add(store.open(Path.of(part.path()), dimensions));
    }
  }

  /**
   * Whether such tiles can be drawn.
   *
   * @throws IllegalArgumentException one line: a simulation is smaller or shorter
   */
  public void requireRoom(TileShape shape) {
    for (List<StoredSimulation> set : sets) {
      for (StoredSimulation simulation : set) {
        if (simulation.frames() < shape.lowFrames()) {
          throw new IllegalArgumentException(
              "tiles: %d frames with their neighbours, but %s has %d frames"
                  .formatted(shape.lowFrames(), simulation, simulation.frames()));
        }
        GridSize low = simulation.low();
        int least = Math.min(low.x(), Math.min(low.y(), low.isFlat() ? low.y() : low.z()));
        if (least < shape.lowSize()) {
          throw new IllegalArgumentException(
              "tiles: low-size %d, but %s has %s cells"
                  .formatted(shape.lowSize(), simulation, low));
        }
      }
    }
  }

  /** The tiles of a step; they must {@linkplain #requireRoom have room}. */
  public SmokeTile[] batch(long step, int count, TileShape shape) {
    var tiles = new SmokeTile[count];
    try (var slabs = new Slabs(1)) {
      for (int i = 0; i < count; i++) {
        tiles[i] = tile(Chance.of(seed, step, i), shape, slabs);
      }
    }
    return tiles;
  }

  private SmokeTile tile(SplittableRandom random, TileShape shape, Slabs slabs) {
    for (int attempt = 1; ; attempt++) {
      List<StoredSimulation> set = sets.get(Chance.weighted(random, weights));
      StoredSimulation simulation = set.get(random.nextInt(set.size()));
      int stride = stride(simulation, shape, random);
      int between = (shape.lowFrames() - 1) * stride;
      int first = shape.neighbours() * stride + random.nextInt(simulation.frames() - between);
      Pose pose = pose(simulation, shape, random);
      var reader = new TileReader(simulation, shape, pose, stride, slabs);
      if (attempt == MOST_TRIES || mean(reader.low(first)) >= EMPTY) {
        return reader.read(first);
      }
    }
  }

  /** One, where the simulation is too short for what is drawn. */
  private int stride(StoredSimulation simulation, TileShape shape, SplittableRandom random) {
    List<Integer> strides = augmentation.strides();
    int drawn = strides.get(strides.size() == 1 ? 0 : random.nextInt(strides.size()));
    return (shape.lowFrames() - 1) * drawn < simulation.frames() ? drawn : 1;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private Pose pose(StoredSimulation simulation, TileShape shape, SplittableRandom random) {
    int n = shape.dimensions();
    int[] sides = {simulation.low().x(), simulation.low().y(), simulation.low().z()};
    var centre = new double[n];
    boolean free = random.nextDouble() < augmentation.free();
    for (int axis = 0; axis < n; axis++) {
      int room = sides[axis] - shape.lowSize();
      centre[axis] = random.nextInt(room + 1) + shape.lowSize() / 2.0;
    }
    if (!free) {
      return new Pose(Pose.symmetry(n, random), centre, true);
    }
    double range = augmentation.mostScale() / augmentation.leastScale();
    double scale = augmentation.leastScale() * Math.pow(range, random.nextDouble());
    for (int axis = 0; axis < n; axis++) {
      // Between the cells, and away from the border as far as there is room.
      double away = Math.min(Math.sqrt(n) * shape.lowSize() / 2 / scale, sides[axis] / 2.0);
      centre[axis] = away + random.nextDouble() * (sides[axis] - 2 * away);
    }
    return new Pose(Pose.rotation(n, scale, random), centre, false);
  }
}
