package org.perdura.adversarial.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.perdura.adversarial.judge.Exhibits.ENLARGE;
import static org.perdura.adversarial.judge.Exhibits.SIZE;
import static org.perdura.adversarial.judge.Exhibits.settings;
import static org.perdura.adversarial.judge.Exhibits.values;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perdura.adversarial.Alignment;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.DType;
import org.perdura.nn.Functional;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class TripletViewTest {

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Tensor look(String yaml, Rollout rollout) {
    return settings(yaml).create(ENLARGE).of(rollout, rollout.results());
  }

  @Test
  void temporalIsThreeAlignedFramesAndTheConditionOfTheMiddle() {
    // The previous frame moves one step forward (+1000), the next one back (-1000).
    assertThat(values(look("kind: temporal, every: 3", Exhibits.rollout(6)), 0, 0))
        .containsExactly(
            List.of(1000.0, 1001.0, 10.0, 11.0, -980.0, -979.0, -1.0),
            List.of(1030.0, 1031.0, 40.0, 41.0, -950.0, -949.0, -4.0));
  }

  @Test
  void spatioTemporalIsFramesThenAlignedFramesThenConditions() {
    assertThat(values(look("kind: spatio-temporal", Exhibits.rollout(3)), 0, 0))
        .containsExactly(
            List.of(
                0.0, 1.0, 10.0, 11.0, 20.0, 21.0, // as they are
                1000.0, 1001.0, 10.0, 11.0, -980.0, -979.0, // aligned to the middle
                0.0, -1.0, -2.0)); // conditions
  }

  @Test
  void withoutConditionsOnlyFramesAreLeft() {
    var rollout = new Rollout(Exhibits.frames(3), Exhibits.frames(3), List.of(), Exhibits.MARKING);
    assertThat(values(look("kind: temporal, conditional: false", rollout), 0, 0))
        .containsExactly(List.of(1000.0, 1001.0, 10.0, 11.0, -980.0, -979.0));
    assertThat(look("kind: spatio-temporal, conditional: false", rollout).size(1)).isEqualTo(12);
  }

  @Test
  void tenFramesGiveThreeTripletsAndNineteenSix() {
    assertThat(look("every: 3", Exhibits.rollout(10)).size(0)).isEqualTo(3);
    assertThat(look("every: 3", Exhibits.rollout(19)).size(0)).isEqualTo(6);
    assertThat(look("every: 1", Exhibits.rollout(10)).size(0)).isEqualTo(8);
    assertThat(look("every: 2", Exhibits.rollout(5)).size(0)).isEqualTo(2);
  }

  @Test
  void sequencesOfABatchAreLooksOfTheirOwn() {
    var frames =
        Exhibits.frames(4).stream().map(f -> Tensor.cat(0, f, f.add(5), f.add(7))).toList();
    var rollout = new Rollout(frames, frames, List.of(), Exhibits.MARKING);
    Tensor looks = look("kind: temporal, conditional: false, every: 1", rollout);
    assertThat(values(looks, 0, 0).stream().map(look -> look.get(2)).toList())
        .containsExactly(10.0, 15.0, 17.0, 20.0, 25.0, 27.0);
  }

  @Test
  void detailGainAndOffsetComeBeforeTheAlignment() {
    // Frames 0, 10, 20 less their conditions 0, -1, -2: 0, 11, 22; times 2 less 1: -1, 21, 43.
    Tensor looks =
        look("kind: spatio-temporal, detail: true, gain: 2, offset: -1", Exhibits.rollout(3));
    assertThat(values(looks, 0, 0))
        .containsExactly(
            List.of(
                -1.0, 1.0, 21.0, 23.0, 43.0, 45.0, //
                999.0, 1001.0, 21.0, 23.0, -957.0, -955.0, //
                0.0, -1.0, -2.0));
  }

  @Test
  void differencesShowByHowMuchTheOuterFramesAreOff() {
    // Aligned they are 1000 and 1001, 10 and 11, -980 and -979.
    assertThat(
            values(look("kind: temporal, differences: true, every: 3", Exhibits.rollout(6)), 0, 0))
        .containsExactly(
            List.of(990.0, 990.0, 10.0, 11.0, -990.0, -990.0, -1.0),
            List.of(990.0, 990.0, 40.0, 41.0, -990.0, -990.0, -4.0));
    // Of their detail, 1 t more: an offset goes, a gain stays.
    String more = "kind: temporal, conditional: false, differences: true, gain: 2, offset: 5, ";
    assertThat(values(look(more + "detail: true", Exhibits.rollout(3)), 0, 0))
        .containsExactly(List.of(978.0, 978.0, 27.0, 29.0, -978.0, -978.0));
  }

  @Test
  void framesThatOnlyMovedHaveNoDifferences() {
    var frames =
        List.of(Exhibits.frame(0), Exhibits.frame(0).add(1000), Exhibits.frame(0).add(2000));
    var rollout = new Rollout(frames, frames, List.of(), Exhibits.MARKING);
    assertThat(values(look("kind: temporal, conditional: false, differences: true", rollout), 3, 3))
        .containsExactly(List.of(0.0, 0.0, 1000.0, 1001.0, 0.0, 0.0));
  }

  @Test
  void volumesAreAlignedAndBlankedAlongAllThreeAxes() {
    Tensor place = Exhibits.places(4, 6, 8);
    var frames = List.of(place, place.add(10), place.add(20));
    var low = Tensor.full(-3, 1, 1, 4, 6, 8);
    var rollout = new Rollout(frames, frames, List.of(low, low, low), Exhibits.MARKING);
    View view = settings("kind: temporal, crop: 0.5, border: zero").create(x -> x);
    Tensor looks = view.of(rollout, frames);
    assertThat(looks.shape()).containsExactly(1, 10, 4, 6, 8);
    assertThat(values(looks.select(2, 1), 2, 5))
        .containsExactly(
            List.of(1001.0, 1002.0, 1005.0, 11.0, 12.0, 15.0, -979.0, -978.0, -975.0, -3.0));
    // The kept part is from 1 to 2 in depth, from 1 to 3 in height, from 2 to 5 in width.
    for (int[] outside : new int[][] {{0, 2, 3}, {3, 2, 3}, {1, 0, 3}, {1, 4, 3}, {1, 2, 6}}) {
      assertThat(values(looks.select(2, outside[0]), outside[1], outside[2]))
          .containsExactly(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -3.0));
    }
  }

  @Test
  void borderZeroBlanksTheMarginOfAlignedFramesOnly() {
    Tensor looks = look("kind: spatio-temporal, crop: 0.5, border: zero", Exhibits.rollout(3));
    assertThat(looks.shape()).containsExactly(1, 15, SIZE, SIZE);
    for (int[] margin : new int[][] {{0, 0}, {1, 4}, {6, 4}, {4, 1}, {4, 6}, {7, 7}}) {
      assertThat(values(looks, margin[0], margin[1]))
          .containsExactly(
              List.of(
                  0.0, 1.0, 10.0, 11.0, 20.0, 21.0, //
                  0.0, 0.0, 0.0, 0.0, 0.0, 0.0, //
                  0.0, -1.0, -2.0));
    }
    for (int[] inside : new int[][] {{2, 2}, {5, 5}, {2, 5}}) {
      assertThat(values(looks, inside[0], inside[1]).get(0).subList(6, 12))
          .containsExactly(1000.0, 1001.0, 10.0, 11.0, -980.0, -979.0);
    }
  }

  @Test
  void borderCutShowsTheCentreOfEverything() {
    Tensor looks = look("kind: spatio-temporal, crop: 0.75, border: cut", Exhibits.rollout(3));
    assertThat(looks.shape()).containsExactly(1, 15, 6, 6);
    assertThat(values(looks, 0, 0)).isEqualTo(values(look("every: 3", Exhibits.rollout(3)), 1, 1));
  }

  @Test
  void jitterShiftsTheCutFromLookToLookForAllAlike() {
    Tensor columns = Tensor.range(SIZE).reshape(1, 1, 1, SIZE).expand(1, 1, SIZE, SIZE);
    Tensor place = Tensor.cat(1, columns, columns.transpose(2, 3)); // says where a pixel is from
    var frames = Collections.nCopies(10, place);
    var rollout = new Rollout(frames, frames, frames, (frame, from, to) -> frame);
    View view = settings("every: 1, crop: 0.5, jitter: 4").create(x -> x);
    Tensor looks = view.of(rollout, frames);
    assertThat(looks.shape()).containsExactly(8, 18, 4, 4);
    assertThat(view.of(rollout, frames).toFloats()).isEqualTo(looks.toFloats());

    var places = new HashSet<List<Double>>();
    for (List<Double> look : values(looks, 0, 0)) {
      List<Double> first = look.subList(0, 2);
      places.add(first);
      for (int part = 0; part < 9; part++) {
        assertThat(look.subList(2 * part, 2 * part + 2)).isEqualTo(first);
      }
      // The margin is 2 on each side, the shift from -2 to 1.
      assertThat(first).allMatch(corner -> corner >= 0 && corner <= 3);
    }
    for (long step = 1; step < 4; step++) {
      var later = new Rollout(frames, frames, frames, (f, from, to) -> f, Map.of(), step);
      values(view.of(later, frames), 0, 0).forEach(look -> places.add(look.subList(0, 2)));
    }
    assertThat(places).as("all pairs of offsets, over some steps").hasSize(16);
    for (int d = 0; d < 2; d++) {
      int dim = d;
      assertThat(places.stream().map(corner -> corner.get(dim)).distinct()).hasSize(4);
    }
  }

  @Test
  void cropsAllThreeDimensionsOfVolumes() {
    Tensor volume = Tensor.ones(1, 1, 4, 4, 8);
    var frames = List.of(volume, volume, volume);
    var rollout = new Rollout(frames, frames, List.of(), (frame, from, to) -> frame);
    String temporal = "kind: temporal, conditional: false, crop: 0.5, border: ";
    assertThat(look(temporal + "cut", rollout).shape()).containsExactly(1, 3, 2, 2, 4);
    Tensor blanked = look(temporal + "zero", rollout);
    assertThat(blanked.shape()).containsExactly(1, 3, 4, 4, 8);
    assertThat(blanked.sum().item()).isEqualTo(3 * 2 * 2 * 4);
    Tensor centre = blanked.narrow(2, 1, 2).narrow(3, 1, 2).narrow(4, 2, 4);
    assertThat(centre.sum().item()).isEqualTo(3 * 2 * 2 * 4);
  }

  @Test
  void halfPreciseFramesAreShownInFloat() {
    var frames = Exhibits.frames(3).stream().map(frame -> frame.to(DType.BFLOAT16)).toList();
    var rollout = new Rollout(frames, frames, List.of(), Exhibits.MARKING);
    Tensor looks = look("kind: temporal, conditional: false", rollout);
    assertThat(looks.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(values(looks, 0, 0).get(0)).startsWith(1000.0, 1001.0); // bf16 would say 1000
  }

  /** Moves frames to the right by a number of pixels that could be learned. */
  private record LearnedShift(Tensor pixels) implements Alignment {
    @Override
    public Tensor align(Tensor frame, int from, int to) {
      Tensor unit = Tensor.range(SIZE).mul(2.0 / (SIZE - 1)).add(-1); // of the grid, -1 to 1
      Tensor x = unit.reshape(1, 1, SIZE, 1).sub(pixels.mul((to - from) * 2.0 / (SIZE - 1)));
      Tensor grid =
          Tensor.cat(
              3, x.expand(1, SIZE, SIZE, 1), unit.reshape(1, SIZE, 1, 1).expand(1, SIZE, SIZE, 1));
      return Functional.gridSample(
          frame, grid, Functional.Interpolation.BILINEAR, Functional.Border.REPLICATE);
    }

    @Override
    public Alignment detached() {
      return new LearnedShift(pixels.detach());
    }
  }

  @Test
  void gradientsReachTheFramesButNotTheMotion() {
    Tensor ramp = Tensor.range(SIZE).reshape(1, 1, 1, SIZE).expand(1, 1, SIZE, SIZE);
    Tensor pixels = Tensor.full(0.5, 1).withGradient();
    var motion = new LearnedShift(pixels);

    // The motion itself could be learned: a ramp moved by d is lower by d.
    Tensor moved = motion.align(ramp, 0, 1).narrow(3, 2, 4).mean();
    assertThat(moved.item()).isEqualTo(3.5 - 0.5);
    moved.backward();
    assertThat(pixels.gradient().item()).isEqualTo(-1);
    pixels.clearGradient();

    for (String kind : List.of("temporal", "spatio-temporal")) {
      var frames =
          List.of(ramp.copy(), ramp.copy(), ramp.copy()).stream()
              .map(frame -> frame.contiguous().withGradient())
              .toList();
      var rollout = new Rollout(frames, frames, List.of(), motion);
      Tensor looks = look("conditional: false, kind: " + kind, rollout);
      looks.sum().backward();
      int seen = kind.equals("temporal") ? 1 : 2;
      for (Tensor frame : frames) {
        // Wherever the sampling puts its weights, they sum to one for each pixel looked at.
        assertThat(frame.gradient().sum().item()).isCloseTo(seen * SIZE * SIZE, within(1e-3));
      }
      assertThat(pixels.gradient()).isNull();
    }
  }

  @Test
  void needsThreeFrames() {
    assertThatThrownBy(() -> look("kind: temporal", Exhibits.rollout(2)))
        .hasMessage("temporal judge: a roll-out of 2 frames; must be three or more");
  }

  @Test
  void aConditionalViewNeedsConditions() {
    var rollout = new Rollout(Exhibits.frames(3), Exhibits.frames(3), List.of(), Exhibits.MARKING);
    assertThatThrownBy(() -> look("kind: temporal", rollout))
        .hasMessage("a conditional judge needs the roll-out's conditions, and there are none");
  }
}
