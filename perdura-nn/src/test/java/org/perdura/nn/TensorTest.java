package org.perdura.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TensorTest {

  private static final Fixture FIXTURE = Fixture.load("tensor");

  private Scope scope;

  @BeforeEach
  void openScope() {
    scope = new Scope();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  @AfterAll
  static void everyCaseIsChecked() {
    assertThat(FIXTURE.unchecked()).isEmpty();
  }

  private static Arguments unary(String name, UnaryOperator<Tensor> operation) {
    return Arguments.of(
        name, (Function<Map<String, Tensor>, Tensor>) in -> operation.apply(in.get("x")));
  }

  private static Arguments binary(String name, BinaryOperator<Tensor> operation) {
    return Arguments.of(
        name,
        (Function<Map<String, Tensor>, Tensor>) in -> operation.apply(in.get("a"), in.get("b")));
  }

  static Stream<Arguments> operations() {
    return Stream.of(
        binary("add", Tensor::add),
        binary("sub", Tensor::sub),
        binary("mul", Tensor::mul),
        binary("div", Tensor::div),
        binary("matmul", Tensor::matmul),
        binary("matmulBatched", Tensor::matmul),
        binary("cat", (a, b) -> Tensor.cat(1, a, b)),
        binary("stack", (a, b) -> Tensor.stack(1, List.of(a, b))),
        unary("addNumber", x -> x.add(1.5)),
        unary("mulNumber", x -> x.mul(-2.5)),
        unary("neg", Tensor::neg),
        unary("abs", Tensor::abs),
        unary("square", Tensor::square),
        unary("sqrt", Tensor::sqrt),
        unary("exp", Tensor::exp),
        unary("log", Tensor::log),
        unary("reciprocal", Tensor::reciprocal),
        unary("round", Tensor::round),
        unary("relu", Tensor::relu),
        unary("relu", x -> x.mul(1).reluInPlace()),
        unary("leakyRelu", x -> x.leakyRelu(0.2)),
        unary("sigmoid", Tensor::sigmoid),
        unary("tanh", Tensor::tanh),
        unary("softplus", Tensor::softplus),
        unary("clamp", x -> x.clamp(-0.5, 0.75)),
        unary("sum", Tensor::sum),
        unary("mean", Tensor::mean),
        unary("sumDims", x -> x.sum(1, 2)),
        unary("meanDims", x -> x.mean(0, 2)),
        unary("norm", Tensor::norm),
        unary("flip", x -> x.flip(0)),
        unary("transpose", x -> x.transpose(0, 1)),
        unary("reshape", x -> x.reshape(5, 3)),
        unary("permute", x -> x.permute(2, 0, 1)),
        unary("expand", x -> x.expand(2, 3, 5)),
        unary("narrow", x -> x.narrow(1, 1, 3)),
        unary("select", x -> x.select(0, 2)),
        unary("every", x -> x.every(1, 2)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void valueAndGradientAreThoseOfPyTorch(
      String name, Function<Map<String, Tensor>, Tensor> operation) {
    FIXTURE.check(name, operation);
  }

  @Test
  void inPlaceOperationsChangeTheTensorItself() {
    Tensor x = Tensor.of(new float[] {1, 2, 3}, 3);
    Tensor y = Tensor.of(new float[] {10, 20, 40}, 3);
    assertThat(x.addInPlace(y)).isSameAs(x);
    assertThat(x.toFloats()).containsExactly(11, 22, 43);
    assertThat(x.addInPlace(y, -1).toFloats()).containsExactly(1, 2, 3);
    assertThat(x.mulInPlace(2).toFloats()).containsExactly(2, 4, 6);
    assertThat(x.addProductInPlace(y, y, 0.1).toFloats()).containsExactly(12, 44, 166);
    assertThat(x.copyInPlace(y).toFloats()).containsExactly(10, 20, 40);
    assertThat(x.addQuotientInPlace(y, y, 3).toFloats()).containsExactly(13, 23, 43);
    assertThat(x.lerpInPlace(y, 0.5).toFloats()).containsExactly(11.5f, 21.5f, 41.5f);
  }

  @Test
  void tensorsAreMadeAndAsked() {
    assertThat(Tensor.range(4).toFloats()).containsExactly(0, 1, 2, 3);
    assertThat(Tensor.full(2.5, 2, 1).toFloats()).containsExactly(2.5f, 2.5f);
    assertThat(Tensor.ones(2).toLongs()).containsExactly(1, 1);
    assertThat(Tensor.ofBytes(new byte[] {-1, 7}, 2).toFloats()).containsExactly(255, 7);
    Tensor x = Tensor.zeros(2, 3, 4);
    assertThat(x.shape()).containsExactly(2, 3, 4);
    assertThat(x.size(-1)).isEqualTo(4);
    assertThat(x.rank()).isEqualTo(3);
    assertThat(x.count()).isEqualTo(24);
    assertThat(x).hasToString("Tensor[2, 3, 4] FLOAT32");
    assertThat(Tensor.of(new float[] {1, Float.NaN}, 2).allFinite()).isFalse();
    assertThat(Tensor.of(new float[] {1, Float.POSITIVE_INFINITY}, 2).allFinite()).isFalse();
    assertThat(x.allFinite()).isTrue();
    assertThat(Tensor.of(new float[0], 0, 3).toFloats()).isEmpty();
    assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("5 values for a tensor of shape [2, 3]");
    assertThatThrownBy(() -> Tensor.ofRaw(DType.FLOAT32, new byte[5], 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  void smallWholeNumbersSurviveEveryType(DType type) {
    Tensor x = Tensor.of(new float[] {0, 1, 1, 0}, 2, 2);
    Tensor converted = x.to(type);
    assertThat(converted.dtype()).isEqualTo(type);
    assertThat(converted.toFloats()).isEqualTo(x.toFloats());
    assertThat(converted.toRaw()).hasSize(4 * type.bytes());
    assertThat(Tensor.ofRaw(type, converted.toRaw(), 2, 2).toFloats()).isEqualTo(x.toFloats());
  }

  @Test
  void channelsLastKeepsShapeAndValues() {
    Tensor picture = Tensor.range(2 * 3 * 4 * 5).reshape(2, 3, 4, 5);
    Tensor volume = Tensor.range(2 * 3 * 4 * 5).reshape(1, 2, 3, 4, 5);
    for (Tensor x : List.of(picture, volume)) {
      Tensor last = x.channelsLast();
      assertThat(last.shape()).isEqualTo(x.shape());
      assertThat(last.toFloats()).isEqualTo(x.toFloats());
      assertThat(last.pointer().stride(1)).as("channels lie side by side").isEqualTo(1);
      assertThat(last.pointer().data_ptr()).isNotEqualTo(x.pointer().data_ptr());
      assertThat(last.channelsLast().pointer().data_ptr())
          .as("no copy when it is so already")
          .isEqualTo(last.pointer().data_ptr());
    }
  }

  @Test
  void gradientsAccumulateUntilCleared() {
    Tensor x = Tensor.of(new float[] {3}, 1).withGradient();
    assertThat(x.gradient()).isNull();
    x.square().sum().backward();
    assertThat(x.gradient().item()).isEqualTo(6);
    x.square().sum().backward();
    assertThat(x.gradient().item()).isEqualTo(12);
    x.clearGradient();
    assertThat(x.gradient()).isNull();
    x.clearGradient();
  }

  @Test
  void detachedTensorsAndSwitchedOffRecordingGiveNoGradient() {
    Tensor x = Tensor.of(new float[] {3}, 1).withGradient();
    x.mul(x.detach()).sum().backward();
    assertThat(x.gradient().item()).isEqualTo(3);
    try (var off = GradientMode.off()) {
      Tensor y = x.square();
      assertThatThrownBy(y::backward).isInstanceOf(RuntimeException.class);
      try (var on = GradientMode.on()) {
        x.square().sum().backward();
      }
      assertThatThrownBy(x.square()::backward).isInstanceOf(RuntimeException.class);
    }
    assertThat(x.gradient().item()).isEqualTo(9);
  }
}
