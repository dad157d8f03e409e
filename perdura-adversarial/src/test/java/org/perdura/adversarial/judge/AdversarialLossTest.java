package org.perdura.adversarial.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.nn.DType;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class AdversarialLossTest {

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Tensor logits(double... values) {
    var floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.of(floats, floats.length, 1);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-8, -1.5, 0, 0.3, 4})
  void isMinusTheLogOfTheProbability(double logit) {
    double d = sigmoid(logit);
    assertThat(AdversarialLoss.ofGenerator(logits(logit)).item())
        .isCloseTo(-Math.log(d), within(1e-5));
    assertThat(AdversarialLoss.ofDiscriminator(logits(logit), logits(-0.7)).item())
        .isCloseTo(-Math.log(d) - Math.log(1 - sigmoid(-0.7)), within(1e-5));
    assertThat(AdversarialLoss.ofDiscriminator(logits(-0.7), logits(logit)).item())
        .isCloseTo(-Math.log(sigmoid(-0.7)) - Math.log(1 - d), within(1e-5));
  }

  @Test
  void atChanceTheyAreLogTwoAndTwiceThat() {
    assertThat(AdversarialLoss.ofGenerator(logits(0, 0)).item())
        .isCloseTo(Math.log(2), within(1e-6));
    assertThat(AdversarialLoss.ofDiscriminator(logits(0, 0), logits(0)).item())
        .isCloseTo(2 * Math.log(2), within(1e-6));
  }

  @Test
  void largeLogitsNeitherOverflowNorLoseTheirGradient() {
    // Sigmoid would round to 0 or 1 there, and the log of that has no use.
    var lost = logits(-300).withGradient();
    var loss = AdversarialLoss.ofGenerator(lost);
    assertThat(loss.item()).isEqualTo(300);
    loss.backward();
    assertThat(lost.gradient().item()).isEqualTo(-1);

    var won = logits(300).withGradient();
    var nothing = AdversarialLoss.ofGenerator(won);
    assertThat(nothing.item()).isZero();
    nothing.backward();
    assertThat(won.gradient().item()).isZero();

    assertThat(AdversarialLoss.ofDiscriminator(logits(-1e4), logits(1e4)).item()).isEqualTo(2e4);
    assertThat(AdversarialLoss.ofDiscriminator(logits(1e4), logits(-1e4)).item()).isZero();
    // log(1 + e^-15), which 1 - sigmoid(15) could only give to one digit.
    assertThat(AdversarialLoss.ofGenerator(logits(15)).item())
        .isCloseTo(Math.log1p(Math.exp(-15)), within(1e-12));
  }

  @Test
  void averagesOverLooksAndPatches() {
    var patches = Tensor.of(new float[] {0, 0, -300, 300}, 2, 1, 1, 2);
    assertThat(AdversarialLoss.ofGenerator(patches).item())
        .isCloseTo((2 * Math.log(2) + 300) / 4, within(1e-5));
  }

  @Test
  void isFloatEvenOfHalfPreciseLogits() {
    var loss = AdversarialLoss.ofDiscriminator(logits(1).to(DType.BFLOAT16), logits(1));
    assertThat(loss.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(loss.item()).isCloseTo(-Math.log(sigmoid(1)) - Math.log(sigmoid(-1)), within(1e-6));
  }
}
