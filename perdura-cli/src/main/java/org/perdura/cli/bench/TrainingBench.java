package org.perdura.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.perdura.adversarial.train.StepReport;
import org.perdura.nn.Precision;
import org.perdura.recipe.Recipe;
import org.perdura.video.train.VideoRecipe;

/** The measurement: trainings and bare loops take turns, round after round. */
final class TrainingBench implements AutoCloseable {

  private static final int ROUNDS = 3;

  private final int threads;
  private final int batch;
  private final int frames;
  private final int lowSize;
  private final double seconds;
  private final ProgressLines progress;
  private final List<Contest> contests = new ArrayList<>();
  private final List<MatrixPeak> peaks = new ArrayList<>();

  /** A training and what it is held against. */
  private static final class Contest implements AutoCloseable {
    private final TrainingCase what;
    private final SteppedTraining training;
    private final BareLoop bare;
    private final StepTimes times = new StepTimes();
    private final StepTimes bareTimes = new StepTimes();
    private double waited; // seconds
    private double processor; // seconds, likewise
    private double bareProcessor;

    Contest(TrainingCase what, Recipe<VideoRecipe> recipe) throws IOException {
      this.what = what;
      bare = new BareLoop(recipe.value());
      training = new SteppedTraining(recipe);
    }

    /** Steps for at least so long, one at least. */
    void train(double atLeast) throws InterruptedException {
      double before = training.processorSeconds();
      for (double sum = 0; sum == 0 || sum < atLeast; ) {
        long start = System.nanoTime();
        StepReport report = training.step();
        double took = (System.nanoTime() - start) * 1e-9;
        times.add(took);
        waited += report.waitFraction() * report.secondsPerStep();
        sum += took;
      }
      processor += training.processorSeconds() - before;
    }

    void loop(double atLeast) {
      double before = ProcessFigures.processorSeconds(Thread.currentThread());
      for (double sum = 0; sum == 0 || sum < atLeast; ) {
        long start = System.nanoTime();
        bare.step();
        double took = (System.nanoTime() - start) * 1e-9;
        bareTimes.add(took);
        sum += took;
      }
      bareProcessor += ProcessFigures.processorSeconds(Thread.currentThread()) - before;
    }

    void forget() {
      times.clear();
      bareTimes.clear();
      waited = 0;
      processor = 0;
      bareProcessor = 0;
    }

    /** The ratio of throughputs in time of the processor, which others cannot take away. */
    double shareByProcessor() {
      return bareProcessor / bareTimes.count() / (processor / times.count());
    }

    @Override
    public void close() {
      training.close();
      bare.close();
    }
  }

  /**
   * @param seconds measured for each training, and about as much for its bare loop
   */
  TrainingBench(
      List<TrainingCase> cases,
      int threads,
      int batch,
      int frames,
      int lowSize,
      double seconds,
      ProgressLines progress)
      throws IOException {
    this.threads = threads;
    this.batch = batch;
    this.frames = frames;
    this.lowSize = lowSize;
    this.seconds = seconds;
    this.progress = progress;
    for (TrainingCase one : cases) {
      contests.add(new Contest(one, one.recipe(threads, batch, frames, lowSize)));
    }
    cases.stream().map(TrainingCase::precision).distinct().map(MatrixPeak::new).forEach(peaks::add);
  }

  TrainingBenchResult run() throws InterruptedException {
    var others = new OtherProcesses();
    for (Contest contest : contests) {
      progress.at("warming up " + contest.what.name());
      contest.train(0);
      contest.loop(0);
      contest.forget();
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Contest contest : Turns.of(contests, round)) {
        measure(contest, round);
      }
      progress.at("round %d of %d, matrix products".formatted(round + 1, ROUNDS));
      peaks.forEach(MatrixPeak::sample);
    }
    return new TrainingBenchResult(
        batch,
        frames,
        lowSize,
        threads,
        Runtime.getRuntime().availableProcessors(),
        others.seconds(),
        peaksByName(),
        others.share(),
        contests.stream().map(this::row).toList());
  }

  private void measure(Contest contest, int round) throws InterruptedException {
    progress.at("round %d of %d, %s".formatted(round + 1, ROUNDS, contest.what.name()));
    if (round % 2 == 0) {
      contest.train(seconds / ROUNDS);
      contest.loop(seconds / ROUNDS);
    } else {
      contest.loop(seconds / ROUNDS);
      contest.train(seconds / ROUNDS);
    }
  }

  private TrainingBenchResult.Row row(Contest contest) {
    double step = contest.times.median();
    double bare = contest.bareTimes.median();
    long multiplyAdds = contest.bare.multiplyAdds();
    double gigaflops = 2e-9 * multiplyAdds / step;
    return new TrainingBenchResult.Row(
        contest.what.name(),
        contest.what.precisionName(),
        contest.times.count(),
        1e3 * step,
        multiplyAdds,
        gigaflops,
        gigaflops / peak(contest.what.precision()),
        1e3 * bare,
        bare / step,
        threads == 1 && Double.isFinite(contest.shareByProcessor())
            ? contest.shareByProcessor()
            : null,
        contest.waited / contest.times.sum());
  }

  private double peak(Precision of) {
    return peaks.stream()
        .filter(peak -> peak.precision() == of)
        .mapToDouble(MatrixPeak::gigaflops)
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Double> peaksByName() {
    var byName = new LinkedHashMap<String, Double>();
    peaks.forEach(
        peak -> byName.put(peak.precision().name().toLowerCase(Locale.ROOT), peak.gigaflops()));
    return byName;
  }

  @Override
  public void close() {
    contests.forEach(Contest::close);
    peaks.forEach(MatrixPeak::close);
  }
}
