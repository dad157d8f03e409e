package org.perdura.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.perdura.media.Frame;
import org.perdura.metrics.JudgedArea;
import org.perdura.metrics.features.Lpips;
import org.perdura.metrics.features.LpipsFilms;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.quality.LumaPsnr;
import org.perdura.video.upscale.FrameTensors;

/** The figures of films that are given frame by frame. */
final class Measurement implements AutoCloseable {

  /** What the features of LPIPS may take, in bytes: enough to look at frames of 1280x720 whole. */
  private static final long LPIPS_MEMORY = 1L << 30;

  private final Lpips lpips = Lpips.shipped();
  private final LpipsFilms lpipsFilms = new LpipsFilms(lpips, false, LPIPS_MEMORY);
  private final List<DoubleStream.Builder> psnr = new ArrayList<>();
  private final List<DoubleStream.Builder> distances = new ArrayList<>();
  private long frames;

  /**
   * @param films how many are measured
   */
  Measurement(int films) throws IOException {
    for (int i = 0; i < films; i++) {
      psnr.add(DoubleStream.builder());
      distances.add(DoubleStream.builder());
    }
  }

  /** Measures the next frame of each film. */
  void add(List<Frame> results, Frame truth) {
    try (var scope = new Scope()) {
      Tensor target = FrameTensors.of(truth);
      for (int i = 0; i < results.size(); i++) {
        psnr.get(i).add(LumaPsnr.of(FrameTensors.of(results.get(i)), target));
      }
    }
    if (frames % Figures.LPIPS_STEP == 0) {
      addLpips(results, truth);
    }
    frames++;
  }

  /** On the part of the frames that {@code perdura evaluate} judges. */
  private void addLpips(List<Frame> results, Frame truth) {
    var area = JudgedArea.of(truth.width(), truth.height());
    var films = new ArrayList<Frame>();
    films.add(area.cut(truth));
    results.forEach(result -> films.add(area.cut(result)));
    double[] toTruth = lpipsFilms.next(films).toTruth();
    for (int i = 0; i < results.size(); i++) {
      distances.get(i).add(toTruth[i + 1]);
    }
  }

  /** The figures of all frames; nothing can be added after. */
  List<Figures.Result> results(List<String> titles) {
    var results = new ArrayList<Figures.Result>();
    for (int i = 0; i < titles.size(); i++) {
      results.add(
          new Figures.Result(
              titles.get(i), psnr.get(i).build().toArray(), distances.get(i).build().toArray()));
    }
    return results;
  }

  @Override
  public void close() {
    lpipsFilms.close();
    lpips.close();
  }
}
