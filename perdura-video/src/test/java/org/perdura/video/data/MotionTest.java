package org.perdura.video.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MotionTest {

  private static final int SIDE = 136;
  private static final Motion.Style EVERYTHING = new Motion.Style(0, 7, 1, 1, true);

  @Test
  void nothingLeaps() {
    for (int seed = 0; seed < 200; seed++) {
      var motion = Motion.random(new SplittableRandom(seed), 12, SIDE, EVERYTHING);
      double largest = 0;
      for (int t = 1; t < 12; t++) {
        for (int i = 0; i < motion.nodes(t).length; i++) {
          largest = Math.max(largest, Math.abs(motion.nodes(t)[i] - motion.nodes(t - 1)[i]));
        }
      }
      // Pan 7 x 1.7, zoom and rotation 5 at the corners, wind 8, shaking 6; stretched by 1.2.
      assertThat(largest).as("seed %d", seed).isBetween(0.02, 37.0);
    }
  }

  @Test
  void neighboursKeepTheirOrder() {
    int along = Sampler.nodesAlong(SIDE);
    for (int seed = 0; seed < 200; seed++) {
      var motion = Motion.random(new SplittableRandom(seed), 8, SIDE, EVERYTHING);
      float[] nodes = motion.nodes(7);
      float smallest = Float.POSITIVE_INFINITY;
      for (int row = 0; row + 1 < along; row++) {
        for (int column = 0; column + 1 < along; column++) {
          int at = (row * along + column) * 2;
          int right = at + 2;
          int below = at + 2 * along;
          float area =
              (nodes[right] - nodes[at]) * (nodes[below + 1] - nodes[at + 1])
                  - (nodes[right + 1] - nodes[at + 1]) * (nodes[below] - nodes[at]);
          smallest = Math.min(smallest, area);
        }
      }
      assertThat(smallest).as("seed %d, a folded picture", seed).isPositive();
    }
  }

  /** Or the network would see each detail in a few frames only. */
  @Test
  void longClipsKeepTheirSubjectInView() {
    for (int seed = 0; seed < 100; seed++) {
      var style = new Motion.Style(0, 7, 0, 0, false);
      var motion = Motion.random(new SplittableRandom(seed), 36, SIDE, style);
      assertThat(motion.right() - motion.left()).isLessThan(2.5f * SIDE);
      assertThat(motion.bottom() - motion.top()).isLessThan(2.5f * SIDE);
    }
  }

  @Test
  void stillMeansStill() {
    var motion =
        Motion.random(new SplittableRandom(1), 5, SIDE, new Motion.Style(1, 7, 1, 0, false));
    for (int t = 1; t < 5; t++) {
      assertThat(motion.nodes(t)).isEqualTo(motion.nodes(0));
    }
    assertThat(motion.left()).isEqualTo(-SIDE / 2f);
    assertThat(motion.bottom()).isEqualTo(SIDE / 2f);
  }

  @Test
  void placesLieInsideThePicture() {
    for (int seed = 0; seed < 100; seed++) {
      var rnd = new SplittableRandom(seed);
      var motion = Motion.random(rnd, 10, SIDE, EVERYTHING);
      var place = Placement.random(rnd, motion, 1600, 1000, 3, 0.1f);
      assertThat(place.x() + place.scale() * motion.left()).isGreaterThan(-0.1f);
      assertThat(place.y() + place.scale() * motion.top()).isGreaterThan(-0.1f);
      assertThat(place.x() + place.scale() * motion.right()).isLessThan(1599);
      assertThat(place.y() + place.scale() * motion.bottom()).isLessThan(999);
    }
  }
}
