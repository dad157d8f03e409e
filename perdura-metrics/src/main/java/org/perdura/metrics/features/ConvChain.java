package org.perdura.metrics.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.perdura.nn.Conv2d;
import org.perdura.nn.Functional;
import org.perdura.nn.Functional.Border;
import org.perdura.nn.Module;
import org.perdura.nn.Tensor;

/**
 * Simonyan and Zisserman's VGG: stages of 3x3 convolutions, each rectified, with the largest of 2x2
 * pixels between the stages. It goes as far as its last tap.
 */
final class ConvChain extends Module {

  /** How a convolution is called in the weights. */
  interface Naming {

    /**
     * The name of a convolution.
     *
     * @param stage from 1, as VGG's layers are called
     * @param index within the stage, from 1
     * @param operation how many convolutions, rectifications and poolings come before it
     */
    String of(int stage, int index, int operation);
  }

  /** A convolution, what comes before it, and whether its output is looked at. */
  private record Step(Conv2d convolution, boolean pooled, boolean tapped) {}

  private final Border border;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> taps = new ArrayList<>();

  /**
   * @param widths channels of each convolution by stage
   * @param taps which convolutions are looked at: {@code conv3_4}
   * @param border ZERO or REFLECT, beyond which the convolutions look by a pixel
   */
  ConvChain(int[][] widths, Set<String> taps, Border border, Naming naming) {
    this.border = border;
    var random = new SplittableRandom(0); // soon overwritten by the weights
    int channels = 3;
    int operation = 0;
    for (int stage = 1; stage <= widths.length; stage++) {
      for (int index = 1; index <= widths[stage - 1].length; index++) {
        if (this.taps.size() == taps.size()) {
          return;
        }
        int width = widths[stage - 1][index - 1];
        int padding = border == Border.ZERO ? 1 : 0;
        var convolution = new Conv2d(channels, width, 3, 1, padding, true, 1, random);
        String tap = "conv%d_%d".formatted(stage, index);
        boolean tapped = taps.contains(tap);
        child(naming.of(stage, index, operation), convolution);
        steps.add(new Step(convolution, stage > 1 && index == 1, tapped));
        if (tapped) {
          this.taps.add(tap);
        }
        operation += 2;
        channels = width;
      }
      operation++;
    }
  }

  List<String> taps() {
    return List.copyOf(taps);
  }

  /**
   * @param x {@code [n, 3, h, w]}
   */
  List<Tensor> forward(Tensor x) {
    var tapped = new ArrayList<Tensor>();
    for (Step step : steps) {
      if (step.pooled) {
        x = Functional.maxPool2d(x, 2);
      }
      Tensor wider = border == Border.ZERO ? x : Functional.pad(x, border, 1, 1, 1, 1);
      x = step.convolution.forward(wider).relu();
      if (step.tapped) {
        tapped.add(x);
      }
    }
    return tapped;
  }
}
