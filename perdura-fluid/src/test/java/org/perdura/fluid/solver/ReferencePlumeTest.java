package org.perdura.fluid.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.perdura.grid.GridSize;
import org.perdura.grid.Slabs;

/** Against mantaflow: the figures of its plumes, and its densities where they are at hand. */
class ReferencePlumeTest {

  private static final int UNI_HEADER = 292; // bytes

  @Test
  void flat() throws IOException {
    try (var slabs = new Slabs(2);
        var plume = new Plume(GridSize.flat(256, 256), slabs)) {
      run(plume, 10);
      check(plume, 2281.61, 41.710, 1.739, 0.5);
      assertThat(psnr(plume, "plume2d_256_open_density_0010.uni")).isGreaterThan(80);
      run(plume, 50);
      check(plume, 8286.08, 96.254, 8.319, 0.5);
      assertThat(psnr(plume, "plume2d_256_open_density_0050.uni")).isGreaterThan(40);
    }
  }

  @Test
  void solid() throws IOException {
    try (var slabs = new Slabs(2);
        var plume = new Plume(new GridSize(64, 64, 64), slabs)) {
      run(plume, 10);
      check(plume, 1235.55, 10.345, 0.548, 0.5);
      assertThat(psnr(plume, "plume3d_64_open_density_0010.uni")).isGreaterThan(80);
      run(plume, 50);
      check(plume, 4286.44, 25.385, 2.317, 0.5);
    }
  }

  @Test
  @Tag("long")
  void large() {
    try (var slabs = new Slabs(2);
        var plume = new Plume(new GridSize(128, 128, 128), slabs)) {
      run(plume, 10);
      check(plume, 10126.47, 20.971, 1.110, 0.5);
    }
  }

  private static void run(Plume plume, int steps) {
    while (plume.solver().stepsDone() < steps) {
      StepFigures figures = plume.step();
      assertThat(figures.projection().divergence()).isLessThan(1e-5);
    }
  }

  private static void check(
      Plume plume, double sum, double height, double fastest, double percent) {
    assertThat(plume.sum()).isCloseTo(sum, withinPercentage(percent));
    assertThat(plume.height()).isCloseTo(height, withinPercentage(percent));
    assertThat(plume.fastest()).isCloseTo(fastest, withinPercentage(percent));
    for (float value : plume.solver().density().values()) {
      assertThat(value).isBetween(0f, 1.000001f);
    }
  }

  /** Against a peak of 1, dB. */
  private static double psnr(Plume plume, String file) throws IOException {
    float[] density = plume.solver().density().values();
    double squares = 0;
    try (var in = ReferencePlumeTest.class.getResourceAsStream(file);
        var data = new DataInputStream(new GZIPInputStream(in))) {
      data.readFully(new byte[UNI_HEADER]);
      var bytes = new byte[4 * density.length];
      data.readFully(bytes);
      var reference = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      for (float value : density) {
        double difference = value - reference.get();
        squares += difference * difference;
      }
    }
    return -10 * Math.log10(squares / density.length);
  }
}
