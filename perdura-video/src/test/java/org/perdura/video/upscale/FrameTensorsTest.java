package org.perdura.video.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void alphaIsAGreyPictureOfItsOwn(int bits) {
    int size = bits / 8;
    var pixels = new byte[5 * 3 * 3 * size];
    var alpha = new byte[5 * 3 * size];
    new Random(1).nextBytes(pixels);
    new Random(2).nextBytes(alpha);
    try (var scope = new Scope()) {
      var frame = new Frame(5, 3, bits, pixels, alpha, 4, 1);
      Tensor tensor = FrameTensors.of(frame);
      assertThat(tensor.shape()).containsExactly(2, 3, 3, 5);
      Frame back = FrameTensors.frame(tensor, frame);
      assertThat(back.pixels()).isEqualTo(pixels);
      assertThat(back.alpha()).isEqualTo(alpha);
      assertThat(back.pts()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void flatAlphaStaysWhatItIsAndEdgesAreTheNetworks(int bits) {
    int size = bits / 8;
    var alpha = new byte[12 * 12 * size];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = (byte) (i / size % 12 < 6 ? 0 : 255);
    }
    try (var scope = new Scope()) {
      var low = new Frame(12, 12, bits, new byte[12 * 12 * 3 * size], alpha, 0, 0);
      Frame high = FrameTensors.frame(Tensor.full(0.5, 2, 3, 48, 48), low);
      for (int x = 0; x < 48; x++) {
        int index = 20 * 48 + x;
        int value =
            bits == 8
                ? high.alpha()[index] & 0xff
                : ByteBuffer.wrap(high.alpha()).order(ByteOrder.nativeOrder()).getChar(2 * index)
                    >> 8;
        // Between the columns 4 and 7 upsampling sees both sides.
        int expected = x < 16 ? 0 : x < 28 ? 128 : 255;
        assertThat(value).as("column %d", x).isBetween(expected - 1, expected);
      }
    }
  }
}
