package org.perdura.adversarial.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * Notices when a training runs away although all numbers are still finite: the loss without what
 * judges add, averaged over some steps, has become many times what it was at its lowest.
 */
final class DivergenceGuard {

  private static final int STEPS = 50;
  private static final double DOUBTFUL = 4;
  private static final double DIVERGED = 16;

  private double mean;
  private double lowest = Double.POSITIVE_INFINITY;
  private long lowestStep;
  private int seen;

  /** Takes in a step's loss. */
  void observe(long step, double loss) {
    seen++;
    // The plain mean of the first steps, an exponential one from then on.
    mean += (loss - mean) / Math.min(seen, STEPS);
    if (seen >= STEPS && mean < lowest) {
      lowest = mean;
      lowestStep = step;
    }
  }

  /** What it has seen up to now. */
  ObjectNode state() {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("mean", mean);
    state.put("seen", seen);
    if (lowest < Double.POSITIVE_INFINITY) { // which JSON does not know
      state.put("lowest", lowest);
      state.put("lowest-step", lowestStep);
    }
    return state;
  }

  /** Goes on from there. */
  void restore(JsonNode state) {
    mean = state.path("mean").asDouble();
    seen = state.path("seen").asInt();
    lowest = state.path("lowest").asDouble(Double.POSITIVE_INFINITY);
    lowestStep = state.path("lowest-step").asLong();
  }

  /** Whether the present state is too bad to take the place of an older checkpoint. */
  boolean doubtful() {
    return mean > DOUBTFUL * lowest;
  }

  /** What to tell if the training has run away; null if not. */
  String complaint() {
    return mean > DIVERGED * lowest
        ? String.format(
            Locale.ROOT,
            "diverged: the loss is %.3g, and was %.3g at step %d",
            mean,
            lowest,
            lowestStep)
        : null;
  }
}
