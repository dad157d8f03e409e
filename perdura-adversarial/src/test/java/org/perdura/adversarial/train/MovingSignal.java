package org.perdura.adversarial.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.perdura.adversarial.Alignment;
import org.perdura.adversarial.Judge;
import org.perdura.adversarial.LossTerm;
import org.perdura.adversarial.Picture;
import org.perdura.adversarial.Rollout;
import org.perdura.adversarial.Task;
import org.perdura.adversarial.Validation;
import org.perdura.adversarial.judge.AdversarialJudge;
import org.perdura.adversarial.judge.Discriminator;
import org.perdura.adversarial.judge.JudgeSettings;
import org.perdura.adversarial.judge.View;
import org.perdura.adversarial.loss.CharbonnierLoss;
import org.perdura.adversarial.loss.ContentLoss;
import org.perdura.nn.Conv2d;
import org.perdura.nn.LearningRate;
import org.perdura.nn.Module;
import org.perdura.nn.Tensor;
import org.perdura.recipe.RecipeReader;

/**
 * The smallest domain there is: periodic 1D signals that move by a known number of samples a frame;
 * every second sample is to be made up for.
 */
final class MovingSignal implements Task<MovingSignal.Batch> {

  static final int LENGTH = 32;
  private static final int HEIGHT = 2; // rows that are alike: discriminators want pictures
  private static final int SEQUENCES = 4;
  private static final int FRAMES = 4;

  /**
   * Some sequences.
   *
   * @param truths {@code [n, 1, HEIGHT, LENGTH]} for every time
   * @param conditions every second sample, each twice; of the same shape
   * @param motion samples a frame, to the right
   */
  record Batch(List<Tensor> truths, List<Tensor> conditions, int motion) implements AutoCloseable {
    @Override
    public void close() {
      truths.forEach(Tensor::close);
      conditions.forEach(Tensor::close);
    }
  }

  /** Two convolutions that correct the repeated samples. */
  static final class Generator extends Module {
    private final Conv2d first;
    private final Conv2d last;

    Generator(long seed) {
      var random = new SplittableRandom(seed);
      first = child("first", new Conv2d(1, 8, 3, random));
      last = child("last", new Conv2d(8, 1, 3, random));
    }

    Tensor forward(Tensor condition) {
      return condition.add(last.forward(first.forward(condition).relu()));
    }
  }

  /** A small temporal discriminator that uses all that a judge has to remember. */
  private static Judge temporalJudge() {
    var settings =
        RecipeReader.defaults(
            JudgeSettings.class,
            """
            name: temporal
            view: {kind: temporal, every: 1}
            network: {stem: 0, channels: [8, 8], strides: [2, 1], head: patch}
            learning-rate: 0.003
            features: [0.001, 0.001]
            balance: 0.5
            start: 10
            fade-in: 10
            """);
    View view = settings.view().create(condition -> condition);
    var network =
        new Discriminator(
            settings.network(),
            view.inputs(1, 1),
            new long[] {HEIGHT, LENGTH},
            new SplittableRandom(11));
    return new AdversarialJudge(settings, network, view, LearningRate.constant(1));
  }

  private final Generator generator = new Generator(7);
  private final List<Judge> judges;

  MovingSignal(boolean judged) {
    this.judges = judged ? List.of(temporalJudge()) : List.of();
  }

  /** A pure function of the step. */
  static Batch batch(long step) {
    var random = new SplittableRandom(1000 + step);
    int motion = random.nextInt(-2, 3);
    var values = new float[FRAMES][SEQUENCES * HEIGHT * LENGTH];
    for (int s = 0; s < SEQUENCES; s++) {
      int waves = random.nextInt(2, 7);
      double phase = random.nextDouble();
      for (int t = 0; t < FRAMES; t++) {
        for (int x = 0; x < LENGTH; x++) {
          double turns = phase + waves * (x - (double) motion * t) / LENGTH;
          for (int y = 0; y < HEIGHT; y++) {
            values[t][(s * HEIGHT + y) * LENGTH + x] = (float) Math.sin(2 * Math.PI * turns);
          }
        }
      }
    }
    var truths = new ArrayList<Tensor>();
    var conditions = new ArrayList<Tensor>();
    for (float[] frame : values) {
      float[] low = frame.clone();
      for (int i = 1; i < low.length; i += 2) {
        low[i] = low[i - 1];
      }
      truths.add(Tensor.of(frame, SEQUENCES, 1, HEIGHT, LENGTH).persistent());
      conditions.add(Tensor.of(low, SEQUENCES, 1, HEIGHT, LENGTH).persistent());
    }
    return new Batch(truths, conditions, motion);
  }

  /** Moves periodic frames by whole samples. */
  static Alignment shift(int motion) {
    return (frame, from, to) -> {
      long cut = Math.floorMod(-motion * (to - from), LENGTH);
      return cut == 0
          ? frame
          : Tensor.cat(3, frame.narrow(3, cut, LENGTH - cut), frame.narrow(3, 0, cut));
    };
  }

  @Override
  public Generator generator() {
    return generator;
  }

  @Override
  public Rollout rollout(Batch batch, long step) {
    List<Tensor> results = batch.conditions().stream().map(generator::forward).toList();
    return new Rollout(results, batch.truths(), batch.conditions(), shift(batch.motion()));
  }

  @Override
  public List<LossTerm> terms() {
    return List.of(new LossTerm("content", 1, new CharbonnierLoss(1e-3)));
  }

  @Override
  public List<Judge> judges() {
    return judges;
  }

  @Override
  public Validation validate(long step) {
    try (var batch = batch(1_000_000)) {
      double loss = new ContentLoss().of(rollout(batch, step)).item();
      return new Validation(
          Map.of("psnr", -10 * Math.log10(loss / 4)),
          Map.of("signal", new Picture(2, 1, new byte[] {-1, 0, 0, 0, 0, -1})));
    }
  }

  @Override
  public boolean suitsMuon(String parameter) {
    return !parameter.startsWith("last.");
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of("architecture", "moving-signal", "scale", "2");
  }
}
