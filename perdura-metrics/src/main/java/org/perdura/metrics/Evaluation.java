package org.perdura.metrics;

import java.util.List;

/**
 * The figures of several results, all of the same scenes in the same order.
 *
 * @param lpipsNet what network LPIPS and tLP are counted with, to be named beside every such figure
 */
public record Evaluation(String lpipsNet, List<ResultFigures> results) {

  public Evaluation {
    results = List.copyOf(results);
  }
}
