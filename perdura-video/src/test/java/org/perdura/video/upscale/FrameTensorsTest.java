package org.perdura.video.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.perdura.media.Frame;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class FrameTensorsTest {

  @Test
  void everyByteComesBack() {
    var pixels = new byte[16 * 16 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 3 + 7 * (i % 3));
    }
    try (var scope = new Scope()) {
      var frame = new Frame(16, 16, 8, pixels, 5, 2);
      Tensor tensor = FrameTensors.of(frame);
      assertThat(tensor.shape()).containsExactly(1, 3, 16, 16);
      // Pixel (2, 1) is the 18th; green is 18 + 7.
      assertThat(tensor.select(1, 1).select(1, 1).select(1, 2).item())
          .isCloseTo(25 / 255.0, within(1e-7));
      Frame back = FrameTensors.frame(tensor, frame);
      assertThat(back.pixels()).isEqualTo(pixels);
      assertThat(back.pts()).isEqualTo(5);
      assertThat(back.duration()).isEqualTo(2);
    }
  }

  @Test
  void everyShortComesBack() {
    var pixels = ByteBuffer.allocate(2 * 65536 * 3).order(ByteOrder.nativeOrder());
    for (int i = 0; i < 65536 * 3; i++) {
      pixels.putShort((short) i);
    }
    try (var scope = new Scope()) {
      var frame = new Frame(256, 256, 16, pixels.array(), 0, 0);
      assertThat(FrameTensors.frame(FrameTensors.of(frame), frame).pixels())
          .isEqualTo(pixels.array());
    }
  }

  @Test
  void roundsAndStaysInRange() {
    float[] values = {-3, -0.001f, 0.4f / 255, 0.6f / 255, 99.6f / 255, 254.4f / 255, 1.001f, 7, 1};
    try (var scope = new Scope()) {
      var like = Frame.still(1, 1, new byte[3]);
      byte[] bytes = FrameTensors.frame(Tensor.of(values, 1, 3, 1, 3), like).pixels();
      // Channels first in the tensor, last in the frame.
      int[] expected = {0, 1, 255, 0, 100, 255, 0, 254, 255};
      for (int i = 0; i < 9; i++) {
        assertThat(bytes[i] & 0xff).as("sample %d", i).isEqualTo(expected[i]);
      }
    }
  }
}
