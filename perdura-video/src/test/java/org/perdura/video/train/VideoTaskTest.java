package org.perdura.video.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.adversarial.LossTerm;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;
import org.perdura.video.data.Clip;
import org.perdura.video.data.ClipShape;
import org.perdura.video.model.Differences;
import org.perdura.video.model.DrawnWeights;
import org.perdura.video.model.GeneratorSpec;
import org.perdura.video.model.VideoGenerator;
import org.perdura.video.model.VideoGenerator.Previous;
import org.perdura.video.motion.MovingTexture;
import org.perdura.video.quality.LumaPsnr;

/** One step of training taken apart. */
class VideoTaskTest {

  @TempDir private Path folder;
  private Scope scope;

  @BeforeEach
  void open() {
    Torch.threads(1);
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private VideoTask task(String... overrides) throws IOException {
    var task = new VideoTask(TinyRecipe.with(overrides), folder.resolve("cache"));
    DrawnWeights.fill(task.generator(), 0.5);
    return task;
  }

  private static Map<String, float[]> gradients(VideoGenerator generator, Tensor loss) {
    generator.parameters().values().forEach(Tensor::clearGradient);
    loss.backward();
    var gradients = new HashMap<String, float[]>();
    generator.parameters().forEach((name, t) -> gradients.put(name, t.gradient().toFloats()));
    return gradients;
  }

  private static Tensor squaredError(List<Tensor> results, List<Tensor> truths) {
    Tensor sum = Tensor.zeros();
    for (int t = 0; t < results.size(); t++) {
      sum = sum.add(results.get(t).sub(truths.get(t)).square().mean());
    }
    return sum;
  }

  /** A batch whose first frames only lead in. */
  private static VideoBatch leadIn(VideoBatch batch, int frames) {
    return new VideoBatch(batch.clips(), 0, frames);
  }

  @Test
  void aRolloutHasTheClipsFramesInOrder() throws Exception {
    var task = task();
    VideoBatch batch = task.batches().batch(0);
    Rollout rollout = task.rollout(batch, 0);
    assertThat(rollout.frames()).isEqualTo(2);
    Clip second = batch.clips()[1];
    int side = second.shape().highSize();
    for (int t = 0; t < 2; t++) {
      assertThat(rollout.results().get(t).shape()).containsExactly(2, 3, side, side);
      assertThat(rollout.conditions().get(t).shape()).containsExactly(2, 3, side / 4, side / 4);
      // Blue at row 7, column 5 of the second clip.
      float[] blue = rollout.truths().get(t).select(0, 1).select(0, 2).toFloats();
      int expected = second.high()[((t * side + 7) * side + 5) * 3 + 2] & 0xff;
      assertThat(blue[7 * side + 5]).isCloseTo(expected / 255f, within(1e-6f));
    }
  }

  /**
   * The gradient is that of a roll-out that is given the state which the lead-in leaves, as a
   * number that nobody can change any more; and it is not that of the roll-out of all frames.
   */
  @Test
  void leadInCarriesNoGradient() throws Exception {
    for (String architecture : new String[] {"compact", "frvsr"}) {
      var task = task("phases.0.frames=4", "generator.architecture=" + architecture);
      VideoGenerator generator = task.generator();
      VideoBatch whole = task.batches().batch(0);
      Rollout rollout = task.rollout(leadIn(whole, 2), 0);
      assertThat(rollout.frames()).isEqualTo(2);
      Map<String, float[]> actual =
          gradients(generator, squaredError(rollout.results(), rollout.truths()));

      Rollout all = task.rollout(whole, 0);
      List<Tensor> lows = all.conditions();
      Previous previous = null;
      try (var noGradient = GradientMode.off()) {
        for (int t = 0; t < 2; t++) {
          previous = new Previous(lows.get(t), generator.next(lows.get(t), previous));
        }
      }
      var results = new ArrayList<Tensor>();
      for (int t = 2; t < 4; t++) {
        results.add(generator.next(lows.get(t), previous));
        previous = new Previous(lows.get(t), results.get(t - 2));
      }
      List<Tensor> truths = all.truths().subList(2, 4);
      Map<String, float[]> expected = gradients(generator, squaredError(results, truths));
      assertThat(actual.keySet()).isEqualTo(expected.keySet());
      actual.forEach((name, values) -> assertClose(name, values, expected.get(name)));

      Map<String, float[]> through =
          gradients(generator, squaredError(all.results().subList(2, 4), truths));
      assertThat(distance(through.get("first.weight"), expected.get("first.weight")))
          .as("the gradient through all frames is another")
          .isGreaterThan(0.003);
    }
  }

  /** Before a clip moves, its first frame may have stood for long. */
  @Test
  void aHeldFrameIsShownSoOftenBeforeTheClipBegins() throws Exception {
    var task = task("phases.0.frames=3", "phases.0.hold=[2]");
    VideoBatch batch = task.batches().batch(0);
    assertThat(batch.hold()).isEqualTo(2);
    Rollout rollout = task.rollout(batch, 0);
    assertThat(rollout.frames()).isEqualTo(3);
    List<Tensor> lows = rollout.conditions();
    Previous previous = null;
    for (int t : new int[] {0, 0, 0, 1, 2}) {
      previous = new Previous(lows.get(t), task.generator().next(lows.get(t), previous));
    }
    assertThat(rollout.results().get(2).toFloats())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(previous.high().toFloats());
    Rollout notHeld = task.rollout(new VideoBatch(batch.clips(), 0, 0), 0);
    assertThat(distance(notHeld.results().get(2).toFloats(), previous.high().toFloats()))
        .as("without it, the last frame is another")
        .isGreaterThan(1e-3);
  }

  private static void assertClose(String name, float[] actual, float[] expected) {
    assertThat(distance(actual, expected)).as(name).isLessThan(1e-4);
  }

  /** Relative. */
  private static double distance(float[] actual, float[] expected) {
    double difference = 0;
    double size = 1e-12;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow(actual[i] - expected[i], 2);
      size += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / size);
  }

