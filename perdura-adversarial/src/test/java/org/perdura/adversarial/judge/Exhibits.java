package org.perdura.adversarial.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.perdura.adversarial.Alignment;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Functional;
import org.perdura.nn.Tensor;
import org.perdura.recipe.RecipeReader;

/** Roll-outs whose every value tells which frame and channel it is from, for tests of views. */
final class Exhibits {

  static final int SIZE = 8;

  /** Conditions of half the size to that of frames. */
  static final UnaryOperator<Tensor> ENLARGE =
      low -> Functional.resizeBilinear(low, 2 * low.size(2), 2 * low.size(3));

  /** Adds 1000 for each frame forward, so that what has been aligned, from where, shows. */
  static final Alignment MARKING = (frame, from, to) -> frame.add(1000.0 * (to - from));

  private Exhibits() {}

  /** {@code yaml} over the defaults. */
  static ViewSettings settings(String yaml) {
    return RecipeReader.parse("view", "{" + yaml + "}", ViewSettings.class, List.of()).value();
  }

  /** Two channels: 10 t and 10 t + 1 everywhere. */
  static Tensor frame(int t) {
    return Tensor.cat(
        1, Tensor.full(10 * t, 1, 1, SIZE, SIZE), Tensor.full(10 * t + 1, 1, 1, SIZE, SIZE));
  }

  static List<Tensor> frames(int count) {
    var frames = new ArrayList<Tensor>();
    for (int t = 0; t < count; t++) {
      frames.add(frame(t));
    }
    return frames;
  }

  /** One channel: -t everywhere, at half the size. */
  static List<Tensor> conditions(int count) {
    var conditions = new ArrayList<Tensor>();
    for (int t = 0; t < count; t++) {
      conditions.add(Tensor.full(-t, 1, 1, SIZE / 2, SIZE / 2));
    }
    return conditions;
  }

  static Rollout rollout(int count) {
    return new Rollout(frames(count), frames(count), conditions(count), MARKING);
  }

  /** Three channels that say where a cell is: {@code [1, 3, d, h, w]} of its z, y and x. */
  static Tensor places(long d, long h, long w) {
    return Tensor.cat(
        1,
        Tensor.range(d).reshape(1, 1, d, 1, 1).expand(1, 1, d, h, w),
        Tensor.range(h).reshape(1, 1, 1, h, 1).expand(1, 1, d, h, w),
        Tensor.range(w).reshape(1, 1, 1, 1, w).expand(1, 1, d, h, w));
  }

  /** The channels' values of each look, at a pixel. */
  static List<List<Double>> values(Tensor looks, int y, int x) {
    var all = new ArrayList<List<Double>>();
    for (int m = 0; m < looks.size(0); m++) {
      var values = new ArrayList<Double>();
      for (int c = 0; c < looks.size(1); c++) {
        Tensor pixel = looks.narrow(0, m, 1).narrow(1, c, 1).narrow(2, y, 1).narrow(3, x, 1);
        values.add(pixel.item());
      }
      all.add(values);
    }
    return all;
  }
}
