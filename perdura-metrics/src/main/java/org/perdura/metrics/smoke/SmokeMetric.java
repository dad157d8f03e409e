package org.perdura.metrics.smoke;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.perdura.metrics.Better;
import org.perdura.metrics.Measure;

/** What smoke can be judged by; docs/metrics.md says what each figure means. */
public enum SmokeMetric implements Measure {
  /** Peak signal-to-noise ratio, peak 1. */
  PSNR("PSNR", "dB", Better.HIGHER, false, 2),
  /** Structural similarity, up to 1. */
  SSIM("SSIM", "", Better.HIGHER, false, 4),
  /** The same where there is smoke: most of a volume is empty, and empty cells are alike. */
  SSIM_OCCUPIED("SSIM-occupied", "", Better.HIGHER, false, 4),
  /** Energy of the wrong in the fine part over that of the truth's fine part. */
  FINE_ERROR("fine-error", "", Better.LOWER, false, 3),
  /** How far the change from frame to frame is from the truth's. */
  TEMPORAL_ERROR("temporal-error", "x100", Better.LOWER, true, 3),
  /** The same after the frame before was carried to the present one by the velocity. */
  TEMPORAL_ERROR_ADVECTED("temporal-error-advected", "x100", Better.LOWER, true, 3),
  /** How much of the fine part the velocity does not explain. */
  COHERENCE_FINE("coherence-fine", "", Better.LOWER, true, 3),
  /** How far the sum of the density is off. */
  MASS_ERROR("mass-error", "", Better.LOWER, false, 4),
  /** How steep the density is, over how steep the truth is. */
  GRADIENT_RATIO("gradient-ratio", "", Better.NEAR_ONE, false, 3),
  /** How far the power spectrum is from the truth's, in powers of ten. */
  SPECTRUM_ERROR("spectrum-error", "log10", Better.LOWER, false, 3),
  /** The same where the low-res grid holds nothing. */
  SPECTRUM_ERROR_FINE("spectrum-error-fine", "log10", Better.LOWER, false, 3);

  private final String label;
  private final String unit;
  private final Better better;
  private final boolean temporal;
  private final int digits;

  SmokeMetric(String label, String unit, Better better, boolean temporal, int digits) {
    this.label = label;
    this.unit = unit;
    this.better = better;
    this.temporal = temporal;
    this.digits = digits;
  }

  @Override
  public String label() {
    return label;
  }

  /** What files call it: {@code ssim-occupied}. */
  public String key() {
    return label.toLowerCase(Locale.ROOT);
  }

  @Override
  public String unit() {
    return unit;
  }

  @Override
  public Better better() {
    return better;
  }

  /** Whether it needs the frame before, so that the first judged frame has no value. */
  public boolean temporal() {
    return temporal;
  }

  /** Whether it needs the velocity. */
  public boolean advects() {
    return this == TEMPORAL_ERROR_ADVECTED || this == COHERENCE_FINE;
  }

  /** Whether it compares spectra, and so needs no frames in step. */
  public boolean spectral() {
    return this == SPECTRUM_ERROR || this == SPECTRUM_ERROR_FINE;
  }

  /** Those that compare spectra. */
  public static List<SmokeMetric> ofSpectra() {
    return Arrays.stream(values()).filter(SmokeMetric::spectral).toList();
  }

  @Override
  public int digits() {
    return digits;
  }
}
