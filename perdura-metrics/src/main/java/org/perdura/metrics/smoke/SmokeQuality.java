package org.perdura.metrics.smoke;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/**
 * The figures of one frame of smoke, or of two that follow one another. Fields are high-res
 * densities {@code [z, y, x]}, 2D or 3D, of one size, every side a multiple of the factor and at
 * least 7 cells. {@link SmokeEvaluator} judges whole sequences by it.
 */
public final class SmokeQuality {

  /** Below this mean density there is no smoke whose mass could be wrong. */
  private static final double LEAST_DENSITY = 1e-7;

  /** Below this mean magnitude there is no gradient, nor fine part. */
  private static final double LEAST_MAGNITUDE = 1e-9;

  private static final double HUNDREDFOLD = 100;

  private final Set<SmokeMetric> metrics;
  private final int factor;
  private final Slabs slabs;

  /**
   * @param metrics what is counted
   * @param factor how many times finer than its low-res frame the smoke is along each axis
   */
  public SmokeQuality(Set<SmokeMetric> metrics, int factor, Slabs slabs) {
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("no metrics: there must be one or more");
    }
    this.metrics = EnumSet.copyOf(metrics);
    this.factor = factor;
    this.slabs = slabs;
  }

  /** Why a grid cannot be judged: what it must be; null if it can. */
  static String flaw(GridSize size, int factor) {
    int depth = size.isFlat() ? SmokeSsim.WINDOW : size.z();
    boolean fits =
        size.x() % factor == 0
            && size.y() % factor == 0
            && (size.isFlat() || size.z() % factor == 0);
    int shortest = Math.min(depth, Math.min(size.x(), size.y()));
    return fits && shortest >= SmokeSsim.WINDOW
        ? null
        : "every side must be a multiple of %d and at least %d cells"
            .formatted(factor, SmokeSsim.WINDOW);
  }

  /**
   * The figures that one frame has.
   *
   * @return by metric; NaN where a figure is not defined, e.g. without any smoke
   */
  public Map<SmokeMetric, Double> ofFrame(ScalarField result, ScalarField truth) {
    return ofFrame(look(result), look(truth));
  }

  /**
   * The figures of the second of two frames, with those of the change from the first.
   *
   * @param velocityBefore of the first frame: the one that carried its smoke to the second, in
   *     cells of its own grid per step; of the high-res size or coarser by a whole factor. Null if
   *     there is none, which leaves what needs it NaN
   */
  public Map<SmokeMetric, Double> ofStep(
      ScalarField resultBefore,
      ScalarField result,
      ScalarField truthBefore,
      ScalarField truth,
      VectorField velocityBefore) {
    SmokeFrame now = look(result);
    SmokeFrame before = look(resultBefore);
    SmokeFrame truthNow = look(truth);
    Map<SmokeMetric, Double> figures = ofFrame(now, truthNow);
    FrameAdvection motion = advection(velocityBefore, truth.size());
    var step =
        new SmokeStep(
            Loops.difference(resultBefore, truthBefore, slabs),
            Loops.difference(result, truth, slabs),
            before.fine(),
            now.fine());
    figures.putAll(ofStep(step, motion));
    return figures;
  }

  /** Null if there is no velocity, or none is needed. */
  FrameAdvection advection(VectorField velocity, GridSize high) {
    boolean needed = metrics.stream().anyMatch(SmokeMetric::advects);
    return velocity == null || !needed ? null : new FrameAdvection(velocity, high, slabs);
  }

  SmokeFrame look(ScalarField density) {
    boolean fine =
        metrics.contains(SmokeMetric.FINE_ERROR) || metrics.contains(SmokeMetric.COHERENCE_FINE);
    boolean spectrum = metrics.stream().anyMatch(SmokeMetric::spectral);
    return new SmokeFrame(
        density,
        fine ? FinePart.of(density, factor, slabs) : null,
        spectrum ? Spectrum.of(density, slabs) : null);
  }

  Map<SmokeMetric, Double> ofFrame(SmokeFrame result, SmokeFrame truth) {
    var figures = new EnumMap<SmokeMetric, Double>(SmokeMetric.class);
    metrics.forEach(metric -> figures.put(metric, Double.NaN));
    ScalarField r = result.density();
    ScalarField t = truth.density();
    put(
        figures,
        SmokeMetric.PSNR,
        () -> -10 * Math.log10(Loops.meanSquaredDifference(r, t, slabs)));
    if (metrics.contains(SmokeMetric.SSIM) || metrics.contains(SmokeMetric.SSIM_OCCUPIED)) {
      SmokeSsim.Similarity similarity = SmokeSsim.of(r, t, slabs);
      put(figures, SmokeMetric.SSIM, similarity::all);
      put(figures, SmokeMetric.SSIM_OCCUPIED, similarity::occupied);
    }
    put(figures, SmokeMetric.FINE_ERROR, () -> FinePart.error(result.fine(), truth.fine(), slabs));
    put(figures, SmokeMetric.MASS_ERROR, () -> massError(r, t));
    put(
        figures,
        SmokeMetric.GRADIENT_RATIO,
        () -> ratio(Gradient.mean(r, slabs), Gradient.mean(t, slabs)));
    put(figures, SmokeMetric.SPECTRUM_ERROR, () -> result.spectrum().error(truth.spectrum()));
    put(
        figures,
        SmokeMetric.SPECTRUM_ERROR_FINE,
        () -> result.spectrum().fineError(truth.spectrum(), factor));
    return figures;
  }

  /**
   * What is counted of the change from one frame to the next.
   *
   * @param motion null if there is none
   */
  Map<SmokeMetric, Double> ofStep(SmokeStep step, FrameAdvection motion) {
    var figures = new EnumMap<SmokeMetric, Double>(SmokeMetric.class);
    // (r_t - r_t-1) - (g_t - g_t-1) is the change of r - g; advection is linear in what it carries.
    put(
        figures,
        SmokeMetric.TEMPORAL_ERROR,
        () -> HUNDREDFOLD * Loops.meanAbsoluteDifference(step.error(), step.errorBefore(), slabs));
    if (motion != null) {
      put(
          figures,
          SmokeMetric.TEMPORAL_ERROR_ADVECTED,
          () ->
              HUNDREDFOLD
                  * Loops.meanAbsoluteDifference(
                      step.error(), motion.of(step.errorBefore()), slabs));
      put(
          figures,
          SmokeMetric.COHERENCE_FINE,
          () -> coherence(step.fineBefore(), step.fine(), motion));
    }
    return figures;
  }

  /**
   * What motion does not explain of a fine part: mean |fine_t - advected fine_t-1| / mean |fine_t|.
   * It needs no truth.
   */
  double coherence(ScalarField before, ScalarField now, FrameAdvection motion) {
    return ratio(
        Loops.meanAbsoluteDifference(now, motion.of(before), slabs),
        Loops.meanMagnitude(now, slabs));
  }

  private double massError(ScalarField result, ScalarField truth) {
    double mass = Loops.sum(truth, slabs);
    return mass < LEAST_DENSITY * truth.size().cells()
        ? Double.NaN
        : Math.abs(Loops.sum(result, slabs) - mass) / mass;
  }

  private static double ratio(double of, double to) {
    return to < LEAST_MAGNITUDE ? Double.NaN : of / to;
  }

  private void put(Map<SmokeMetric, Double> figures, SmokeMetric metric, DoubleSupplier figure) {
    if (metrics.contains(metric)) {
      figures.put(metric, figure.getAsDouble());
    }
  }
}
