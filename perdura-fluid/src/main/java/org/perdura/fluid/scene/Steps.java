package org.perdura.fluid.scene;

import java.util.Optional;

/** From which step to which something lasts, both inclusive. */
record Steps(int first, int last) {

  static void require(int first, Optional<Integer> last, boolean once) {
    Values.requireWithin("first-step", first, 0, Integer.MAX_VALUE);
    if (last.isPresent() && once) {
      throw new IllegalArgumentException("last-step: what is there once has none");
    }
    if (last.isPresent() && last.get() < first) {
      throw new IllegalArgumentException(
          "last-step: %d, must be at least first-step, %d".formatted(last.get(), first));
    }
  }

  static Steps of(int first, Optional<Integer> last, boolean once) {
    return new Steps(first, once ? first : last.orElse(Integer.MAX_VALUE));
  }

  boolean include(int step) {
    return step >= first && step <= last;
  }
}
