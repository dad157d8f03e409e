package org.perdura.adversarial.example;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.perdura.nn.Tensor;

/**
 * One batch: foam that drifts on a river, and what a coarse sensor tells of it. The sensor sees how
 * thick the foam is, not its grain, so that nothing says where the bubbles are: they must be
 * invented.
 *
 * @param truths {@code [n, 1, SIZE, SIZE]} for every time: thickness times a grain of variance 1
 * @param conditions {@code [n, 1, SIZE / 4, SIZE / 4]}: the thickness alone, from 0.2 to 1
 * @param noises {@code [n, 1, SIZE, SIZE]}: fresh white noise for every time, to invent from
 * @param drift of this batch
 */
record Foam(List<Tensor> truths, List<Tensor> conditions, List<Tensor> noises, Drift drift)
    implements AutoCloseable {

  static final int SIZE = 24;
  private static final int LOW = SIZE / 4;
  private static final int FASTEST = 2; // pixels a frame

  /** A pure function of the seed, as a resumed training must be given the same batches. */
  static Foam of(long seed, int sequences, int frames) {
    var random = new SplittableRandom(seed);
    var drift =
        new Drift(random.nextInt(-FASTEST, FASTEST + 1), random.nextInt(-FASTEST, FASTEST + 1));
    var truths = new float[frames][sequences * SIZE * SIZE];
    var conditions = new float[frames][sequences * LOW * LOW];
    var noises = new float[frames][sequences * SIZE * SIZE];
    for (int s = 0; s < sequences; s++) {
      float[] grain = grain(random);
      double[] waves = {random.nextDouble(), random.nextDouble(), random.nextInt(-2, 3)};
      for (int t = 0; t < frames; t++) {
        for (int y = 0; y < SIZE; y++) {
          for (int x = 0; x < SIZE; x++) {
            int i = (s * SIZE + y) * SIZE + x;
            int u = Math.floorMod(x - t * drift.right(), SIZE);
            int v = Math.floorMod(y - t * drift.down(), SIZE);
            double thickness = thickness(waves, u, v);
            truths[t][i] = (float) thickness * grain[v * SIZE + u];
            conditions[t][(s * LOW + y / 4) * LOW + x / 4] += (float) thickness / 16;
            noises[t][i] = (float) random.nextGaussian();
          }
        }
      }
    }
    return new Foam(
        tensors(truths, sequences, SIZE),
        tensors(conditions, sequences, LOW),
        tensors(noises, sequences, SIZE),
        drift);
  }

  private static double thickness(double[] waves, int x, int y) {
    double first = Math.sin(2 * Math.PI * (waves[0] + (x + waves[2] * y) / SIZE));
    double second = Math.sin(2 * Math.PI * (waves[1] + (2.0 * y - x) / SIZE));
    return 0.6 + 0.2 * (first + second);
  }

  /** White noise without what is finer or coarser than some three pixels. */
  private static float[] grain(SplittableRandom random) {
    var white = new float[SIZE * SIZE];
    for (int i = 0; i < white.length; i++) {
      white[i] = (float) random.nextGaussian();
    }
    float[] fine = blur(white);
    float[] coarse = blur(blur(blur(fine)));
    double power = 0;
    for (int i = 0; i < fine.length; i++) {
      fine[i] -= coarse[i];
      power += fine[i] * fine[i] / fine.length;
    }
    for (int i = 0; i < fine.length; i++) {
      fine[i] /= (float) Math.sqrt(power);
    }
    return fine;
  }

  /** 1-2-1 in both directions. */
  private static float[] blur(float[] picture) {
    var blurred = new float[picture.length];
    for (int i = 0; i < picture.length; i++) {
      for (int k = 0; k < 9; k++) {
        int y = Math.floorMod(i / SIZE + k / 3 - 1, SIZE);
        int x = Math.floorMod(i % SIZE + k % 3 - 1, SIZE);
        blurred[i] += picture[y * SIZE + x] * (k / 3 == 1 ? 2 : 1) * (k % 3 == 1 ? 2 : 1) / 16;
      }
    }
    return blurred;
  }

  /** Persistent, because batches are made on another thread than used. */
  private static List<Tensor> tensors(float[][] frames, int sequences, int size) {
    var tensors = new ArrayList<Tensor>();
    for (float[] frame : frames) {
      tensors.add(Tensor.of(frame, sequences, 1, size, size).persistent());
    }
    return tensors;
  }

  @Override
  public void close() {
    truths.forEach(Tensor::close);
    conditions.forEach(Tensor::close);
    noises.forEach(Tensor::close);
  }
}
