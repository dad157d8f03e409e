package org.perdura.video.model;

import java.util.random.RandomGenerator;
import org.perdura.nn.Conv2d;
import org.perdura.nn.Module;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

/** x + conv(relu(conv(x))), without normalisation: {@code [n, c, h, w]} to the same. */
final class ResidualBlock extends Module {

  private final Conv2d first;
  private final Conv2d second;

  /**
   * @param gain factor on the second convolution's initial weights: small, and a deep stack begins
   *     near the identity
   */
  ResidualBlock(int channels, double gain, RandomGenerator random) {
    first = child("first", new Conv2d(channels, channels, 3, random));
    second = child("second", new Conv2d(channels, channels, 3, 1, 1, true, gain, random));
  }

  Tensor forward(Tensor x) {
    return second.forward(Scope.of(() -> first.forward(x).reluInPlace())).addInPlace(x);
  }
}
