package org.perdura.adversarial.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perdura.adversarial.judge.Exhibits.settings;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.recipe.RecipeException;

class ViewSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "spatial, true, 3, 3, 6",
    "spatial, false, 3, 3, 3",
    "temporal, true, 3, 3, 12",
    "temporal, false, 3, 3, 9",
    "temporal, false, 1, 0, 3", // tempoGAN's D_t
    "spatial, true, 1, 1, 2", // tempoGAN's D_s
    "spatio-temporal, true, 3, 3, 27", // TecoGAN's D_st
    "spatio-temporal, false, 3, 3, 18"
  })
  void tellHowManyChannelsTheJudgeWillSee(
      String kind, boolean conditional, int channels, int conditionChannels, int inputs) {
    var settings = settings("kind: %s, conditional: %s".formatted(kind, conditional));
    assertThat(settings.create(x -> x).inputs(channels, conditionChannels)).isEqualTo(inputs);
  }

  @Test
  void cannotLookLessThanNever() {
    assertThatThrownBy(() -> settings("every: 0"))
        .isInstanceOf(RecipeException.class)
        .hasMessage("view: every: 0, must be 1 or more");
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0", "-0.5, -0.5", "1.5, 1.5"})
  void cropIsAPart(String given, String shown) {
    assertThatThrownBy(() -> settings("crop: " + given))
        .hasMessage("view: crop: " + shown + ", must be above 0 and at most 1");
  }

  @Test
  void onlyCutsCanJitter() {
    assertThat(settings("crop: 0.5, jitter: 4").jitter()).isEqualTo(4);
    for (String wrong : List.of("jitter: 4", "crop: 0.5, border: zero, jitter: 2", "jitter: 0")) {
      assertThatThrownBy(() -> settings(wrong)).hasMessageContaining("must be 1 or more, and 1");
    }
  }

  @Test
  void detailAndDifferencesTakeThePlaceOfFramesAndAddNone() {
    for (String more : List.of("detail: true", "differences: true", "detail: true, gain: 5")) {
      var view = settings("kind: temporal, conditional: false, " + more).create(x -> x);
      assertThat(view.inputs(1, 1)).isEqualTo(3);
    }
  }

  @Test
  void differencesAreThoseOfATemporalLook() {
    assertThat(settings("kind: temporal, differences: true").differences()).isTrue();
    for (String kind : List.of("spatial", "spatio-temporal")) {
      assertThatThrownBy(() -> settings("differences: true, kind: " + kind))
          .isInstanceOf(RecipeException.class)
          .hasMessage("view: differences: true with kind %s; must be with temporal", kind);
    }
  }
}
