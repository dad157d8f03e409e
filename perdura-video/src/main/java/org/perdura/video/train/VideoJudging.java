package org.perdura.video.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.perdura.adversarial.Picture;
import org.perdura.adversarial.Validation;
import org.perdura.metrics.features.Lpips;
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

/**
 * Judges a generator on clips it does not learn from: PSNR on luma, and whether it lasts; LPIPS,
 * and whether what changes from frame to frame changes as much as in truth.
 */
final class VideoJudging implements AutoCloseable {

  /** Never drawn by training, whose steps count from 0. */
  private static final long CLIP_STEP = -1;

  /** Frames at which drift is looked for, each averaged with two on either side. */
  private static final int[] AT = {10, 40};

  private static final int AROUND = 2;

  /** LPIPS costs more than the generator, and neighbours are alike. */
  private static final int PERCEIVED_EVERY = 3;

  private final Clip[] clips;
  private final Lpips lpips;

  private VideoJudging(Clip[] clips, Lpips lpips) {
    this.clips = clips;
    this.lpips = lpips;
  }

  static VideoJudging prepare(VideoRecipe.Judging judging, Path cache) throws IOException {
    var sampler = new ClipSampler(judging.data(), cache, 0);
    var shape = new ClipShape(judging.frames(), judging.lowSize(), judging.distinct());
    return new VideoJudging(sampler.batch(CLIP_STEP, judging.clips(), shape), Lpips.shipped());
  }

  Validation judge(VideoGenerator generator) {
    int frames = clips[0].shape().frames();
    double[] ours = new double[frames];
    double[] bicubics = new double[frames];
    var perceived = new Perceived();
    Map<String, Picture> pictures = new LinkedHashMap<>();
    try (var outer = new Scope();
        var alignment = new Alignment4();
        var precision = Precision.FP32.autocast()) {
      Previous previous = null;
      Tensor truthBefore = null;
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
          if (t % PERCEIVED_EVERY == PERCEIVED_EVERY - 1) {
            perceived.add(high, truth, previous.high(), truthBefore);
          }
          release(previous, truthBefore);
          previous = new Previous(low.persistent(), high.persistent());
          truthBefore = truth.persistent();
        }
      }
      release(previous, truthBefore);
    }
    var figures = new LinkedHashMap<String, Double>();
    figures.put("psnr-y", mean(ours, 0, frames));
    figures.put("gain-over-bicubic", mean(ours, 0, frames) - mean(bicubics, 0, frames));
    for (int frame : AT) {
      if (frame + AROUND < frames) {
        figures.put("gain-at-frame-" + frame, gain(ours, bicubics, frame));
      }
    }
    perceived.figures(figures);
    return new Validation(figures, pictures);
  }

  private static void release(Previous previous, Tensor truthBefore) {
    if (previous != null) {
      previous.low().close();
      previous.high().close();
      truthBefore.close();
    }
  }

  /** Sums of LPIPS over frames and clips. */
  private final class Perceived {
    private double distance;
    private double change;
    private int count;

    /** All {@code [n, 3, h, w]}: a frame, and the one before. */
    void add(Tensor high, Tensor truth, Tensor highBefore, Tensor truthBefore) {
      distance += total(lpips.distance(high.clamp(0, 1), truth));
      Tensor inResult = lpips.distance(high.clamp(0, 1), highBefore.clamp(0, 1));
      Tensor inTruth = lpips.distance(truth, truthBefore);
      change += total(inResult.sub(inTruth).abs());
      count += clips.length;
    }

    private double total(Tensor each) {
      return each.sum().item();
    }

    void figures(Map<String, Double> figures) {
      if (count > 0) {
        figures.put("lpips-squeeze", distance / count);
        figures.put("tlp-squeeze", 100 * change / count);
      }
    }
  }

  @Override
  public void close() {
    lpips.close();
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