  @Test
  void termsFollowTheRecipe() throws IOException {
    assertThat(task().terms()).extracting(LossTerm::name).containsExactly("content");
    var both = task("losses.warp=0.5", "losses.content=2", "losses.content-kind=squared");
    assertThat(both.terms()).extracting(LossTerm::name).containsExactly("content", "warp");
    assertThat(both.terms()).extracting(term -> term.weight().at(0)).containsExactly(2.0, 0.5);
    assertThat(both.suitsMuon("blocks.0.first.weight")).isTrue();
    assertThat(both.suitsMuon("last.weight")).isFalse();
  }

  @Test
  void batchesFollowThePhases() throws Exception {
    var batches = task().batches();
    for (long step : new long[] {0, 3}) {
      assertThat(batches.batch(step).clips()).hasSize(2);
      assertThat(batches.batch(step).clips()[0].shape()).isEqualTo(new ClipShape(2, 10));
      assertThat(batches.batch(step).leadIn()).isZero();
    }
    for (long step : new long[] {4, 6}) {
      assertThat(batches.batch(step).clips()).hasSize(1);
      assertThat(batches.batch(step).clips()[0].shape()).isEqualTo(new ClipShape(3, 12));
    }
    // The last phase goes on; all of its lead-ins occur, and long clips are played forth and back.
    var seen = new HashSet<Integer>();
    for (long step = 7; step < 25; step++) {
      VideoBatch batch = batches.batch(step);
      seen.add(batch.leadIn());
      int frames = batch.leadIn() + 2;
      assertThat(batch.frames()).isEqualTo(frames);
      assertThat(batch.clips()[0].shape())
          .isEqualTo(new ClipShape(frames, 10, Math.min(frames, 12)));
    }
    assertThat(batches.batch(9).leadIn()).isEqualTo(batches.batch(9).leadIn());
    assertThat(seen).containsExactlyInAnyOrder(0, 2, 14);
  }

