package org.perdura.adversarial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.perdura.adversarial.loss.CharbonnierLoss;
import org.perdura.adversarial.loss.ContentLoss;
import org.perdura.nn.Adam;
import org.perdura.nn.Conv2d;
import org.perdura.nn.Module;
import org.perdura.nn.Precision;
import org.perdura.nn.StateCopy;
import org.perdura.nn.Tensor;

/**
 * The smallest domain there is: periodic 1D signals that move by a known number of samples a frame;
 * every second sample is to be made up for.
 */
final class MovingSignal implements Task<MovingSignal.Batch> {

  static final int LENGTH = 32;
  private static final int SEQUENCES = 4;
  private static final int FRAMES = 4;

  /**
   * Some sequences.
   *
   * @param truths {@code [n, 1, 1, LENGTH]} for every time
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

  /** A temporal discriminator: three frames, aligned to the middle one, and the condition. */
  static final class TripletJudge implements Judge {

    private static final class Network extends Module {
      private final Conv2d first;
      private final Conv2d last;

      Network(long seed) {
        var random = new SplittableRandom(seed);
        first = child("first", new Conv2d(4, 8, 3, random));
        last = child("last", new Conv2d(8, 1, 3, random));
      }

      Tensor logits(Tensor triplet) {
        return last.forward(first.forward(triplet).leakyRelu(0.2));
      }
    }

    private final Network network = new Network(11);
    private final Adam adam = new Adam(network.parameters());

    @Override
    public String name() {
      return "temporal";
    }

    @Override
    public Module module() {
      return network;
    }

    @Override
    public List<LossTerm> generatorTerms() {
      return List.of(
          new LossTerm(
              "adversarial",
              Weight.fadeIn(0.01, 10, 20),
              rollout ->
                  network.logits(triplet(rollout, rollout.results())).neg().softplus().mean()));
    }

    private static Tensor triplet(Rollout rollout, List<Tensor> frames) {
      return Tensor.cat(
          1,
          rollout.alignment().align(frames.get(0), 0, 1),
          frames.get(1),
          rollout.alignment().align(frames.get(2), 2, 1),
          rollout.conditions().get(1));
    }

    @Override
    public Map<String, Double> update(Rollout rollout, long step, Precision precision) {
      Tensor loss;
      try (var autocast = precision.autocast()) {
        List<Tensor> results = rollout.results().stream().map(Tensor::detach).toList();
        Tensor real = network.logits(triplet(rollout, rollout.truths()));
        Tensor fake = network.logits(triplet(rollout, results));
        loss = real.neg().softplus().mean().add(fake.softplus().mean());
      }
      loss.backward();
      adam.step(3e-3);
      return Map.of("loss", loss.item());
    }

    @Override
    public Map<String, Tensor> state() {
      var state = new LinkedHashMap<>(network.state());
      state.putAll(adam.state());
      return state;
    }

    @Override
    public void load(Map<String, Tensor> values) {
      StateCopy.copy(values, state());
    }

    @Override
    public void close() {
      adam.close();
      network.close();
    }
  }

  private final Generator generator = new Generator(7);
  private final List<Judge> judges;

  MovingSignal(boolean judged) {
    this.judges = judged ? List.of(new TripletJudge()) : List.of();
  }

  /** A pure function of the step. */
  static Batch batch(long step) {
    var random = new SplittableRandom(1000 + step);
    int motion = random.nextInt(-2, 3);
    var values = new float[FRAMES][SEQUENCES * LENGTH];
    for (int s = 0; s < SEQUENCES; s++) {
      int waves = random.nextInt(2, 7);
      double phase = random.nextDouble();
      for (int t = 0; t < FRAMES; t++) {
        for (int x = 0; x < LENGTH; x++) {
          double turns = phase + waves * (x - (double) motion * t) / LENGTH;
          values[t][s * LENGTH + x] = (float) Math.sin(2 * Math.PI * turns);
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
      truths.add(Tensor.of(frame, SEQUENCES, 1, 1, LENGTH).persistent());
      conditions.add(Tensor.of(low, SEQUENCES, 1, 1, LENGTH).persistent());
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
