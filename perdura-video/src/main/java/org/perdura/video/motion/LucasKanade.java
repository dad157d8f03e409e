package org.perdura.video.motion;

import org.perdura.nn.Functional;
import org.perdura.nn.Functional.Border;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

/**
 * Motion without parameters: the pyramidal method of Lucas and Kanade (1981; Bouguet 2000) on the
 * luma of the low-res frames, then a few iterations that match the low-res frame against the
 * blurred previous <em>output</em>. Low-res frames are aliased, so that matching them with each
 * other ends a fraction of a pixel off; the previous output, blurred as the degradation blurs, is
 * not.
 *
 * <p>Flow points backwards: what is at x now was at x + flow before. All in float, no gradient.
 */
public final class LucasKanade implements AutoCloseable {

  /** Settings, with those that did best on rendered clips of known motion. */
  public record Settings(
      int levels, int coarseIterations, int fineIterations, int refinements, double damping) {
    public static final Settings DEFAULT = new Settings(3, 2, 0, 3, 3e-5);
  }

  /** The blur of the degradation: sigma 1.5 high-res pixels, as OpenCV rounds it for 8 bits. */
  private static final float[] BLUR = {2, 9, 28, 55, 68, 55, 28, 9, 2};

  private static final int BLUR_RADIUS = BLUR.length / 2;

  static {
    for (int i = 0; i < BLUR.length; i++) {
      BLUR[i] /= 256;
    }
  }

  private static final int SPACING = 4;

  /** No step is longer, in pixels of its level: beyond it the linear model says nothing. */
  private static final double LONGEST_STEP = 1;

  private static final int WINDOW = 5;

  private final Settings settings;
  private final Tensor rec601; // [1, 3, 1, 1]

  public LucasKanade() {
    this(Settings.DEFAULT);
  }

  public LucasKanade(Settings settings) {
    this.settings = settings;
    try (var scope = new Scope()) {
      rec601 = Tensor.of(new float[] {0.299f, 0.587f, 0.114f}, 1, 3, 1, 1).persistent();
    }
  }

