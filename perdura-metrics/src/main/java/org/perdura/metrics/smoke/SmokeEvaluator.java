package org.perdura.metrics.smoke;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.metrics.SceneEvaluator.Progress;

/**
 * Judges smoke. Frames are read one by one, and of each sequence two are in memory at a time. The
 * figures are the same bit for bit on any number of threads.
 */
public final class SmokeEvaluator {

  /** How many times finer than its low-res frame smoke is: Perdura's, and tempoGAN's. */
  public static final int FACTOR = 4;

  private static final String TRUTH = "truth";

  private final Set<SmokeMetric> metrics;
  private final int factor;
  private final Slabs slabs;
  private final SmokeQuality quality;

  /**
   * @param metrics what is counted
   * @param factor how many times finer than its low-res frame the smoke is along each axis
   */
  public SmokeEvaluator(Set<SmokeMetric> metrics, int factor, Slabs slabs) {
    this.metrics = EnumSet.copyOf(metrics);
    this.factor = factor;
    this.slabs = slabs;
    this.quality = new SmokeQuality(metrics, factor, slabs);
  }

  /**
   * Compares the frames whose numbers all sequences have. No frame is left out.
   *
   * @throws IOException one line: a frame cannot be read, there is none in common, or the grid
   *     cannot be judged
   */
  public SmokeEvaluation evaluate(SmokeSet set, Progress progress) throws IOException {
    requireJudgeable(set);
    set.requireInStep();
    set.requireVelocity();
    int frames = set.last() - set.first() + 1;
    var truth = new Judged(TRUTH, set.truth(), frames);
    var results = new ArrayList<Judged>();
    set.results().forEach((name, result) -> results.add(new Judged(name, result, frames)));
    for (int frame = 0; frame < frames; frame++) {
      int number = set.first() + frame;
      boolean moved = frame > 0 && set.velocity() != null;
      FrameAdvection motion =
          moved ? quality.advection(set.velocity().readVector(number - 1), set.size()) : null;
      SmokeFrame real = quality.look(set.truth().read(number, slabs));
      truth.addTruth(frame, real, motion);
      for (Judged result : results) {
        result.add(frame, quality.look(result.sequence.read(number, slabs)), real, motion);
      }
      progress.at(frame + 1L, frames);
    }
    return new SmokeEvaluation(
        results.stream().map(Judged::figures).toList(),
        truth.figures(),
        set.size(),
        factor,
        set.first(),
        frames);
  }

  /**
   * Compares the mean spectra of whole sequences, which need have no frame in common: a result from
   * a coarse simulation of its own has no truth frame by frame, only fine simulations of the same
   * scene that are like it on the whole.
   */
  public SmokeEvaluation compareSpectra(SmokeSet set, Progress progress) throws IOException {
    requireJudgeable(set);
    var all = new ArrayList<SmokeSequence>(set.results().values());
    all.add(set.truth());
    long frames = all.stream().mapToLong(sequence -> sequence.last() - sequence.first() + 1).sum();
    long done = 0;
    var spectra = new ArrayList<Spectrum>();
    for (SmokeSequence sequence : all) {
      var mean = new MeanSpectrum();
      for (int number = sequence.first(); number <= sequence.last(); number++) {
        mean.add(Spectrum.of(sequence.read(number, slabs), slabs));
        progress.at(++done, frames);
      }
      spectra.add(mean.mean());
    }
    Spectrum truth = spectra.get(spectra.size() - 1);
    var results = new ArrayList<SmokeFigures>();
    for (String name : set.results().keySet()) {
      Spectrum spectrum = spectra.get(results.size());
      var means = new EnumMap<SmokeMetric, Double>(SmokeMetric.class);
      means.put(SmokeMetric.SPECTRUM_ERROR, spectrum.error(truth));
      means.put(SmokeMetric.SPECTRUM_ERROR_FINE, spectrum.fineError(truth, factor));
      results.add(new SmokeFigures(name, means, Map.of(), spectrum));
    }
    var itself = new SmokeFigures(TRUTH, Map.of(), Map.of(), truth);
    return new SmokeEvaluation(results, itself, set.size(), factor, 0, 0);
  }

  private void requireJudgeable(SmokeSet set) throws IOException {
    String flaw = SmokeQuality.flaw(set.size(), factor);
    if (flaw != null) {
      throw new IOException("%s: %s; %s".formatted(set.truth().firstFile(), set.size(), flaw));
    }
  }

  /** A sequence in the course of being judged. */
  private final class Judged {

    private final String name;
    private final SmokeSequence sequence;
    private final Map<SmokeMetric, double[]> perFrame = new EnumMap<>(SmokeMetric.class);
    private final MeanSpectrum spectrum = new MeanSpectrum();
    private ScalarField errorBefore;
    private ScalarField fineBefore;

    Judged(String name, SmokeSequence sequence, int frames) {
      this.name = name;
      this.sequence = sequence;
      metrics.forEach(metric -> perFrame.put(metric, filled(frames)));
    }

    private static double[] filled(int frames) {
      var values = new double[frames];
      Arrays.fill(values, Double.NaN);
      return values;
    }

    void add(int frame, SmokeFrame now, SmokeFrame truth, FrameAdvection motion) {
      keep(frame, quality.ofFrame(now, truth));
      ScalarField error = Loops.difference(now.density(), truth.density(), slabs);
      if (frame > 0) {
        keep(
            frame,
            quality.ofStep(new SmokeStep(errorBefore, error, fineBefore, now.fine()), motion));
      }
      errorBefore = error;
      remember(now);
    }

    void addTruth(int frame, SmokeFrame now, FrameAdvection motion) {
      if (motion != null && metrics.contains(SmokeMetric.COHERENCE_FINE)) {
        keep(
            frame,
            Map.of(SmokeMetric.COHERENCE_FINE, quality.coherence(fineBefore, now.fine(), motion)));
      }
      remember(now);
    }

    private void remember(SmokeFrame now) {
      fineBefore = now.fine();
      if (now.spectrum() != null) {
        spectrum.add(now.spectrum());
      }
    }

    private void keep(int frame, Map<SmokeMetric, Double> figures) {
      figures.forEach((metric, value) -> perFrame.get(metric)[frame] = value);
    }

    SmokeFigures figures() {
      return SmokeFigures.ofFrames(name, perFrame, spectrum.mean());
    }
  }
}