  @Test
  void phasesThatCannotBeAreRefused() {
    assertThatThrownBy(() -> TinyRecipe.with("phases=[]"))
        .hasMessageContaining("phases: none; must be one or more");
    assertThatThrownBy(() -> TinyRecipe.with("phases.0.hold=[]"))
        .hasMessageContaining("phases.0.hold: [], must be one number of frames or more");
    assertThatThrownBy(() -> TinyRecipe.with("phases.2.lead-in=[0, -2]"))
        .hasMessageContaining("phases.2.lead-in: [0, -2], must be");
  }

  /** A pattern that moves by (5, -3) high-res pixels a frame, aligned forwards and backwards. */
  @Test
  void estimatedMotionAlignsBothWays() {
    var texture = new MovingTexture(3, 24, 120);
    try (var generator = GeneratorSpec.compact(4, 1).create(1)) {
      var lows = new ArrayList<Tensor>();
      var highs = new ArrayList<Tensor>();
      var flows = new ArrayList<Tensor>();
      for (int t = 0; t < 3; t++) {
        lows.add(texture.low(28, 32, 5 * t, -3 * t));
        highs.add(texture.high(112, 128, 5 * t, -3 * t));
        flows.add(
            t == 0
                ? null
                : generator.flow(lows.get(t), new Previous(lows.get(t - 1), highs.get(t - 1))));
      }
      var motion = new EstimatedMotion(generator, lows, highs, flows, false);
      for (List<Tensor> frames : List.of(lows, highs)) {
        for (int[] way : new int[][] {{0, 1}, {1, 0}, {1, 2}, {2, 1}}) {
          Tensor from = frames.get(way[0]);
          Tensor to = frames.get(way[1]);
          Tensor aligned = motion.align(from, way[0], way[1]);
          assertThat(aligned.shape()).isEqualTo(to.shape());
          double before = Differences.of(inside(from), inside(to)).mean();
          double after = Differences.of(inside(aligned), inside(to)).mean();
          assertThat(after).as(Arrays.toString(way)).isLessThan(0.15 * before);
        }
        assertThat(motion.align(frames.get(1), 1, 1)).isSameAs(frames.get(1));
      }
      assertThatThrownBy(() -> motion.align(lows.get(0), 0, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("alignment from frame 0 to 2: must be neighbours");
    }
  }

  private static Tensor inside(Tensor frame) {
    long margin = frame.size(2) / 5;
    return frame
        .narrow(2, margin, frame.size(2) - 2 * margin)
        .narrow(3, margin, frame.size(3) - 2 * margin);
  }

  /** A network that only passes bicubic upsampling on gains nothing over it. */
  @Test
  void judgingABicubicNetworkFindsNoGain() throws IOException {
    var recipe = TinyRecipe.with("validation.clips=2", "validation.frames=14");
    var judging = VideoJudging.prepare(recipe.validation(), folder.resolve("cache"));
    try (var generator = DrawnWeights.fill(recipe.generator().create(1), 0)) {
      setGate(generator, -50);
      var validation = judging.judge(generator);
      assertThat(validation.figures().get("psnr-y")).isBetween(10.0, 80.0);
      assertThat(validation.figures().get("gain-over-bicubic")).isCloseTo(0, within(0.01));
      assertThat(validation.figures().get("gain-at-frame-10")).isCloseTo(0, within(0.01));
      var picture = validation.pictures().get("last-frame");
      assertThat(picture.width()).isEqualTo(3 * (4 * 12 + 4));
      assertThat(picture.height()).isEqualTo(2 * (4 * 12 + 4));
      // Judged again, the same: the clips are.
      assertThat(judging.judge(generator).figures()).isEqualTo(validation.figures());
    }
  }

  private static void setGate(VideoGenerator generator, double logit) {
    try (var noGradient = GradientMode.off()) {
      Tensor bias = generator.parameters().get("last.bias");
      bias.narrow(0, 48, 16).copyInPlace(Tensor.full(logit, 16));
    }
  }

  /**
   * Grey 100 against grey 110: luma of BT.601 goes from 16 to 235, so that the error is 10 * 219 /
   * 255 = 8.588, and 20 log10(255 / 8.588) = 29.453 dB.
   */
  @Test
  void psnrByHand() {
    Tensor truth = Tensor.full(100 / 255.0, 1, 3, 24, 30);
    Tensor result = Tensor.full(110 / 255.0, 1, 3, 24, 30);
    assertThat(LumaPsnr.of(result, truth)).isCloseTo(29.453, within(0.001));
    // Pure red, 10 levels: 65.481 / 255 * 10 = 2.568; 39.939 dB.
    Tensor red = Tensor.full(10 / 255.0, 1, 1, 24, 30);
    Tensor rest = Tensor.zeros(1, 2, 24, 30);
    Tensor reddish = truth.add(Tensor.cat(1, red, rest));
    assertThat(LumaPsnr.of(reddish, truth)).isCloseTo(39.939, within(0.001));
    // The mean over the batch is one of decibels.
    assertThat(LumaPsnr.of(Tensor.cat(0, result, reddish), Tensor.cat(0, truth, truth)))
        .isCloseTo((29.453 + 39.939) / 2, within(0.001));
  }

  @Test
  void psnrOfEightBitPicturesWithoutTheBorder() {
    Tensor truth = Tensor.full(100 / 255.0, 1, 3, 24, 30);
    double same = LumaPsnr.of(truth, truth);
    assertThat(same).isGreaterThan(80);
    // Less than half a grey level is nothing.
    assertThat(LumaPsnr.of(truth.add(0.4 / 255), truth)).isEqualTo(same);
    // Beyond white there is nothing either.
    Tensor white = Tensor.ones(1, 3, 24, 30);
    assertThat(LumaPsnr.of(white.mul(3), white)).isEqualTo(same);
    Tensor spoilt = truth.copy();
    spoilt.narrow(2, 0, 8).copyInPlace(Tensor.ones(1, 3, 8, 30));
    spoilt.narrow(3, 22, 8).copyInPlace(Tensor.ones(1, 3, 24, 8));
    assertThat(LumaPsnr.of(spoilt, truth)).isEqualTo(same);
    spoilt.narrow(2, 8, 1).copyInPlace(Tensor.ones(1, 3, 1, 30));
    assertThat(LumaPsnr.of(spoilt, truth)).isLessThan(30);
  }

  /** The clips' bytes arrive as numbers, each clip and frame in its place. */
  @Test
  void clipsBecomeTensors() {
    int side = 8;
    var clips = new Clip[2];
    for (int i = 0; i < 2; i++) {
      var low = new byte[3 * side * side * 3];
      var high = new byte[3 * 16 * side * side * 3];
      for (int k = 0; k < low.length; k++) {
        low[k] = (byte) (k * 7 + i);
      }
      for (int k = 0; k < high.length; k++) {
        high[k] = (byte) (k * 5 + i);
      }
      clips[i] = new Clip(new ClipShape(3, side), high, low);
    }
    for (int t = 0; t < 3; t++) {
      float[] low = ClipTensors.low(clips, t).select(0, 1).select(0, 2).toFloats();
      float[] high = ClipTensors.high(clips, t).select(0, 1).select(0, 1).toFloats();
      int at = ((t * side + 3) * side + 6) * 3 + 2;
      assertThat(low[3 * side + 6]).isCloseTo(((at * 7 + 1) & 0xff) / 255f, within(1e-6f));
      at = ((t * 32 + 30) * 32 + 11) * 3 + 1;
      assertThat(high[30 * 32 + 11]).isCloseTo(((at * 5 + 1) & 0xff) / 255f, within(1e-6f));
    }
  }
}
