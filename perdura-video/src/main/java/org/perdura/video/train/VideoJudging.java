package org.perdura.video.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.perdura.adversarial.Picture;
import org.perdura.adversarial.Validation;
import org.perdura.nn.DType;
import org.perdura.nn.Functional;
import org.perdura.nn.Functional.Border;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.data.Clip;
import org.perdura.video.data.ClipSampler;
import org.perdura.video.data.ClipShape;
import org.perdura.video.model.Alignment4;
import org.perdura.video.model.VideoGenerator;
import org.perdura.video.model.VideoGenerator.Previous;

/** Judges a generator on clips it does not learn from: PSNR on luma, at the start and late. */
final class VideoJudging {

  /** Never drawn by training, whose steps count from 0. */
  private static final long CLIP_STEP = -1;

  /** Pixels at the border that are not counted: what enters there has no past. */
  private static final int BORDER = 8;

  /** Frames that "early" and "late" are averaged over. */
  private static final int SPAN = 5;

  private static final int EARLY = 8;

  private final Clip[] clips;

  private VideoJudging(Clip[] clips) {
    this.clips = clips;
  }

  static VideoJudging prepare(VideoRecipe.Judging judging, Path cache) throws IOException {
    var sampler = new ClipSampler(judging.data(), cache, 0);
    int distinct = judging.frames();
    var shape = new ClipShape(judging.frames(), judging.lowSize(), distinct);
    return new VideoJudging(sampler.batch(CLIP_STEP, judging.clips(), shape));
  }

  Validation judge(VideoGenerator generator) {
    int frames = clips[0].shape().frames();
    double[] ours = new double[frames];
    double[] bicubics = new double[frames];
    Map<String, Picture> pictures = new LinkedHashMap<>();
    try (var outer = new Scope();
        var precision = Precision.FP32.autocast()) {
      var alignment = new Alignment4();
      Previous previous = null;
      for (int t = 0; t < frames; t++) {
        try (var scope = new Scope()) {
          Tensor low = ClipTensors.low(clips, t);
          Tensor truth = ClipTensors.high(clips, t);
          Tensor high = generator.next(low, previous);
          Tensor bicubic = alignment.bicubic(low);
          ours[t] = psnr(high, truth);
          bicubics[t] = psnr(bicubic, truth);
          if (t == frames - 1) {
            pictures.put("last-frame", sideBySide(bicubic, high, truth));
          }
          previous = new Previous(scope.keep(low), scope.keep(high));
        }
      }
      alignment.close();
    }
    var figures = new LinkedHashMap<String, Double>();
    figures.put("psnr-y", mean(ours, 0, frames));
    figures.put("gain-over-bicubic", mean(ours, 0, frames) - mean(bicubics, 0, frames));
    int early = Math.min(EARLY, Math.max(0, frames - SPAN));
    figures.put("gain-early", gain(ours, bicubics, early));
    figures.put("gain-late", gain(ours, bicubics, Math.max(0, frames - SPAN)));
    return new Validation(figures, pictures);
  }

  private static double gain(double[] ours, double[] bicubics, int from) {
    int to = Math.min(ours.length, from + SPAN);
    return mean(ours, from, to) - mean(bicubics, from, to);
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int t = from; t < to; t++) {
      sum += values[t];
    }
    return sum / (to - from);
  }

  /** Mean over the clips of PSNR on studio-range luma (BT.601), 8-bit, in dB. */
  static double psnr(Tensor result, Tensor truth) {
    Tensor error = luma(result).sub(luma(truth)).square();
    long h = error.size(2) - 2 * BORDER;
    long w = error.size(3) - 2 * BORDER;
    float[] mse =
        error.narrow(2, BORDER, h).narrow(3, BORDER, w).mean(1, 2, 3).reshape(-1).toFloats();
    double sum = 0;
    for (float value : mse) {
      sum += 10 * Math.log10(255 * 255 / Math.max(value, 1e-4));
    }
    return sum / mse.length;
  }

  private static Tensor luma(Tensor rgb) {
    Tensor bytes = rgb.clamp(0, 1).mul(255).round().mul(1 / 255.0);
    Tensor weights = Tensor.of(new float[] {65.481f, 128.553f, 24.966f}, 1, 3, 1, 1);
    return bytes.mul(weights).sum(1);
  }

  /** One row for each clip: smooth upsampling, ours, truth. */
  private static Picture sideBySide(Tensor... columns) {
    var padded = new Tensor[columns.length];
    for (int i = 0; i < columns.length; i++) {
      padded[i] = Functional.pad(columns[i], Border.ZERO, 0, 4, 0, 4);
    }
    Tensor row = Tensor.cat(3, padded); // [n, 3, h, 3w]
    Tensor sheet = row.permute(0, 2, 3, 1).clamp(0, 1).mul(255).round().to(DType.UINT8);
    int height = (int) (sheet.size(0) * sheet.size(1));
    return new Picture((int) sheet.size(2), height, sheet.toRaw());
  }
}
