package org.perdura.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.media.Resampler.Alignment;

class ResamplerTest {

  @ParameterizedTest
  @CsvSource({"40, 30, 80, 60", "40, 30, 20, 15", "41, 31, 97, 13", "5, 3, 2, 1", "1, 1, 7, 9"})
  void constantsStayConstantInTheSizeAskedFor(int width, int height, int newWidth, int newHeight) {
    for (Alignment alignment : Alignment.values()) {
      var pixels = new byte[width * height * 3];
      Arrays.fill(pixels, (byte) 201);
      Frame frame = new Frame(width, height, 8, pixels, 17, 3);
      Frame result = new Resampler(width, height, newWidth, newHeight, alignment).apply(frame);
      assertThat(result.width()).isEqualTo(newWidth);
      assertThat(result.height()).isEqualTo(newHeight);
      assertThat(result.pixels()).containsOnly(201);
      assertThat(result.pts()).isEqualTo(17);
      assertThat(result.duration()).isEqualTo(3);
      Frame deep =
          new Resampler(width, height, newWidth, newHeight, alignment).apply(Drawn.deep(frame));
      assertThat(Drawn.sample(deep, newWidth - 1, newHeight - 1, 2)).isEqualTo(201.0);
    }
  }

  @ParameterizedTest
  @CsvSource({"100, 200", "100, 50", "100, 33", "100, 130", "100, 71", "100, 25"})
  void rampsStayRampsInside(int size, int newSize) {
    var pixels = new byte[size * size * 3];
    for (int i = 0; i < size * size; i++) {
      pixels[3 * i] = (byte) (2 * (i % size));
      pixels[3 * i + 1] = (byte) (2 * (i / size));
    }
    Frame frame = Drawn.deep(Frame.still(size, size, pixels));
    double step = (double) size / newSize;
    for (Alignment alignment : Alignment.values()) {
      Frame result = new Resampler(size, size, newSize, newSize, alignment).apply(frame);
      int border = (int) Math.ceil(3 * Math.max(1, 1 / step));
      for (int i = border; i < newSize - border; i++) {
        double at = alignment == Alignment.CENTER ? (i + 0.5) * step - 0.5 : i * step;
        assertThat(Drawn.sample(result, i, newSize / 2, 0)).isCloseTo(2 * at, within(0.01));
        assertThat(Drawn.sample(result, newSize / 2, i, 1)).isCloseTo(2 * at, within(0.01));
      }
    }
  }

  @Test
  void nothingChangesAtTheSameSize() {
    Frame frame = Drawn.noise(19, 11, 8, 1);
    for (Alignment alignment : Alignment.values()) {
      assertThat(new Resampler(19, 11, 19, 11, alignment).apply(frame).pixels())
          .isEqualTo(frame.pixels());
    }
  }

  @Test
  void finePatternsDoNotAlias() {
    // Columns that alternate between black and white are gray from afar.
    int size = 64;
    var pixels = new byte[size * size * 3];
    for (int i = 0; i < size * size; i++) {
      Arrays.fill(pixels, 3 * i, 3 * i + 3, (byte) (i % 2 == 0 ? 0 : 255));
    }
    Frame result =
        new Resampler(size, size, 24, 24, Alignment.CENTER).apply(Frame.still(size, size, pixels));
    for (int x = 3; x < 21; x++) {
      assertThat(Drawn.sample(result, x, 12, 0)).isCloseTo(127.5, within(6.0));
    }
  }

  @Test
  void anotherSizeIsRefused() {
    var resampler = new Resampler(8, 8, 4, 4, Alignment.CENTER);
    assertThatThrownBy(() -> resampler.apply(Drawn.noise(9, 8, 8, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9x8");
  }
}
