package org.perdura.smoke.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perdura.adversarial.Picture;
import org.perdura.adversarial.Validation;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.picture.Background;
import org.perdura.grid.picture.FlatView;
import org.perdura.grid.picture.SliceView;
import org.perdura.grid.picture.SmokePicture;
import org.perdura.grid.picture.SmokeView;
import org.perdura.grid.picture.ViewAxis;
import org.perdura.metrics.smoke.SmokeMetric;
import org.perdura.metrics.smoke.SmokeQuality;
import org.perdura.metrics.smoke.SmokeSequence;
import org.perdura.nn.Precision;
import org.perdura.smoke.data.WholeFrame;
import org.perdura.smoke.data.WholeFrames;
import org.perdura.smoke.model.SmokeGenerator;
import org.perdura.smoke.upscale.FrameUpscaler;
import org.perdura.smoke.upscale.LowFrame;
import org.perdura.smoke.upscale.UpscaleSettings;

/**
 * Judges a generator on whole frames of simulations that it does not learn from, in pairs of
 * neighbours: how close they are, how much of the fine part is right, and whether what changes from
 * frame to frame changes as in truth. Smooth upsampling is judged beside it.
 */
final class HeldOutFrames {

  private static final int FACTOR = SmokeGenerator.SCALE;

  /** The reference generator needs gigabytes for a frame, unless it is done in tiles. */
  private static final UpscaleSettings PLAIN = new UpscaleSettings(Precision.FP32, 3L << 30, false);

  private final List<WholeFrame> frames; // in pairs

  private HeldOutFrames(List<WholeFrame> frames) {
    this.frames = frames;
  }

  static HeldOutFrames read(SmokeRecipe.Judging judging, int dimensions, Path cache)
      throws IOException {
    return new HeldOutFrames(
        WholeFrames.pairs(
            judging.data(), dimensions, judging.firstFrame(), judging.frames(), cache));
  }

  Validation judge(SmokeGenerator generator) {
    var ours = new Means();
    var cubics = new Means();
    Map<String, Picture> pictures = new LinkedHashMap<>();
    try (var slabs = new Slabs(1)) {
      var quality =
          new SmokeQuality(
              EnumSet.of(
                  SmokeMetric.PSNR,
                  SmokeMetric.FINE_ERROR,
                  SmokeMetric.TEMPORAL_ERROR,
                  SmokeMetric.SPECTRUM_ERROR_FINE),
              FACTOR,
              slabs);
      for (int i = 0; i < frames.size(); i += 2) {
        WholeFrame before = frames.get(i);
        WholeFrame now = frames.get(i + 1);
        ScalarField truthBefore = before.high();
        ScalarField truth = now.high();
        ScalarField result = generate(generator, now);
        ScalarField cubic = SmokeSequence.cubic(now.low(), FACTOR, slabs);
        ours.add(quality.ofStep(generate(generator, before), result, truthBefore, truth, null));
        cubics.add(
            quality.ofStep(
                SmokeSequence.cubic(before.low(), FACTOR, slabs), cubic, truthBefore, truth, null));
        pictures.put("frame-" + i / 2, sideBySide(slabs, cubic, result, truth));
      }
    }
    return new Validation(figures(ours, cubics), pictures);
  }

  private static Map<String, Double> figures(Means ours, Means cubics) {
    var figures = new LinkedHashMap<String, Double>();
    figures.put("psnr", ours.of(SmokeMetric.PSNR));
    figures.put("gain-over-cubic", ours.of(SmokeMetric.PSNR) - cubics.of(SmokeMetric.PSNR));
    figures.put("fine-error", ours.of(SmokeMetric.FINE_ERROR));
    figures.put("fine-error-of-cubic", cubics.of(SmokeMetric.FINE_ERROR));
    figures.put("spectrum-error-fine", ours.of(SmokeMetric.SPECTRUM_ERROR_FINE));
    figures.put(
        "temporal-error-to-cubic",
        ours.of(SmokeMetric.TEMPORAL_ERROR) / cubics.of(SmokeMetric.TEMPORAL_ERROR));
    return figures;
  }

  private static ScalarField generate(SmokeGenerator generator, WholeFrame frame) {
    var low = new LowFrame(0, frame.densities(generator.neighbours()), frame.velocity());
    var high = new ScalarField(frame.lowSize().times(FACTOR));
    FrameUpscaler.of(generator, PLAIN, frame.lowSize()).upscale(low, high.values());
    return high;
  }

  /** Figures averaged over frames. */
  private static final class Means {
    private final Map<SmokeMetric, Double> sums = new EnumMap<>(SmokeMetric.class);
    private int count;

    void add(Map<SmokeMetric, Double> figures) {
      figures.forEach((metric, value) -> sums.merge(metric, value, Double::sum));
      count++;
    }

    double of(SmokeMetric metric) {
      return sums.get(metric) / count;
    }
  }

  /** Flat smoke as it is, of solid smoke the middle. */
  private static Picture sideBySide(Slabs slabs, ScalarField... fields) {
    SmokeView view =
        fields[0].size().isFlat()
            ? new FlatView(Background.DARK)
            : new SliceView(ViewAxis.Z, Background.DARK);
    int width = 0;
    int height = 0;
    var drawn = new SmokePicture[fields.length];
    for (int f = 0; f < fields.length; f++) {
      drawn[f] = view.draw(fields[f], slabs);
      width += drawn[f].width();
      height = drawn[f].height();
    }
    var rgb = new byte[3 * width * height];
    int left = 0;
    for (SmokePicture picture : drawn) {
      for (int y = 0; y < height; y++) {
        int row = 3 * picture.width();
        System.arraycopy(picture.rgb(), y * row, rgb, 3 * (y * width + left), row);
      }
      left += picture.width();
    }
    return new Picture(width, height, rgb);
  }
}
