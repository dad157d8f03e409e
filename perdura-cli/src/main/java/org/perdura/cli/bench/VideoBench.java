package org.perdura.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.perdura.cli.FrameSize;
import org.perdura.nn.MemoryLayout;
import org.perdura.nn.Precision;
import org.perdura.nn.Torch;
import org.perdura.video.upscale.VideoModel;

/** The measurement: all rows take turns, round after round, and the film runs half-way. */
final class VideoBench implements AutoCloseable {

  private static final int ROUNDS = 5;

  /** Two before the motion, the warp and all buffers have been used once. */
  private static final int WARM_UP_FRAMES = 3;

  private static final int SMALL_REFERENCE = 10;
  private static final int LARGE_REFERENCE = 16;

  private final FrameSize size;
  private final Precision precision;
  private final int threads;
  private final double seconds;
  private final int filmFrames;
  private final ProgressLines progress;
  private final MovingPattern pattern;
  private final Clip clip;
  private final List<Contender> contenders = new ArrayList<>();
  private final List<MatrixPeak> peaks = new ArrayList<>();
  private final VideoModel film;

  /**
   * @param precision of all rows but the plain ones
   * @param seconds measured for each row
   */
  VideoBench(
      FrameSize size,
      Precision precision,
      int threads,
      double seconds,
      int filmFrames,
      ProgressLines progress)
      throws IOException {
    this.size = size;
    this.precision = precision;
    this.threads = threads;
    this.seconds = seconds;
    this.filmFrames = filmFrames;
    this.progress = progress;
    pattern = new MovingPattern(size);
    clip = new Clip(pattern);
    film = VideoModel.load(VideoModel.DEFAULT);
    for (var layout : List.of(MemoryLayout.PLAIN, MemoryLayout.CHANNELS_LAST)) {
      Precision computed = layout == MemoryLayout.PLAIN ? Precision.FP32 : precision;
      for (int blocks : new int[] {SMALL_REFERENCE, LARGE_REFERENCE}) {
        contenders.add(
            new Contender(
                "reference, %d blocks".formatted(blocks),
                Contender.reference(blocks),
                layout,
                computed));
      }
      contenders.add(
          new Contender(
              "compact, %d blocks".formatted(film.spec().blocks()),
              VideoModel.load(VideoModel.DEFAULT).generator(),
              layout,
              computed));
    }
    for (Precision one :
        precision == Precision.FP32 ? List.of(precision) : List.of(Precision.FP32, precision)) {
      peaks.add(new MatrixPeak(one));
    }
  }

  VideoBenchResult run() throws IOException {
    var others = new OtherProcesses();
    boolean memoryOfEachRow = warmUp();
    FilmRun filmRun = null;
    for (int round = 0; round < ROUNDS; round++) {
      if (round == ROUNDS / 2) {
        filmRun = FilmRun.of(pattern, filmFrames, film.generator(), precision, progress);
      }
      measure(round);
    }
    return new VideoBenchResult(
        size.width(),
        size.height(),
        threads,
        Runtime.getRuntime().availableProcessors(),
        others.seconds(),
        peaksByName(),
        others.share(),
        memoryOfEachRow,
        rows(filmRun));
  }

  /** Says whether each row's memory could be told from that of the others. */
  private boolean warmUp() {
    boolean apart = true;
    for (Contender contender : contenders) {
      progress.at("warming up " + contender.name());
      Torch.trimMemory();
      apart &= ProcessFigures.resetPeakMemory();
      contender.warmUp(clip, WARM_UP_FRAMES);
    }
    return apart;
  }

  private void measure(int round) {
    for (int i = 0; i < contenders.size(); i++) {
      // Every other round backwards, so that a machine growing slower or faster favours nobody.
      var contender = contenders.get(round % 2 == 0 ? i : contenders.size() - 1 - i);
      progress.at("round %d of %d, %s".formatted(round + 1, ROUNDS, contender.name()));
      contender.run(clip, seconds / ROUNDS);
    }
    progress.at("round %d of %d, matrix products".formatted(round + 1, ROUNDS));
    peaks.forEach(MatrixPeak::sample);
  }

  private Map<String, Double> peaksByName() {
    var byName = new LinkedHashMap<String, Double>();
    peaks.forEach(peak -> byName.put(name(peak.precision()), peak.gigaflops()));
    return byName;
  }

  private List<VideoBenchResult.Row> rows(FilmRun filmRun) {
    double plain = contenders.get(1).secondsPerFrame(); // the large reference
    var rows = new ArrayList<VideoBenchResult.Row>();
    for (Contender contender : contenders) {
      rows.add(
          row(
              contender.name(),
              contender.layout() == MemoryLayout.PLAIN ? "plain" : "ours",
              contender,
              contender.secondsPerFrame(),
              plain,
              contender.coresBusy(threads),
              contender.peakMegabytes()));
    }
    double perFrame = filmRun.seconds() / filmRun.frames();
    double busy = filmRun.processorSeconds() / (filmRun.seconds() * threads);
    Contender compact = contenders.get(contenders.size() - 1);
    rows.add(
        row(
            "film, " + compact.name(),
            "decode to encode",
            compact,
            perFrame,
            plain,
            busy,
            filmRun.peakMegabytes()));
    return rows;
  }

  private VideoBenchResult.Row row(
      String name,
      String execution,
      Contender contender,
      double secondsPerFrame,
      double plain,
      double coresBusy,
      double peakMegabytes) {
    long multiplyAdds = contender.multiplyAdds(size);
    double gigaflops = 2e-9 * multiplyAdds / secondsPerFrame;
    return new VideoBenchResult.Row(
        name,
        execution,
        name(contender.precision()),
        1e3 * secondsPerFrame,
        1 / secondsPerFrame,
        multiplyAdds,
        gigaflops,
        gigaflops / peak(contender.precision()),
        plain / secondsPerFrame,
        coresBusy,
        peakMegabytes);
  }

  private double peak(Precision of) {
    return peaks.stream()
        .filter(peak -> peak.precision() == of)
        .mapToDouble(MatrixPeak::gigaflops)
        .findFirst()
        .orElseThrow();
  }

  private static String name(Precision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    contenders.forEach(Contender::close);
    peaks.forEach(MatrixPeak::close);
    film.close();
    clip.close();
  }
}
