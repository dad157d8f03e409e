package org.perdura.cli.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** In which order those that are compared take turns. */
final class Turns {

  private Turns() {}

  /** Every other round backwards, so that a machine growing slower or faster favours nobody. */
  static <T> List<T> of(List<T> all, int round) {
    var order = new ArrayList<T>(all);
    if (round % 2 == 1) {
      Collections.reverse(order);
    }
    return order;
  }
}
