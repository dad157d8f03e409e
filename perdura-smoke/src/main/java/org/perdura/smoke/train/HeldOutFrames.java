package org.perdura.smoke.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perdura.adversarial.Picture;
import org.perdura.adversarial.Validation;
import org.perdura.grid.GridSize;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.smoke.data.WholeFrame;
import org.perdura.smoke.data.WholeFrames;
import org.perdura.smoke.model.SmokeGenerator;

/**
 * Judges a generator on whole frames of simulations that it does not learn from, in pairs of
 * neighbours: how close they are, how much of the fine part is right, and whether what changes from
 * frame to frame changes as in truth.
 */
final class HeldOutFrames {

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
    var ours = new Sums();
    var cubics = new Sums();
    Map<String, Picture> pictures = new LinkedHashMap<>();
    try (var slabs = new Slabs(1);
        var fp32 = Precision.FP32.autocast()) {
      float[] resultBefore = null;
      float[] cubicBefore = null;
      for (int i = 0; i < frames.size(); i++) {
        WholeFrame frame = frames.get(i);
        ScalarField truth = frame.high();
        ScalarField result = generate(generator, frame);
        ScalarField cubic = cubic(frame.low(), slabs);
        if (i % 2 == 1) {
          float[] before = frames.get(i - 1).high().values();
          ours.add(result, resultBefore, truth, before, slabs);
          cubics.add(cubic, cubicBefore, truth, before, slabs);
          pictures.put("frame-" + i / 2, sideBySide(cubic, result, truth));
        }
        resultBefore = result.values();
        cubicBefore = cubic.values();
      }
    }
    var figures = new LinkedHashMap<String, Double>();
    figures.put("psnr", ours.psnr());
    figures.put("gain-over-cubic", ours.psnr() - cubics.psnr());
    figures.put("fine-error", ours.fineError());
    figures.put("fine-error-of-cubic", cubics.fineError());
    figures.put("fine-energy", ours.fineEnergy());
    figures.put("temporal-error-to-cubic", ours.change / cubics.change);
    return new Validation(figures, pictures);
  }

  private static ScalarField generate(SmokeGenerator generator, WholeFrame frame) {
    try (var scope = new Scope()) {
      GridSize low = frame.lowSize();
      Tensor density = frame.density(generator.neighbours());
      Tensor velocity = frame.velocity();
      float[] values = generator.generate(density, velocity).clamp(0, 1e9).toFloats();
      return new ScalarField(low.times(SmokeGenerator.SCALE), values);
    }
  }

  /** What results are compared with; like them without densities below 0. */
  private static ScalarField cubic(ScalarField low, Slabs slabs) {
    ScalarField cubic = Resampling.up(low, SmokeGenerator.SCALE, Interpolation.CUBIC, slabs);
    float[] values = cubic.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(values[i], 0);
    }
    return new ScalarField(cubic.size(), values);
  }

  /** What is summed up over frames. */
  private static final class Sums {
    private double psnrs;
    private double fineWrong;
    private double fineTrue;
    private double fineOurs;
    private double change;
    private int count;

    void add(
        ScalarField result, float[] resultBefore, ScalarField truth, float[] before, Slabs slabs) {
      float[] r = result.values();
      float[] t = truth.values();
      float[] fineR = fine(result, slabs);
      float[] fineT = fine(truth, slabs);
      double squares = 0;
      double changes = 0;
      for (int i = 0; i < r.length; i++) {
        double error = r[i] - t[i];
        squares += error * error;
        double wrong = fineR[i] - fineT[i];
        fineWrong += wrong * wrong;
        fineTrue += fineT[i] * fineT[i];
        fineOurs += fineR[i] * fineR[i];
        changes += Math.abs((r[i] - resultBefore[i]) - (t[i] - before[i]));
      }
      psnrs += -10 * Math.log10(squares / r.length + 1e-20);
      change += changes / r.length;
      count++;
    }

    /** What a smooth upsampling of the low-res frame cannot hold. */
    private static float[] fine(ScalarField field, Slabs slabs) {
      ScalarField low = Resampling.down(field, SmokeGenerator.SCALE, slabs);
      float[] coarse =
          Resampling.up(low, SmokeGenerator.SCALE, Interpolation.CUBIC, slabs).values();
      var fine = new float[coarse.length];
      for (int i = 0; i < fine.length; i++) {
        fine[i] = field.values()[i] - coarse[i];
      }
      return fine;
    }

    double psnr() {
      return psnrs / count;
    }

    double fineError() {
      return fineWrong / fineTrue;
    }

    double fineEnergy() {
      return fineOurs / fineTrue;
    }
  }

  /** Middle layers side by side, the top of the domain at the top. */
  private static Picture sideBySide(ScalarField... fields) {
    GridSize size = fields[0].size();
    int width = size.x() * fields.length;
    var rgb = new byte[3 * width * size.y()];
    for (int f = 0; f < fields.length; f++) {
      for (int j = 0; j < size.y(); j++) {
        for (int i = 0; i < size.x(); i++) {
          float value = fields[f].at(i, size.y() - 1 - j, size.z() / 2);
          byte grey = (byte) Math.round(255 * Math.min(Math.max(value, 0), 1));
          int at = 3 * (j * width + f * size.x() + i);
          rgb[at] = grey;
          rgb[at + 1] = grey;
          rgb[at + 2] = grey;
        }
      }
    }
    return new Picture(width, size.y(), rgb);
  }
}
