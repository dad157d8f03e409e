package org.perdura.smoke.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.perdura.recipe.Default;

/**
 * Which datasets, as a recipe says it.
 *
 * @param sets folders that {@code perdura dataset smoke} wrote
 */
public record SmokeData(List<Part> sets) {

  public SmokeData {
    sets = List.copyOf(sets);
    if (sets.isEmpty()) {
      throw new IllegalArgumentException("sets: none; must be one or more");
    }
  }

  /**
   * One dataset.
   *
   * @param path of its folder
   * @param weight how often tiles come from it, relative to the others
   */
  public record Part(String path, @Default("1") double weight) {

    public Part {
      if (!(weight > 0)) {
        throw new IllegalArgumentException("weight: " + weight + ", must be above 0");
      }
    }
  }

  /**
   * Whether all sets are there; preparing them takes minutes.
   *
   * @throws IOException one line: one is missing
   */
  public void requireThere() throws IOException {
    for (Part part : sets) {
      PairStore.requireDataset(Path.of(part.path()));
    }
  }

  /** The same with relative paths taken as relative to a folder. */
  public SmokeData resolve(Path folder) {
    return new SmokeData(
        sets.stream()
            .map(part -> new Part(folder.resolve(part.path()).toString(), part.weight()))
            .toList());
  }
}
