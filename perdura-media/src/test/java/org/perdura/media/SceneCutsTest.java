package org.perdura.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SceneCutsTest {

  private static final int WIDTH = 160;
  private static final int HEIGHT = 90;

  /** A wide landscape of random blobs, {@code [HEIGHT, 8 * WIDTH]} luma. */
  private static double[][] scene(int seed, double base) {
    var random = new Random(seed);
    var scene = new double[HEIGHT][8 * WIDTH];
    for (double[] row : scene) {
      java.util.Arrays.fill(row, base);
    }
    for (int blob = 0; blob < 400; blob++) {
      int x0 = random.nextInt(8 * WIDTH);
      int y0 = random.nextInt(HEIGHT);
      int size = 5 + random.nextInt(20);
      double light = random.nextGaussian() * 45;
      for (int y = Math.max(0, y0 - size); y < Math.min(HEIGHT, y0 + size); y++) {
        for (int x = Math.max(0, x0 - size); x < Math.min(8 * WIDTH, x0 + size); x++) {
          scene[y][x] += light;
        }
      }
    }
    return scene;
  }

  private static Frame view(double[][] scene, int left, double gain) {
    var pixels = new byte[WIDTH * HEIGHT * 3];
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      double luma = Math.max(0, Math.min(255, gain * scene[i / WIDTH][left + i % WIDTH]));
      for (int c = 0; c < 3; c++) {
        pixels[i * 3 + c] = (byte) Math.round(luma);
      }
    }
    return Frame.still(WIDTH, HEIGHT, pixels);
  }

  private static List<Integer> cuts(List<Frame> frames) {
    var detector = new SceneCuts();
    var cuts = new ArrayList<Integer>();
    for (int i = 0; i < frames.size(); i++) {
      if (detector.isCut(frames.get(i))) {
        cuts.add(i);
      }
    }
    return cuts;
  }

  @Test
  void findsEveryCutWhereItIs() {
    for (int seed = 0; seed < 10; seed++) {
      var frames = new ArrayList<Frame>();
      for (int scene = 0; scene < 3; scene++) {
        double[][] landscape = scene(seed * 3 + scene, 80 + 40 * scene);
        for (int i = 0; i < 12; i++) {
          frames.add(view(landscape, 100 + 2 * i, 1));
        }
      }
      assertThat(cuts(frames)).as("seed %d", seed).containsExactly(12, 24);
    }
  }

  @Test
  void fastPansAreNoCuts() {
    // Up to a fifth of the width from frame to frame, set going at once and stopped at once.
    for (int speed : new int[] {1, 8, 16, 32}) {
      double[][] landscape = scene(speed, 110);
      var frames = new ArrayList<Frame>();
      for (int i = 0; i < 30; i++) {
        int moved = Math.max(0, Math.min(20, i - 5));
        frames.add(view(landscape, speed * moved, 1));
      }
      assertThat(cuts(frames)).as("%d pixels a frame", speed).isEmpty();
    }
  }

  @Test
  void fadesAndExposureAreNoCuts() {
    double[][] landscape = scene(1, 110);
    var frames = new ArrayList<Frame>();
    for (int i = 0; i < 30; i++) {
      frames.add(view(landscape, 50, 1 - i / 30.0));
    }
    assertThat(cuts(frames)).isEmpty();
  }

  @Test
  void aRestlessShotDoesNotHideTheCutAfterACalmOne() {
    double[][] landscape = scene(4, 110);
    var frames = new ArrayList<Frame>();
    for (int i = 0; i < 40; i++) {
      // Flicker that grows, ends, and is followed by calm.
      double flicker = i < 20 ? Math.min(28, 3 * i) : 0;
      frames.add(view(flickering(landscape, flicker, i), 50, 1));
    }
    // A cut of half the usual strength.
    double[][] next = scene(5, 110);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < next[y].length; x++) {
        next[y][x] = (next[y][x] + landscape[y][x]) / 2;
      }
    }
    for (int i = 0; i < 10; i++) {
      frames.add(view(next, 50, 1));
    }
    assertThat(cuts(frames)).containsExactly(40);
  }

  /** The scene with squares that are lighter or darker in every frame anew. */
  private static double[][] flickering(double[][] scene, double deviation, int seed) {
    var random = new Random(seed);
    var light = new double[HEIGHT / 6 + 1][8 * WIDTH / 6 + 1];
    for (double[] row : light) {
      for (int x = 0; x < row.length; x++) {
        row[x] = deviation * random.nextGaussian();
      }
    }
    var changed = new double[HEIGHT][8 * WIDTH];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < 8 * WIDTH; x++) {
        changed[y][x] = scene[y][x] + light[y / 6][x / 6];
      }
    }
    return changed;
  }
}
