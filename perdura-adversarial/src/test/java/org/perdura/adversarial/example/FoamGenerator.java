package org.perdura.adversarial.example;

import java.util.SplittableRandom;
import org.perdura.nn.Conv2d;
import org.perdura.nn.Module;
import org.perdura.nn.Tensor;

/**
 * Invents foam from noise, and says for each pixel how much of the frame before goes into this one.
 * It begins with little of it: whether more is better is for the judge to teach.
 */
final class FoamGenerator extends Module {

  private static final double KEPT_AT_FIRST = -1; // sigmoid(-1) = 0.27
  private static final double HASTE = 4; // lets the gate open sooner than other weights change

  private final Conv2d first;
  private final Conv2d second;
  private final Conv2d fresh;
  private final Conv2d gate;

  FoamGenerator(int width, long seed) {
    var random = new SplittableRandom(seed);
    first = child("first", new Conv2d(2, width, 3, random));
    second = child("second", new Conv2d(width, width, 3, random));
    fresh = child("fresh", new Conv2d(width, 1, 3, random));
    gate = child("gate", new Conv2d(width, 1, 1, 1, 0, true, 0.1, random));
  }

  /**
   * One frame.
   *
   * @param thickness enlarged, {@code [n, 1, h, w]}
   * @param noise of the same shape
   * @param before the last result, aligned to this frame; null in the first
   */
  Tensor forward(Tensor thickness, Tensor noise, Tensor before) {
    Tensor hidden = second.forward(first.forward(Tensor.cat(1, thickness, noise)).relu()).relu();
    Tensor invented = fresh.forward(hidden);
    if (before == null) {
      return invented;
    }
    Tensor kept = gate.forward(hidden).mul(HASTE).add(KEPT_AT_FIRST).sigmoid(); // [n, 1, h, w]
    // Squares sum to 1 (the rest keeps the root's gradient finite): grain stays as strong as it is.
    Tensor added = kept.square().neg().add(1.001).sqrt();
    return added.mul(invented).add(kept.mul(before));
  }
}
