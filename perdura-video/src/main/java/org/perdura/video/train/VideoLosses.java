package org.perdura.video.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.perdura.adversarial.LossTerm;
import org.perdura.adversarial.loss.BlockPatternLoss;
import org.perdura.adversarial.loss.CharbonnierLoss;
import org.perdura.adversarial.loss.ContentLoss;
import org.perdura.adversarial.loss.PerceptualLoss;
import org.perdura.adversarial.loss.PingPongLoss;
import org.perdura.adversarial.loss.WarpLoss;
import org.perdura.nn.Tensor;
import org.perdura.video.model.VideoGenerator;

/** The losses that a recipe asks for. */
final class VideoLosses {

  /** Wide enough that the error of texture cancels, narrow enough for objects to have areas. */
  private static final int BLOCKS_AVERAGED = 5;

  private VideoLosses() {}

  /**
   * All with a weight.
   *
   * @param features of the perceptual loss, of colours from 0 to 1; may be null if that has no
   *     weight
   */
  static List<LossTerm> terms(
      VideoRecipe.LossWeights weights, Function<Tensor, List<Tensor>> features) {
    // Pictures here are from 0 to 1. On a range r times as wide absolute differences are r times
    // as large, squared ones r^2 times.
    double range = weights.range();
    var terms = new ArrayList<LossTerm>();
    terms.add(
        switch (weights.contentKind()) {
          case CHARBONNIER ->
              new LossTerm(
                  "content",
                  weights.content() * range,
                  new CharbonnierLoss(weights.charbonnierEps() / range));
          case SQUARED ->
              new LossTerm("content", weights.content() * range * range, new ContentLoss());
        });
    if (weights.blockPattern() != 0) {
      terms.add(
          new LossTerm(
              "block-pattern",
              weights.blockPattern() * range,
              new BlockPatternLoss(VideoGenerator.SCALE, BLOCKS_AVERAGED)));
    }
    if (weights.warp() != 0) {
      terms.add(new LossTerm("warp", weights.warp(), new WarpLoss()));
    }
    if (weights.pingPong() != 0) {
      terms.add(new LossTerm("ping-pong", weights.pingPong() * range, new PingPongLoss()));
    }
    if (weights.perceptual() != 0) {
      terms.add(
          new LossTerm(
              "perceptual",
              weights.perceptual(),
              new PerceptualLoss(features, weights.perceptualEvery(), weights.perceptualJitter())));
    }
    return terms;
  }
}
