package org.perdura.metrics.smoke;

/** Adds up the spectra of frames. */
final class MeanSpectrum {

  private Spectrum first;
  private double[] sum;
  private int frames;

  void add(Spectrum spectrum) {
    if (first == null) {
      first = spectrum;
      sum = new double[spectrum.bins()];
    }
    for (int b = 0; b < sum.length; b++) {
      sum[b] += spectrum.power()[b];
    }
    frames++;
  }

  /** Null if there was no frame. */
  Spectrum mean() {
    if (first == null) {
      return null;
    }
    var power = new double[sum.length];
    for (int b = 0; b < power.length; b++) {
      power[b] = sum[b] / frames;
    }
    return new Spectrum(first.size(), power, first.modes());
  }
}