  /**
   * The first half: the motion from the present frame back to the previous, by the low-res frames
   * alone.
   *
   * @param low {@code [n, 3, h, w]} in [0, 1]
   * @param previousLow {@code [n, 3, h, w]}
   * @return {@code [n, 2, h, w]}: dx, dy in low-res pixels
   */
  public Tensor estimate(Tensor low, Tensor previousLow) {
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      return scope.keep(coarseToFine(luma(low), luma(previousLow)));
    }
  }

  /**
   * The second half: corrects a flow by the previous output. Works on a band of rows as on the
   * whole: rows further than {@link #refineRadius} from the band's ends come out the same.
   *
   * @param low {@code [n, 3, h, w]}, rows of the present frame
   * @param previousHigh {@code [n, 3, h', 4w]}, rows of the previous output, with enough of them
   *     around for the motion and the blur
   * @param firstRow where the first row of low lies in previousHigh, in high-res pixels
   * @param flow {@code [n, 2, h, w]} in low-res pixels
   * @return {@code [n, 2, h, w]}
   */
  public Tensor refine(Tensor low, Tensor previousHigh, long firstRow, Tensor flow) {
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      return scope.keep(correct(luma(low), luma(previousHigh), firstRow, flow));
    }
  }

  /** How far a row's flow looks around in {@link #refine}, in low-res pixels. */
  public int refineRadius() {
    int windowAndSmoothing = 2 * (WINDOW / 2);
    return settings.refinements() * windowAndSmoothing;
  }

  /** How much longer {@link #refine} can make a vector, in low-res pixels. */
  public double refineReach() {
    return settings.refinements() * LONGEST_STEP;
  }

  private Tensor luma(Tensor rgb) {
    // A sum over channels rather than a convolution: oneDNN is slow for one output channel.
    return Scope.of(() -> rgb.mul(rec601.toDeviceOf(rgb)).sum(1));
  }

  private Tensor coarseToFine(Tensor now, Tensor before) {
    int coarsest = settings.levels() - 1;
    Tensor[] nows = pyramid(now);
    Tensor[] befores = pyramid(before);
    long[] shape = nows[coarsest].shape();
    Tensor flow = Tensor.zeros(shape[0], 2, shape[2], shape[3]).toDeviceOf(now);
    for (int level = coarsest; level >= 0; level--) {
      if (level < coarsest) {
        flow =
            Functional.resizeBilinear(flow, nows[level].size(2), nows[level].size(3)).mulInPlace(2);
      }
      int iterations = level > 0 ? settings.coarseIterations() : settings.fineIterations();
      if (iterations > 0) {
        Tensor gradient = gradient(nows[level]);
        Normal normal = Normal.of(gradient, settings.damping());
        Tensor source = befores[level];
        Tensor target = nows[level];
        for (int i = 0; i < iterations; i++) {
          flow =
              Scope.then(
                  flow,
                  last -> {
                    Tensor error = Warp.backward(source, last, 1).sub(target);
                    return smooth(last.add(normal.step(gradient, error)));
                  });
        }
      }
    }
    return flow.narrow(2, 0, now.size(2)).narrow(3, 0, now.size(3));
  }

  /** Pictures of halved size, each pixel the mean of four; sides padded so that all halve. */
  private Tensor[] pyramid(Tensor luma) {
    long unit = 1L << (settings.levels() - 1);
    long down = Math.floorMod(-luma.size(2), unit);
    long right = Math.floorMod(-luma.size(3), unit);
    Tensor[] pyramid = new Tensor[settings.levels()];
    pyramid[0] = Functional.pad(luma, Border.REPLICATE, 0, right, 0, down);
    for (int level = 1; level < pyramid.length; level++) {
      pyramid[level] = Functional.averagePool2d(pyramid[level - 1], 2);
    }
    return pyramid;
  }

  private Tensor correct(Tensor now, Tensor previousLuma, long firstRow, Tensor start) {
    // Value and differences together, read at the same positions.
    Tensor sources = Scope.of(() -> withDifferences(blur(previousLuma)));
    Tensor flow = start;
    for (int i = 0; i < settings.refinements(); i++) {
      Tensor last = flow;
      flow =
          Scope.of(
              () -> {
                Tensor read = Warp.backward(sources, last, SPACING, firstRow); // [n, 3, h, w]
                Tensor gradient = read.narrow(1, 1, 2).mul(0.5 * SPACING); // per low-res pixel
                Tensor error = read.narrow(1, 0, 1).sub(now);
                Normal normal = Normal.of(gradient, settings.damping());
                return smooth(last.add(normal.step(gradient, error)));
              });
    }
    return flow;
  }

  private Tensor blur(Tensor luma) {
    // The four rows of a single low-res one are too few to be mirrored.
    boolean large = Math.min(luma.size(2), luma.size(3)) > BLUR_RADIUS;
    Border border = large ? Border.REFLECT : Border.REPLICATE;
    Tensor padded =
        Functional.pad(luma, border, BLUR_RADIUS, BLUR_RADIUS, BLUR_RADIUS, BLUR_RADIUS);
    return Functional.correlate(Functional.correlate(padded, 2, BLUR), 3, BLUR);
  }

  /** Derivatives: {@code [n, 1, h, w]} to {@code [n, 2, h, w]}, d/dx and d/dy. */
  private static Tensor gradient(Tensor luma) {
    return withDifferences(luma).narrow(1, 1, 2).mul(0.5);
  }

  /**
   * A picture with the differences of each pixel's neighbours, right less left and lower less
   * upper: {@code [n, 1, h, w]} to {@code [n, 3, h, w]}.
   */
  private static Tensor withDifferences(Tensor luma) {
    long h = luma.size(2);
    long w = luma.size(3);
    Tensor padded = Functional.pad(luma, Border.REPLICATE, 1, 1, 1, 1);
    Tensor rows = padded.narrow(2, 1, h);
    Tensor columns = padded.narrow(3, 1, w);
    return Tensor.cat(
        1,
        luma,
        rows.narrow(3, 2, w).sub(rows.narrow(3, 0, w)),
        columns.narrow(2, 2, h).sub(columns.narrow(2, 0, h)));
  }

  private static Tensor smooth(Tensor flow) {
    return Functional.boxBlur(flow, WINDOW);
  }

  /**
   * The normal equations of each pixel's window: the 2x2 structure tensor, inverted.
   *
   * @param xx {@code [n, 1, h, w]}: elements of the inverse
   */
  private record Normal(Tensor xx, Tensor xy, Tensor yy) {

    static Normal of(Tensor gradient, double damping) {
      Tensor gx = gradient.narrow(1, 0, 1);
      Tensor gy = gradient.narrow(1, 1, 1);
      Tensor sums = Functional.boxBlur(Tensor.cat(1, gx.mul(gx), gx.mul(gy), gy.mul(gy)), WINDOW);
      Tensor a = sums.narrow(1, 0, 1).add(damping);
      Tensor b = sums.narrow(1, 1, 1);
      Tensor c = sums.narrow(1, 2, 1).add(damping);
      Tensor scale = a.mul(c).addProductInPlace(b, b, -1).reciprocal();
      return new Normal(c.mul(scale), b.mul(scale).neg(), a.mul(scale));
    }

    /** The change of flow that best explains the error, in pixels. */
    Tensor step(Tensor gradient, Tensor error) {
      Tensor sums = Functional.boxBlur(gradient.mul(error), WINDOW);
      Tensor x = sums.narrow(1, 0, 1);
      Tensor y = sums.narrow(1, 1, 1);
      Tensor dx = xx.mul(x).addProductInPlace(xy, y, 1);
      Tensor dy = xy.mul(x).addProductInPlace(yy, y, 1);
      return Tensor.cat(1, dx, dy).neg().clamp(-LONGEST_STEP, LONGEST_STEP);
    }
  }

  @Override
  public void close() {
    rec601.close();
  }
}
