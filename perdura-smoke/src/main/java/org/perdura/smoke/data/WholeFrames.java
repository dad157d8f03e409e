package org.perdura.smoke.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whole frames of datasets, to judge by. */
public final class WholeFrames {

  private WholeFrames() {}

  /**
   * Pairs of neighbouring frames, spread over each simulation.
   *
   * @param first of the frames that may be chosen
   * @param count pairs of each simulation
   * @return each pair's earlier frame, then its later one
   * @throws IOException one line: a dataset cannot be read, or is too short to have pairs with all
   *     their neighbours
   */
  public static List<WholeFrame> pairs(
      SmokeData data, int dimensions, int first, int count, Path cache) throws IOException {
    var frames = new ArrayList<WholeFrame>();
    var store = new PairStore(cache);
    for (SmokeData.Part part : data.sets()) {
      for (StoredSimulation simulation : store.open(Path.of(part.path()), dimensions)) {
        int least = WholeFrame.MOST_NEIGHBOURS + 1;
        int last = simulation.frames() - 1 - WholeFrame.MOST_NEIGHBOURS;
        if (last < least) {
          throw new IOException(
              "%s: simulations of %d frames; must be %d or more"
                  .formatted(part.path(), simulation.frames(), 2 * least));
        }
        int from = Math.min(Math.max(first, least), last);
        for (int i = 0; i < count; i++) {
          int frame = from + (count == 1 ? 0 : (last - from) * i / (count - 1));
          frames.add(new WholeFrame(simulation, frame - 1));
          frames.add(new WholeFrame(simulation, frame));
        }
      }
    }
    return frames;
  }
}
