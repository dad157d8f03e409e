package org.perdura.metrics.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.perdura.media.Frame;
import org.perdura.media.Pictures;
import org.perdura.metrics.Evaluation;
import org.perdura.metrics.Metric;
import org.perdura.metrics.ResultFigures;
import org.perdura.metrics.Scene;
import org.perdura.metrics.SceneFigures;

/** Tiny films and figures for tests. */
final class Clips {

  /** Of frames that tests do not care to choose. */
  static final int WIDTH = 112;

  static final int HEIGHT = 80;

  /** Films repeat after as many frames, since coding many takes long. */
  static final int PERIOD = 16;

  private Clips() {}

  static Path write(Path folder, int frames, IntFunction<Frame> drawing) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < frames; i++) {
      Path file = folder.resolve("%04d.png".formatted(i));
      if (i < PERIOD) {
        Pictures.write(drawing.apply(i), file);
      } else {
        Files.copy(folder.resolve("%04d.png".formatted(i - PERIOD)), file);
      }
    }
    return folder;
  }

  /** Stripes that move a pixel to the right in each frame. */
  static Frame stripes(int step) {
    var pixels = new byte[WIDTH * HEIGHT * 3];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 3 % WIDTH;
      pixels[i] = (byte) (128 + 100 * Math.sin((x - step) * 0.5 + i % 3));
    }
    return Frame.still(WIDTH, HEIGHT, pixels);
  }

  static Frame noise(int width, int height, int seed) {
    var pixels = new byte[width * height * 3];
    new Random(seed).nextBytes(pixels);
    return Frame.still(width, height, pixels);
  }

  /** The same with a rectangle inverted. */
  static Frame spoilt(Frame frame, Region region) {
    byte[] pixels = frame.pixels().clone();
    for (int y = region.y(); y < region.y() + region.height(); y++) {
      for (int x = region.x(); x < region.x() + region.width(); x++) {
        for (int c = 0; c < 3; c++) {
          int at = (y * frame.width() + x) * 3 + c;
          pixels[at] = (byte) ~pixels[at];
        }
      }
    }
    return Frame.still(frame.width(), frame.height(), pixels);
  }

  /** All metrics of one result; temporal ones begin a frame later. The worst frame is given. */
  static SceneFigures figures(String scene, int firstFrame, int judged, int worst) {
    var values = new EnumMap<Metric, double[]>(Metric.class);
    for (Metric metric : Metric.values()) {
      var series = new double[judged];
      Arrays.fill(series, 0.5);
      series[worst - firstFrame] = metric.higherIsBetter() ? 0.25 : 0.75;
      if (metric.temporal()) {
        series[0] = Double.NaN;
      }
      values.put(metric, series);
    }
    return new SceneFigures(scene, firstFrame, values);
  }

  /** A result with one scene and the same value in all its frames. */
  static ResultFigures constant(String result, Map<Metric, Double> values) {
    var perFrame = new EnumMap<Metric, double[]>(Metric.class);
    values.forEach((metric, value) -> perFrame.put(metric, new double[] {value, value}));
    return new ResultFigures(result, List.of(new SceneFigures("scene", 0, perFrame)));
  }

  /**
   * One scene of moving stripes, and results that are the truth but for a spoilt square, worst at
   * the end.
   */
  record Example(List<Scene> scenes, Evaluation evaluation) {

    static Example in(Path folder, String scene, List<String> names, int frames)
        throws IOException {
      Path truth = write(folder.resolve("truth"), frames, Clips::stripes);
      var films = new LinkedHashMap<String, Path>();
      var figures = new ArrayList<ResultFigures>();
      for (int n = 0; n < names.size(); n++) {
        var spot = new Region(20 + 8 * n, 30, 6, 6);
        films.put(
            names.get(n),
            write(folder.resolve("result" + n), frames, i -> spoilt(stripes(i), spot)));
        figures.add(
            new ResultFigures(
                names.get(n), List.of(figures(scene, 2, frames - 4, frames - 3 - n))));
      }
      return new Example(
          List.of(new Scene(scene, truth, films)), new Evaluation("squeeze", figures));
    }
  }
}
