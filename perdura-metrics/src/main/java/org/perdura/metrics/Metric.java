package org.perdura.metrics;

/** What a film can be judged by; docs/metrics.md says what each figure means. */
public enum Metric implements Measure {
  /** Peak signal-to-noise ratio of luma. */
  PSNR("PSNR", "dB", true, false, 2),
  /** Structural similarity of luma, up to 1. */
  SSIM("SSIM", "", true, false, 4),
  /** Learned perceptual distance; comparable only between figures of one network. */
  LPIPS("LPIPS", "", false, false, 4),
  /** How far the result's optical flow is from the truth's, per pixel. */
  TOF("tOF", "px", false, true, 3),
  /** How far the result's perceptual change from frame to frame is from the truth's. */
  TLP("tLP", "x100", false, true, 3),
  /** What the low-res film's motion does not explain of the result's change. */
  T_DIFF("T-diff", "x100", false, true, 3);

  private final String label;
  private final String unit;
  private final boolean higherIsBetter;
  private final boolean temporal;
  private final int digits;

  Metric(String label, String unit, boolean higherIsBetter, boolean temporal, int digits) {
    this.label = label;
    this.unit = unit;
    this.higherIsBetter = higherIsBetter;
    this.temporal = temporal;
    this.digits = digits;
  }

  /** As papers write it. */
  @Override
  public String label() {
    return label;
  }

  /** {@code dB}, {@code px} (high-res pixels a frame), {@code x100} (a hundredfold), or empty. */
  @Override
  public String unit() {
    return unit;
  }

  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  @Override
  public Better better() {
    return higherIsBetter ? Better.HIGHER : Better.LOWER;
  }

  /** Whether it needs the frame before, so that the first judged frame has no value. */
  public boolean temporal() {
    return temporal;
  }

  @Override
  public int digits() {
    return digits;
  }
}
