package org.perdura.metrics.report;

import org.perdura.metrics.smoke.SmokeMetric;

/** What the figures of smoke mean, in a sentence or two for people who do not count them. */
final class SmokeExplanations {

  private SmokeExplanations() {}

  static String of(SmokeMetric metric) {
    return switch (metric) {
      case PSNR ->
          "Peak signal-to-noise ratio of the density, peak 1: how close each cell is to the truth."
              + " It favours smooth smoke, since detail in a slightly wrong place costs twice.";
      case SSIM -> "Structural similarity over all cells, 1 at most. Empty cells are alike.";
      case SSIM_OCCUPIED -> "The same over cells with smoke in the result or the truth only.";
      case FINE_ERROR ->
          "Energy of what is wrong in the fine part, over the energy of the truth's: the fine part"
              + " is what a cubic upsampling of the low-res smoke cannot hold. 0 is perfect, 1 is no"
              + " detail, above 1 is wrong detail.";
      case TEMPORAL_ERROR ->
          "How far the change from frame to frame is from the truth's change, a hundredfold.";
      case TEMPORAL_ERROR_ADVECTED ->
          "The same after the velocity has carried the frame before to the present one.";
      case COHERENCE_FINE ->
          "The part of the fine part that is not where the velocity carries that of the frame"
              + " before. Detail that flickers raises it; the truth itself is not at 0.";
      case MASS_ERROR -> "How far the sum of the density is from the truth's, relative to it.";
      case GRADIENT_RATIO ->
          "Mean length of the density's gradient over that of the truth's: below 1 is blurred, above"
              + " 1 is too sharp or noisy.";
      case SPECTRUM_ERROR ->
          "How far the power spectrum is from the truth's, in powers of ten, in the mean of the wave"
              + " numbers. It is fooled by noise of the right strength.";
      case SPECTRUM_ERROR_FINE ->
          "The same over the wave numbers that the low-res grid cannot hold.";
    };
  }
}
