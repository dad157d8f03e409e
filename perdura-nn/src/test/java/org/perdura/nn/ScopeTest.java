package org.perdura.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class ScopeTest {

  private static boolean alive(Tensor tensor) {
    return !tensor.pointer().isNull();
  }

  @Test
  void tensorsDieWithTheirScope() {
    Tensor outside;
    Tensor inside;
    try (var outer = new Scope()) {
      outside = Tensor.ones(2);
      try (var inner = new Scope()) {
        inside = outside.add(1);
      }
      assertThat(alive(inside)).isFalse();
      assertThat(alive(outside)).isTrue();
    }
    assertThat(alive(outside)).isFalse();
  }

  @Test
  void keptTensorsPassToTheScopeAround() {
    Tensor kept;
    try (var outer = new Scope()) {
      try (var middle = new Scope()) {
        try (var inner = new Scope()) {
          kept = middle.keep(inner.keep(Tensor.range(3)));
        }
        // The middle scope had nothing to keep yet: the tensor reached it only now.
        assertThat(kept.toFloats()).containsExactly(0, 1, 2);
        middle.keep(kept);
      }
      assertThat(kept.toFloats()).containsExactly(0, 1, 2);
    }
    assertThat(alive(kept)).isFalse();
  }

  @Test
  void tensorKeptByTheOutermostScopeLives() {
    Tensor kept = Scope.of(() -> Tensor.ones(2).add(1));
    assertThat(kept.toFloats()).containsExactly(2, 2);
    kept.close();
    assertThat(alive(kept)).isFalse();
  }

  @Test
  void aStepOfAChainFreesWhatItWasMadeFrom() {
    try (var outer = new Scope()) {
      Tensor x = Tensor.ones(2).add(1);
      Tensor y = Scope.then(x, input -> input.mul(3).add(1));
      assertThat(alive(x)).isFalse();
      assertThat(y.toFloats()).containsExactly(7, 7);
    }
  }

  @Test
  void gradientsPassThroughAChainThatIsFreed() {
    try (var outer = new Scope()) {
      Tensor start = Tensor.range(3).withGradient();
      Tensor x = start.mul(start); // its gradient needs what it was made from, and so does the next
      x = Scope.then(x, input -> input.mul(input));
      x = Scope.then(x, Tensor::sum);
      x.backward(); // of the sum of start^4
      assertThat(start.gradient().toFloats()).containsExactly(0, 4, 32);
    }
  }

  @Test
  void aStepMustNotReturnItsInput() {
    try (var outer = new Scope()) {
      Tensor x = Tensor.ones(2);
      assertThatThrownBy(() -> Scope.then(x, input -> input))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("returns its input");
      assertThat(alive(x)).isTrue();
    }
  }

  @Test
  void whatIsNotOfAScopeStaysWhereItBelongs() {
    Tensor parameter = Tensor.ones(2).persistent();
    try (var outer = new Scope()) {
      Tensor x = Tensor.ones(2);
      try (var middle = new Scope()) {
        Tensor same = Scope.of(() -> x.to(DType.FLOAT32));
        assertThat(same).isSameAs(x);
        Tensor still = Scope.of(() -> parameter);
        assertThat(still).isSameAs(parameter);
      }
      assertThat(alive(x)).isTrue();
    }
    assertThat(alive(parameter)).isTrue();
    parameter.close();
  }

  @Test
  void persistentTensorsOutliveAllScopes() {
    Tensor x;
    try (var outer = new Scope()) {
      x = Tensor.ones(2);
      try (var inner = new Scope()) {
        x.persistent().persistent();
      }
    }
    assertThat(x.toFloats()).containsExactly(1, 1);
    x.close();
    assertThat(alive(x)).isFalse();
  }

  @Test
  void gradientsStayGoodAfterClearing() {
    try (var scope = new Scope()) {
      Tensor x = Tensor.ones(2).withGradient();
      x.sum().backward();
      Tensor gradient = x.gradient();
      x.clearGradient();
      assertThat(gradient.toFloats()).containsExactly(1, 1);
    }
  }

  @Test
  void scopesOfOtherThreadsDoNotMix() throws InterruptedException {
    var made = new ArrayList<Tensor>();
    try (var scope = new Scope()) {
      var thread = new Thread(() -> made.add(Tensor.ones(2)));
      thread.start();
      thread.join();
    }
    assertThat(alive(made.get(0))).isTrue();
    made.get(0).close();
  }

  /** Forward, backward and step, hundreds of times: neither pointers nor memory may pile up. */
  @Test
  void trainingDoesNotLeak() {
    var random = new Random(1);
    Torch.threads(1);
    try (var first = new Conv2d(8, 32, 3, random);
        var second = new Conv2d(32, 8, 3, random);
        var norm = new BatchNorm(32);
        var adam = new Adam(first.parameters());
        var muon = new Muon(Map.of("w", second.weight()), 0.95);
        var ema = new Ema(first, 0.99)) {
      norm.training(true);
      long pointers = 0;
      long bytes = 0;
      for (int step = 0; step < 300; step++) {
        if (step == 50) {
          pointers = Pointer.totalCount();
          bytes = Pointer.physicalBytes();
        }
        try (var scope = new Scope();
            var bf16 = Precision.BF16.autocast()) {
          Tensor x = Tensor.ones(2, 8, 112, 112); // 0.8 MB; 32 channels of it: 3 MB
          Tensor hidden =
              Scope.of(() -> norm.forward(first.forward(x).to(DType.FLOAT32)).leakyRelu(0.1));
          Tensor y = second.forward(hidden);
          y.to(DType.FLOAT32).square().mean().backward();
          adam.step(1e-4);
          muon.step(1e-4);
          ema.update(step);
          first.parameters().values().forEach(Tensor::clearGradient);
          second.parameters().values().forEach(Tensor::clearGradient);
          norm.parameters().values().forEach(Tensor::clearGradient);
          assertThat(y.toFloats()[0]).isFinite();
        }
      }
      assertThat(Pointer.totalCount() - pointers).as("more pointers").isLessThanOrEqualTo(0);
      // To lose even the input in each of the 250 iterations would be 200 MB. The Java heap, which
      // counts too, grows by some tens.
      assertThat(Pointer.physicalBytes() - bytes).as("more bytes").isLessThan(150L << 20);
    }
  }
}
