package org.perdura.adversarial.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perdura.adversarial.judge.Exhibits.ENLARGE;
import static org.perdura.adversarial.judge.Exhibits.SIZE;
import static org.perdura.adversarial.judge.Exhibits.settings;
import static org.perdura.adversarial.judge.Exhibits.values;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class FrameViewTest {

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Tensor look(String yaml, Rollout rollout) {
    return settings("kind: spatial, " + yaml).create(ENLARGE).of(rollout, rollout.results());
  }

  @Test
  void showsTheFrameThenItsCondition() {
    assertThat(values(look("every: 3", Exhibits.rollout(7)), 0, 0))
        .containsExactly(List.of(10.0, 11.0, -1.0), List.of(40.0, 41.0, -4.0));
  }

  @Test
  void showsFramesAloneIfNotConditional() {
    var unconditional = new Rollout(Exhibits.frames(3), Exhibits.frames(3), List.of(), null);
    assertThat(values(look("every: 1, conditional: false", unconditional), 0, 0))
        .containsExactly(List.of(10.0, 11.0));
  }

  @Test
  void looksAtTheFramesThatATripletHasInTheMiddle() {
    for (int frames = 3; frames <= 12; frames++) {
      for (int every = 1; every <= 4; every++) {
        var rollout = Exhibits.rollout(frames);
        var still =
            settings("kind: spatial, every: " + every)
                .create(ENLARGE)
                .of(rollout, rollout.results());
        var triplets =
            settings("kind: temporal, every: " + every)
                .create(ENLARGE)
                .of(rollout, rollout.results());
        assertThat(firstValues(still, 0))
            .as("%d frames, every %d", frames, every)
            .isEqualTo(firstValues(triplets, 2));
      }
    }
  }

  /** What one channel of each look has at its first pixel. */
  private static List<Double> firstValues(Tensor looks, int channel) {
    return values(looks, 0, 0).stream().map(look -> look.get(channel)).toList();
  }

  @Test
  void makesDoWithOneOrTwoFrames() {
    assertThat(values(look("every: 3", Exhibits.rollout(1)), 0, 0))
        .containsExactly(List.of(0.0, 1.0, 0.0));
    assertThat(values(look("every: 3", Exhibits.rollout(2)), 0, 0))
        .containsExactly(List.of(10.0, 11.0, -1.0));
  }

  @Test
  void detailIsWhatTheFrameAddsToItsCondition() {
    // Frame 1 is 10 and 11, its condition -1.
    assertThat(values(look("every: 1, detail: true", Exhibits.rollout(3)), 0, 0))
        .containsExactly(List.of(11.0, 12.0, -1.0));
  }

  @Test
  void detailCanBeShownWithoutTheConditionItself() {
    assertThat(
            values(look("every: 1, detail: true, conditional: false", Exhibits.rollout(3)), 0, 0))
        .containsExactly(List.of(11.0, 12.0));
  }

  @Test
  void detailNeedsConditionsEvenIfTheyAreNotShown() {
    var rollout = new Rollout(Exhibits.frames(3), Exhibits.frames(3), List.of(), null);
    assertThatThrownBy(() -> look("detail: true, conditional: false", rollout))
        .hasMessage("a judge of detail needs the roll-out's conditions, and there are none");
  }

  @Test
  void volumesAreShownAndCutAlongAllThreeAxes() {
    Tensor place = Exhibits.places(4, 6, 8); // says where a cell is from
    Tensor low = Tensor.full(-7, 1, 1, 4, 6, 8);
    var frames = List.of(place, place.add(100), place);
    var rollout = new Rollout(frames, frames, List.of(low, low.add(2), low), null);
    View view = settings("kind: spatial, crop: 0.5").create(x -> x);
    Tensor cut = view.of(rollout, rollout.results());
    assertThat(cut.shape()).containsExactly(1, 4, 2, 3, 4);
    assertThat(values(cut.select(2, 0), 0, 0)).containsExactly(List.of(101.0, 101.0, 102.0, -5.0));
    assertThat(values(cut.select(2, 1), 2, 3)).containsExactly(List.of(102.0, 103.0, 105.0, -5.0));
  }

  @Test
  void jitterBringsAllOffsetsOfVolumesInAllCombinations() {
    Tensor place = Exhibits.places(8, 8, 8);
    var frames = List.of(place);
    View view = settings("kind: spatial, crop: 0.5, conditional: false, jitter: 4").create(x -> x);
    var corners = new HashSet<List<Double>>();
    for (long step = 0; step < 64; step++) {
      var rollout = new Rollout(frames, frames, List.of(), null, Map.of(), step);
      corners.addAll(values(view.of(rollout, frames).select(2, 0), 0, 0));
    }
    // The margin is 2 on each side, the shift from -2 to 1.
    assertThat(corners)
        .hasSize(4 * 4 * 4)
        .allSatisfy(
            corner -> assertThat(corner).hasSize(3).allMatch(start -> start >= 0 && start <= 3));
  }

  @Test
  void gainAndOffsetChangeFramesButNotConditions() {
    assertThat(values(look("every: 1, gain: 2, offset: -1", Exhibits.rollout(3)), 0, 0))
        .containsExactly(List.of(19.0, 21.0, -1.0));
    assertThat(
            values(look("every: 1, detail: true, gain: 4, offset: 0.5", Exhibits.rollout(3)), 0, 0))
        .containsExactly(List.of(44.5, 48.5, -1.0));
  }

  @Test
  void cropCutsFrameAndConditionAroundTheCentre() {
    Tensor columns = Tensor.range(SIZE).reshape(1, 1, 1, SIZE).expand(1, 1, SIZE, SIZE);
    Tensor rows = columns.transpose(2, 3);
    var frames = List.of(Tensor.cat(1, columns, rows));
    var rollout = new Rollout(frames, frames, List.of(rows), null);
    Tensor cut = settings("kind: spatial, crop: 0.5").create(x -> x).of(rollout, rollout.results());
    assertThat(cut.shape()).containsExactly(1, 3, 4, 4);
    assertThat(values(cut, 0, 0)).containsExactly(List.of(2.0, 2.0, 2.0));
    assertThat(values(cut, 1, 3)).containsExactly(List.of(5.0, 3.0, 3.0));

    // Nothing of it is aligned, so that nothing becomes zero.
    Tensor whole =
        settings("kind: spatial, crop: 0.5, border: zero")
            .create(x -> x)
            .of(rollout, rollout.results());
    assertThat(whole.shape()).containsExactly(1, 3, SIZE, SIZE);
    assertThat(values(whole, 7, 0)).containsExactly(List.of(0.0, 7.0, 7.0));
  }

  @Test
  void aConditionalViewNeedsConditions() {
    var rollout = new Rollout(Exhibits.frames(3), Exhibits.frames(3), List.of(), null);
    assertThatThrownBy(() -> look("every: 1", rollout))
        .hasMessage("a conditional judge needs the roll-out's conditions, and there are none");
  }
}
