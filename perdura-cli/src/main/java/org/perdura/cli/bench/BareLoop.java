package org.perdura.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.perdura.adversarial.judge.Discriminator;
import org.perdura.adversarial.judge.DiscriminatorSettings;
import org.perdura.adversarial.judge.JudgeSettings;
import org.perdura.adversarial.judge.ViewSettings;
import org.perdura.metrics.features.DistilledVgg19;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.model.VideoGenerator;
import org.perdura.video.train.VideoRecipe;

/**
 * What a step of training cannot do without: forward and backward through the layers of generator,
 * discriminators and perceptual network, in the sizes and numbers of a recipe, on noise. No motion,
 * no losses, no normalisation, no data, no optimisers; what could be computed once is computed
 * once.
 */
final class BareLoop implements AutoCloseable {

  private static final int RGB = 3;

  private final Precision precision;
  private final long batch;
  private final long side; // low-res pixels
  private final int frames; // of a clip
  private final int played;
  private final BareGenerator generator;
  private final List<BareJudge> judges = new ArrayList<>();
  private final DistilledVgg19 perceptual; // null if no loss asks for it
  private final int perceptualEvery;
  private final int perceptualJitter;
  private final Tensor low; // [n, 3, h, w]
  private final Tensor seen; // [n, 3, h', w'], by the perceptual network

  /** A discriminator with what it looks at in a step. */
  private record BareJudge(Discriminator network, Tensor looks) {}

  BareLoop(VideoRecipe recipe) throws IOException {
    VideoRecipe.Phase phase = recipe.phases().get(0);
    precision = Precision.of(recipe.training().precision());
    batch = phase.batch();
    side = phase.lowSize();
    frames = phase.frames();
    played = recipe.losses().pingPong() == 0 ? frames : 2 * frames - 1;
    generator = new BareGenerator(recipe.generator());
    perceptual = recipe.losses().perceptual() == 0 ? null : DistilledVgg19.shipped();
    perceptualEvery = recipe.losses().perceptualEvery();
    perceptualJitter = recipe.losses().perceptualJitter();
    var random = new SplittableRandom(1);
    try (var scope = new Scope()) {
      low = noise(random, RGB, side, batch);
      seen = noise(random, RGB, seenSide(), batch);
      for (JudgeSettings settings : recipe.judges()) {
        judges.add(judge(settings, random));
      }
    }
  }

  private BareJudge judge(JudgeSettings settings, SplittableRandom random) {
    ViewSettings view = settings.view();
    boolean cut = view.border() == ViewSettings.Border.CUT;
    long shown = cut ? Math.round(highSide() * view.crop()) : highSide();
    int channels = view.create(x -> x).inputs(RGB, RGB);
    var network = settings.network();
    var bare =
        new Discriminator(
            new DiscriminatorSettings(network.stem(), network.channels(), false, network.head()),
            channels,
            new long[] {shown, shown},
            random);
    // From the second frame to the last but one; single frames are those in the middle of three.
    int looks = (played - 3) / view.every() + 1;
    return new BareJudge(bare, noise(random, channels, shown, looks * batch));
  }

  private static Tensor noise(SplittableRandom random, int channels, long side, long count) {
    var values = new float[Math.toIntExact(count * channels * side * side)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Tensor.of(values, count, channels, side, side).channelsLast().persistent();
  }

  private long highSide() {
    return side * VideoGenerator.SCALE;
  }

  private long seenSide() {
    return highSide() - perceptualJitter + 1;
  }

  /** As much as one step of training. */
  void step() {
    try (var scope = new Scope()) {
      clear(generator.parameters());
      backward(() -> generator.rollOut(low, played));
    }
    for (BareJudge judge : judges) {
      please(judge);
      learn(judge);
    }
    for (int t = 0; perceptual != null && t < played; t += perceptualEvery) {
      see(perceptualJitter > 1 || t < frames);
    }
  }

  /** The generator's side: a gradient of what was looked at, none of the weights. */
  private void please(BareJudge judge) {
    try (var scope = new Scope()) {
      judge.network.trainable(false);
      Tensor looks = judge.looks.detach().withGradient();
      backward(() -> judge.network.forward(looks).logits().mean());
      judge.network.trainable(true);
    }
  }

  /** The discriminator's side, of truths and results. */
  private void learn(BareJudge judge) {
    try (var scope = new Scope()) {
      clear(judge.network.parameters());
      backward(
          () -> {
            Tensor truths = judge.network.forward(judge.looks).logits().mean();
            return judge.network.forward(judge.looks).logits().mean().sub(truths);
          });
    }
  }

  /**
   * @param truthToo without jitter, a frame that is played for the second time has been seen
   */
  private void see(boolean truthToo) {
    try (var scope = new Scope()) {
      Tensor result = seen.detach().withGradient();
      backward(() -> sum(perceptual.features(result)));
      if (truthToo) {
        try (var noGradient = GradientMode.off();
            var autocast = precision.autocast()) {
          perceptual.features(seen);
        }
      }
    }
  }

  private static Tensor sum(List<Tensor> tensors) {
    Tensor sum = Tensor.zeros();
    for (Tensor tensor : tensors) {
      sum = sum.add(tensor.mean());
    }
    return sum;
  }

  private void backward(Supplier<Tensor> calculation) {
    Tensor result;
    try (var autocast = precision.autocast()) {
      result = calculation.get();
    }
    result.backward();
  }

  private static void clear(Map<String, Tensor> parameters) {
    parameters.values().forEach(Tensor::clearGradient);
  }

  /**
   * Of one step, in convolutions and dense layers: backward counts as two forwards where gradients
   * of weights are wanted, as one where only those of the input are.
   */
  long multiplyAdds() {
    long sum = 3 * batch * side * side * generator.multiplyAddsPerPixel(played);
    for (BareJudge judge : judges) {
      long looks = judge.looks.size(0);
      long size = judge.looks.size(2);
      long forward = looks * judge.network.multiplyAdds(size, size);
      // Of truths and results, whose own gradients nobody wants, so none of the first layer's.
      long learning = 2 * (3 * forward - looks * firstLayer(judge.network, size));
      sum += 2 * forward + learning;
    }
    if (perceptual != null) {
      int results = (played - 1) / perceptualEvery + 1;
      int truths = perceptualJitter > 1 ? results : (frames - 1) / perceptualEvery + 1;
      sum += batch * (2L * results + truths) * perceptualMultiplyAdds();
    }
    return sum;
  }

  private static long firstLayer(Discriminator network, long size) {
    Tensor weights = network.parameters().values().iterator().next();
    long stride = weights.size(2) == 3 ? 1 : 2; // the stem's or a block's
    return weights.count() * (size / stride) * (size / stride);
  }

  /** Of one picture; the names of the convolutions tell how often it has been halved. */
  private long perceptualMultiplyAdds() {
    long sum = 0;
    for (var entry : perceptual.parameters().entrySet()) {
      if (entry.getKey().endsWith(".weight")) {
        String stage = entry.getKey().replaceAll(".*conv(\\d).*", "$1");
        long size = seenSide() >> Math.max(0, Integer.parseInt(stage) - 1);
        sum += entry.getValue().count() * size * size;
      }
    }
    return sum;
  }

  @Override
  public void close() {
    generator.close();
    judges.forEach(
        judge -> {
          judge.network.close();
          judge.looks.close();
        });
    if (perceptual != null) {
      perceptual.close();
    }
    low.close();
    seen.close();
  }
}
