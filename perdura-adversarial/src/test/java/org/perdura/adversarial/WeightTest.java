package org.perdura.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WeightTest {

  @Test
  void fadesInLinearly() {
    Weight weight = Weight.fadeIn(0.5, 100, 200);
    assertThat(weight.at(0)).isZero();
    assertThat(weight.at(100)).isZero();
    assertThat(weight.at(150)).isCloseTo(0.25, within(1e-12));
    assertThat(weight.at(200)).isEqualTo(0.5);
    assertThat(weight.at(5000)).isEqualTo(0.5);
  }

  @Test
  void withoutAFadeItIsThereAtOnce() {
    assertThat(Weight.fadeIn(2, 0, 0).at(0)).isEqualTo(2);
    assertThat(Weight.fadeIn(2, 7, 7).at(6)).isZero();
    assertThat(Weight.fadeIn(2, 7, 7).at(7)).isEqualTo(2);
    assertThat(Weight.constant(-1e-5).at(7)).isEqualTo(-1e-5);
  }

  @Test
  void cannotEndBeforeItBegins() {
    assertThatThrownBy(() -> Weight.fadeIn(1, 5, 4))
        .hasMessage("fade-in from step 5 to 4: must not end before it begins");
  }
}
