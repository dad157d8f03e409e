package org.perdura.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.perdura.media.Frame;

class SliceTest {

  @Test
  void aStillFilmGivesColumnsThatStayTheSame() {
    Frame frame = Clips.noise(64, 48, 1);
    var line = new SliceLine(17, 10, 40);
    var slice = new Slice(line, 9);
    for (int i = 0; i < 9; i++) {
      slice.add(frame);
    }

    Frame picture = slice.picture();

    assertThat(picture.width()).isEqualTo(40);
    assertThat(picture.height()).isEqualTo(9);
    byte[] row = Arrays.copyOfRange(frame.pixels(), (17 * 64 + 10) * 3, (17 * 64 + 50) * 3);
    for (int t = 0; t < 9; t++) {
      assertThat(Arrays.copyOfRange(picture.pixels(), t * 120, (t + 1) * 120)).isEqualTo(row);
    }
  }

  @Test
  void evenMotionGivesSlantedLines() {
    var slice = new Slice(new SliceLine(5, 0, Clips.WIDTH), 8);
    for (int i = 0; i < 8; i++) {
      slice.add(Clips.stripes(i));
    }

    byte[] pixels = slice.picture().pixels();
    for (int t = 1; t < 8; t++) {
      for (int x = 1; x < Clips.WIDTH; x++) {
        int here = (t * Clips.WIDTH + x) * 3;
        int beforeAndLeft = ((t - 1) * Clips.WIDTH + x - 1) * 3;
        assertThat(pixels[here]).isEqualTo(pixels[beforeAndLeft]);
      }
    }
  }

  @Test
  void theLineLiesWhereTextureMoves() {
    var choice = new SliceChoice();
    // Texture stands still from row 10 to 19, flat grey flickers from 30 to 39; both from 50 to 51.
    for (int t = 0; t < 6; t++) {
      var pixels = new byte[96 * 64 * 3];
      for (int i = 0; i < pixels.length; i++) {
        int y = i / 3 / 96;
        int x = i / 3 % 96;
        boolean still = y >= 10 && y < 20;
        boolean flat = y >= 30 && y < 40;
        boolean both = (y == 50 || y == 51) && x >= 40;
        int texture = new Random(x).nextInt(200);
        int moved = new Random(x - t).nextInt(200);
        pixels[i] = (byte) (still ? texture : flat ? t % 2 * 200 : both ? moved : 100);
      }
      choice.add(Frame.still(96, 64, pixels));
    }

    SliceLine line = choice.choose(new Region(8, 8, 80, 48), 48);

    assertThat(line.y()).isBetween(50, 51);
    assertThat(line.x()).isEqualTo(40);
    assertThat(line.width()).isEqualTo(48);
  }

  @Test
  void theLineStaysWithinTheArea() {
    var choice = new SliceChoice();
    for (int t = 0; t < 3; t++) {
      choice.add(Clips.noise(70, 40, t));
    }

    for (int width : new int[] {1, 7, 33, 50, 500}) {
      SliceLine line = choice.choose(new Region(11, 5, 50, 20), width);

      assertThat(line.y()).isBetween(5, 24);
      assertThat(line.x()).isGreaterThanOrEqualTo(11);
      assertThat(line.x() + line.width()).isLessThanOrEqualTo(61);
      assertThat(line.width()).isEqualTo(Math.min(50, width));
    }
  }
}
