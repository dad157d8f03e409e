package org.perdura.adversarial.example;

import java.util.List;
import java.util.Map;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Functional;
import org.perdura.nn.Tensor;

/** How good foam is, when no frame can be compared with the truth pixel by pixel. */
final class FoamFigures {

  private FoamFigures() {}

  /**
   * The figures of a roll-out.
   *
   * <ul>
   *   <li>{@code detail}: power of the results' fine part over that of the truths'; 1 is wanted, 0
   *       means that nothing is invented
   *   <li>{@code flicker}: mean |aligned result before - result| over mean |result|; 0 means that
   *       everything stays in place, 1.41 that every frame is invented anew
   * </ul>
   */
  static Map<String, Double> of(Rollout rollout) {
    double flicker = 0;
    double size = 0;
    for (int t = 1; t < rollout.frames(); t++) {
      Tensor now = rollout.results().get(t);
      Tensor before = rollout.alignment().align(rollout.results().get(t - 1), t - 1, t);
      flicker += before.sub(now).abs().mean().item();
      size += now.abs().mean().item();
    }
    return Map.of(
        "detail", finePower(rollout.results()) / finePower(rollout.truths()),
        "flicker", flicker / size);
  }

  /** Mean square of frames less their means over squares of 5 x 5. */
  private static double finePower(List<Tensor> frames) {
    double sum = 0;
    for (Tensor frame : frames) {
      sum += frame.sub(Functional.boxBlur(frame, 5)).square().mean().item();
    }
    return sum / frames.size();
  }
}
