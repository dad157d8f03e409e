package org.perdura.adversarial.loss;

import org.perdura.adversarial.Loss;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Functional;
import org.perdura.nn.Tensor;

/**
 * What repeats from block to block and should not. A generator that makes its output in blocks of
 * pixels (pixel shuffle) can lay the same pattern into every block of an area, which perceptual and
 * adversarial losses reward as texture where there should be some. Pixel by pixel that error drowns
 * in the error of the texture itself; averaged over neighbouring blocks, for each position in the
 * block by itself, it remains while the other cancels. So: the absolute value of that average of
 * result - truth, mean over all. It holds colours in place as well.
 *
 * @param block side of a block, in pixels
 * @param window side of the square of blocks that is averaged over, odd
 */
public record BlockPatternLoss(int block, int window) implements Loss {

  @Override
  public Tensor of(Rollout rollout) {
    return FrameMean.of(
        rollout.frames(),
        t -> {
          Tensor error = FrameMean.difference(rollout.results().get(t), rollout.truths().get(t));
          Tensor positions = Functional.pixelUnshuffle(error, block); // [n, c block^2, h, w]
          return Functional.boxBlur(positions, window).abs().mean();
        });
  }
}
