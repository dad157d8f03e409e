package org.perdura.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryLayoutTest {

  private static boolean isPlain(Tensor tensor) {
    return tensor.pointer().is_contiguous();
  }

  @Test
  void layersGiveTheSameInBothLayouts() {
    var random = new Random(1);
    try (var scope = new Scope();
        var conv = new Conv2d(6, 8, 3, random);
        var up = new ConvTranspose2d(8, 4, 3, 2, 1, 1, true, 1, random)) {
      Tensor x = Initializer.normal(random, 1, 1, 6, 9, 7);
      Tensor expected = up.forward(conv.forward(x).relu());
      assertThat(isPlain(expected)).as("channels-last is the usual layout").isFalse();

      conv.layout(MemoryLayout.PLAIN);
      up.layout(MemoryLayout.PLAIN);
      assertThat(isPlain(conv.weight()) && isPlain(up.weight())).isTrue();
      try (var plain = MemoryLayout.PLAIN.use()) {
        Tensor hidden = conv.forward(x.channelsLast()).relu();
        assertThat(isPlain(hidden)).as("not one operand is channels-last").isTrue();
        Tensor output = up.forward(hidden);
        assertThat(isPlain(output)).isTrue();
        Fixture.assertClose("plain", output, expected, 1e-5);
      }

      conv.layout(MemoryLayout.CHANNELS_LAST);
      assertThat(conv.weight().pointer().stride(1)).as("channels lie side by side").isEqualTo(1);
      assertThat(isPlain(conv.forward(x))).as("the layout ends with its use").isFalse();
    }
  }
}
