package org.perdura.video.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {

  private static final int SIDE = 40;

  /** Nodes that look (shiftX, shiftY) high-res pixels beside the pixel. */
  private static float[] shifted(double shiftX, double shiftY) {
    int along = Sampler.nodesAlong(SIDE);
    var nodes = new float[along * along * 2];
    for (int row = 0, at = 0; row < along; row++) {
      for (int column = 0; column < along; column++) {
        nodes[at++] = (float) (Sampler.CELL * column - SIDE / 2.0 + shiftX);
        nodes[at++] = (float) (Sampler.CELL * row - SIDE / 2.0 + shiftY);
      }
    }
    return nodes;
  }

  /** Two picture pixels to a high-res pixel, without motion: the mean of each 2x2 block. */
  @Test
  void withoutMotionPixelsAreMeansOfTheirArea() {
    var picture = new Raster(2 * SIDE, 2 * SIDE, TestPictures.waves(80, 80, 0, 0, 1, 23));
    var out = new byte[SIDE * SIDE * 3];

    Sampler.render(picture, shifted(0, 0), SIDE, new Placement(2, SIDE - 0.5f, SIDE - 0.5f), out);

    var means = picture.shrink(SIDE, SIDE).rgb();
    assertThat(TestPictures.difference(out, means)).isLessThanOrEqualTo(1);
  }

  /** A smooth pattern moved by a fraction of a pixel is the pattern evaluated there. */
  @Test
  void subPixelShiftsAreExact() {
    var picture = new Raster(200, 200, TestPictures.waves(200, 200, 0, 0, 1, 60));
    var place = new Placement(2, 100, 101);
    var out = new byte[SIDE * SIDE * 3];
    for (double shift = 0; shift < 2; shift += 0.3) {
      Sampler.render(picture, shifted(shift, -0.7 * shift), SIDE, place, out);

      double left = 100 + 2 * (shift - (SIDE - 1) / 2.0);
      double top = 101 + 2 * (-0.7 * shift - (SIDE - 1) / 2.0);
      byte[] truth = TestPictures.waves(SIDE, SIDE, left, top, 2, 60);
      // Averaging takes 0.3 of the 50 grey levels of the amplitude.
      assertThat(TestPictures.difference(out, truth)).as("shift %s", shift).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void beyondTheBordersThePictureIsMirrored() {
    int[] indices = IntStream.rangeClosed(-2, 7).map(i -> Sampler.mirror(i, 4)).toArray();
    assertThat(indices).containsExactly(2, 1, 0, 1, 2, 3, 2, 1, 0, 1);
  }

  @Test
  void shrinkingKeepsTheMean() {
    var flat = new byte[7 * 5 * 3];
    Arrays.fill(flat, (byte) 201);
    assertThat(new Raster(7, 5, flat).shrink(3, 2).rgb()).containsOnly(201);

    var ramp = new Raster(4, 1, new byte[] {0, 0, 0, 10, 10, 10, 20, 20, 20, 30, 30, 30});
    assertThat(ramp.shrink(2, 1).rgb()).containsExactly(5, 5, 5, 25, 25, 25);
  }
}
