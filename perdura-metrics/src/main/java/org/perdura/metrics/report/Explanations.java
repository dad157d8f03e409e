package org.perdura.metrics.report;

import org.perdura.metrics.Metric;

/** What the figures mean, in a sentence or two for people who do not count them. */
final class Explanations {

  private Explanations() {}

  static String of(Metric metric) {
    return switch (metric) {
      case PSNR ->
          "Peak signal-to-noise ratio of luma: how close each pixel is to the truth. It favours"
              + " smooth pictures, since detail in a slightly wrong place costs twice.";
      case SSIM ->
          "Structural similarity of luma, 1 at most: how well local contrast and structure agree"
              + " with the truth. It favours smooth pictures too, though less.";
      case LPIPS ->
          "Perceptual distance: how different the pictures look to a neural network, which agrees"
              + " with human judgement far better than PSNR and SSIM do. 0 means alike.";
      case TOF ->
          "How far the result's motion is from the truth's, in pixels from one frame to the next:"
              + " the mean difference of their optical flows (Farneback's method).";
      case TLP ->
          "How far the result's perceptual change from frame to frame is from the truth's, a"
              + " hundredfold: flicker raises it, and so does detail that fades or sticks.";
      case T_DIFF ->
          "How much of the change from frame to frame the motion of the low-resolution film does not"
              + " explain, a hundredfold. Flicker raises it; but a blurred film scores well, and the"
              + " truth itself is not at 0.";
    };
  }
}
