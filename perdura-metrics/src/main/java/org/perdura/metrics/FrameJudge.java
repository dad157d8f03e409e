package org.perdura.metrics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.perdura.media.BlurDownscale;
import org.perdura.media.Frame;
import org.perdura.metrics.FilmsInStep.Moment;
import org.perdura.metrics.features.Lpips;
import org.perdura.metrics.features.LpipsFilms;

/** Judges the frames of one scene one after the other, remembering the frame before. */
final class FrameJudge implements AutoCloseable {

  /** What the features of LPIPS may take, in bytes. */
  private static final long LPIPS_MEMORY = 3L << 29;

  private final Set<Metric> metrics;
  private final LpipsFilms lpips; // null if neither LPIPS nor tLP is wanted
  private final ExecutorService workers;
  private final JudgedArea area;
  private Moment before;

  FrameJudge(Set<Metric> metrics, Lpips lpips, ExecutorService workers, int width, int height) {
    this.metrics = metrics;
    this.workers = workers;
    boolean looks = metrics.contains(Metric.LPIPS) || metrics.contains(Metric.TLP);
    this.lpips = looks ? new LpipsFilms(lpips, metrics.contains(Metric.TLP), LPIPS_MEMORY) : null;
    area = JudgedArea.of(width, height);
  }

  /**
   * The figures of all results at one time.
   *
   * @return one for each film after the truth; metrics that need a frame before are NaN at first
   */
  List<Map<Metric, Double>> judge(Moment moment) throws InterruptedException {
    Moment now = withLow(moment);
    List<Frame> cut = now.films().stream().map(area::cut).toList();
    int results = cut.size() - 1;
    var figures = new ArrayList<Map<Metric, Double>>();
    for (int result = 0; result < results; result++) {
      figures.add(new EnumMap<>(Metric.class));
    }
    // LPIPS has threads of its own and runs here while the workers do the rest.
    List<Future<Map<Metric, Double>>> pictures = startPictures(cut);
    List<Future<float[]>> flows = startFlows(now);
    Future<float[]> lowFlow = startLowFlow(now);
    if (lpips != null) {
      addPerceptual(cut, figures);
    }
    for (int result = 0; result < results; result++) {
      figures.get(result).putAll(get(pictures.get(result)));
    }
    if (metrics.contains(Metric.TOF)) {
      addFlows(flows, now.films().get(0).width(), figures);
    }
    if (metrics.contains(Metric.T_DIFF)) {
      addUnexplained(lowFlow, now, figures);
    }
    before = now;
    return figures;
  }

  /** Without a low-res film, the flow is that of the truth made small. */
  private Moment withLow(Moment moment) {
    return moment.low() != null || !metrics.contains(Metric.T_DIFF)
        ? moment
        : new Moment(moment.number(), moment.films(), BlurDownscale.frame(moment.films().get(0)));
  }

  private List<Future<Map<Metric, Double>>> startPictures(List<Frame> cut) {
    var started = new ArrayList<Future<Map<Metric, Double>>>();
    if (!metrics.contains(Metric.PSNR) && !metrics.contains(Metric.SSIM)) {
      for (int result = 1; result < cut.size(); result++) {
        started.add(java.util.concurrent.CompletableFuture.completedFuture(Map.of()));
      }
      return started;
    }
    Luma truth = Luma.of(cut.get(0));
    for (Frame result : cut.subList(1, cut.size())) {
      started.add(workers.submit(() -> pictureFigures(Luma.of(result), truth)));
    }
    return started;
  }

  private Map<Metric, Double> pictureFigures(Luma result, Luma truth) {
    var figures = new EnumMap<Metric, Double>(Metric.class);
    if (metrics.contains(Metric.PSNR)) {
      figures.put(Metric.PSNR, Psnr.of(result, truth));
    }
    if (metrics.contains(Metric.SSIM)) {
      figures.put(Metric.SSIM, Ssim.of(result, truth));
    }
    return figures;
  }

  private List<Future<float[]>> startFlows(Moment now) {
    var started = new ArrayList<Future<float[]>>();
    if (before != null && metrics.contains(Metric.TOF)) {
      Moment then = before;
      for (int film = 0; film < now.films().size(); film++) {
        Frame from = then.films().get(film);
        Frame to = now.films().get(film);
        started.add(workers.submit(() -> FarnebackFlow.between(from, to)));
      }
    }
    return started;
  }

  /** Backwards, as warping wants it. */
  private Future<float[]> startLowFlow(Moment now) {
    if (before == null || !metrics.contains(Metric.T_DIFF)) {
      return null;
    }
    Frame then = before.low();
    return workers.submit(() -> FarnebackFlow.between(now.low(), then));
  }

  private void addPerceptual(List<Frame> cut, List<Map<Metric, Double>> figures) {
    LpipsFilms.Distances distances = lpips.next(cut);
    for (int result = 0; result < figures.size(); result++) {
      if (metrics.contains(Metric.LPIPS)) {
        figures.get(result).put(Metric.LPIPS, distances.toTruth()[result + 1]);
      }
      if (metrics.contains(Metric.TLP)) {
        double[] changes = distances.changes();
        figures.get(result).put(Metric.TLP, 100 * Math.abs(changes[0] - changes[result + 1]));
      }
    }
  }

  private void addFlows(
      List<Future<float[]>> flows, int frameWidth, List<Map<Metric, Double>> figures)
      throws InterruptedException {
    if (flows.isEmpty()) {
      figures.forEach(result -> result.put(Metric.TOF, Double.NaN));
      return;
    }
    float[] truth = get(flows.get(0));
    for (int result = 0; result < figures.size(); result++) {
      float[] flow = get(flows.get(result + 1));
      figures.get(result).put(Metric.TOF, FarnebackFlow.distance(flow, truth, frameWidth, area));
    }
  }

  private void addUnexplained(
      Future<float[]> lowFlow, Moment now, List<Map<Metric, Double>> figures)
      throws InterruptedException {
    if (lowFlow == null) {
      figures.forEach(result -> result.put(Metric.T_DIFF, Double.NaN));
      return;
    }
    float[] flow = get(lowFlow);
    Moment then = before;
    var started = new ArrayList<Future<Double>>();
    for (int film = 1; film < now.films().size(); film++) {
      Frame from = then.films().get(film);
      Frame to = now.films().get(film);
      Callable<Double> work =
          () -> UnexplainedChange.of(from, to, flow, now.low().width(), now.low().height(), area);
      started.add(workers.submit(work));
    }
    for (int result = 0; result < figures.size(); result++) {
      figures.get(result).put(Metric.T_DIFF, get(started.get(result)));
    }
  }

  private static <T> T get(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    if (lpips != null) {
      lpips.close();
    }
  }
}
