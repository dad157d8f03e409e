package org.perdura.metrics.smoke;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.perdura.grid.GridSize;
import org.perdura.grid.io.GridSequence;

/**
 * A density and what others made of its low-res version.
 *
 * @param results by name, in the order of tables
 * @param velocity that moves the smoke, high-res or low-res; null if there is none
 */
public record SmokeSet(
    SmokeSequence truth, Map<String, SmokeSequence> results, GridSequence velocity) {

  public SmokeSet {
    results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
  }

  /**
   * With the sizes looked at.
   *
   * @param velocity may be null
   * @throws IOException one line naming two files whose sizes do not go together
   */
  public static SmokeSet of(
      SmokeSequence truth, Map<String, SmokeSequence> results, GridSequence velocity)
      throws IOException {
    if (results.isEmpty()) {
      throw new IllegalArgumentException("no results to judge");
    }
    for (SmokeSequence result : results.values()) {
      if (!result.size().equals(truth.size())) {
        throw new IOException(
            "%s: %s, must be %s, as %s"
                .formatted(result.firstFile(), result.size(), truth.size(), truth.firstFile()));
      }
    }
    if (velocity != null && FrameAdvection.factor(velocity.info().size(), truth.size()) == 0) {
      throw new IOException(
          "%s: %s, must be %s, as %s, or coarser by a whole factor"
              .formatted(
                  velocity.file(velocity.numbers().get(0)),
                  velocity.info().size(),
                  truth.size(),
                  truth.firstFile()));
    }
    return new SmokeSet(truth, results, velocity);
  }

  GridSize size() {
    return truth.size();
  }

  /** The first number that all have. */
  public int first() {
    return results.values().stream()
        .mapToInt(SmokeSequence::first)
        .reduce(truth.first(), Math::max);
  }

  /** The last number that all have; less than the first if there is none. */
  public int last() {
    return results.values().stream().mapToInt(SmokeSequence::last).reduce(truth.last(), Math::min);
  }

  /**
   * Refuses what has no frame in common.
   *
   * @throws IOException one line
   */
  public void requireInStep() throws IOException {
    for (SmokeSequence result : results.values()) {
      if (result.first() > truth.last() || result.last() < truth.first()) {
        throw new IOException(
            "%s: has the frames %d to %d, must have some of %s, %d to %d"
                .formatted(
                    result, result.first(), result.last(), truth, truth.first(), truth.last()));
      }
    }
    if (first() > last()) {
      throw new IOException(
          "%s: no frame is there in it and in all the results; compare these one by one"
              .formatted(truth));
    }
  }

  /**
   * Refuses a velocity that lacks a frame which smoke is carried by.
   *
   * @throws IOException one line
   */
  public void requireVelocity() throws IOException {
    for (int number = first(); velocity != null && number < last(); number++) {
      if (!velocity.numbers().contains(number)) {
        throw new IOException(
            "%s: is missing: must be there, since %s is"
                .formatted(velocity.name().file(number), truth.files().file(number)));
      }
    }
  }
}
