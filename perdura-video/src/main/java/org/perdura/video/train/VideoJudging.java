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
import org.perdura.video.quality.LumaPsnr;

/** Judges a generator on clips it does not learn from: PSNR on luma, and whether it lasts. */
final class VideoJudging {

  /** Never drawn by training, whose steps count from 0. */
  private static final long CLIP_STEP = -1;

  /** Frames at which drift is looked for, each averaged with two on either side. */
  private static final int[] AT = {10, 40};

  private static final int AROUND = 2;

  private final Clip[] clips;

  private VideoJudging(Clip[] clips) {
    this.clips = clips;
  }

  static VideoJudging prepare(VideoRecipe.Judging judging, Path cache) throws IOException {
    var sampler = new ClipSampler(judging.data(), cache, 0);
    var shape = new ClipShape(judging.frames(), judging.lowSize(), judging.distinct());
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
          ours[t] = LumaPsnr.of(high, truth);
          bicubics[t] = LumaPsnr.of(bicubic, truth);
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
    for (int frame : AT) {
      if (frame + AROUND < frames) {
        figures.put("gain-at-frame-" + frame, gain(ours, bicubics, frame));
      }
    }
    return new Validation(figures, pictures);
  }

  private static double gain(double[] ours, double[] bicubics, int frame) {
    int from = frame - AROUND;
    int to = frame + AROUND + 1;
    return mean(ours, from, to) - mean(bicubics, from, to);
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int t = from; t < to; t++) {
      sum += values[t];
    }
    return sum / (to - from);
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
