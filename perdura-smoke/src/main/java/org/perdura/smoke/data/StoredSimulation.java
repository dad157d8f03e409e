package org.perdura.smoke.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.smoke.model.SmokeGenerator;

/**
 * A pair of simulations in one file that is mapped into memory: for each frame the low-res density
 * and velocity at the centres, float, and the high-res density in 16 bits.
 */
final class StoredSimulation {

  /** Densities from 0 to below 2; a step is a 256th of what an 8-bit picture can show. */
  private static final float SHORTS_PER_ONE = 32768;

  private static final int MOST_SHORT = 0xffff;

  private final String name;
  private final GridSize low;
  private final GridSize high;
  private final int frames;
  private final boolean blurred;
  private final ByteBuffer[] data; // one for each frame: a mapping holds 2 GB at most

  /**
   * Maps a file.
   *
   * @param name for messages
   * @param blurred whether the coarse frames are the fine ones blurred, and nothing else
   */
  StoredSimulation(Path file, String name, GridSize low, int frames, boolean blurred)
      throws IOException {
    this.name = name;
    this.low = low;
    this.high = low.times(SmokeGenerator.SCALE);
    this.frames = frames;
    this.blurred = blurred;
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      data = new ByteBuffer[frames];
      for (int t = 0; t < frames; t++) {
        data[t] =
            channel
                .map(FileChannel.MapMode.READ_ONLY, bytes(low) * t, bytes(low))
                .order(ByteOrder.LITTLE_ENDIAN);
      }
    }
  }

  /** Of a frame. */
  static long bytes(GridSize low) {
    GridSize high = low.times(SmokeGenerator.SCALE);
    return (long) low.cells() * Float.BYTES * (1 + low.dimensions())
        + (long) high.cells() * Short.BYTES;
  }

  /**
   * A frame as it is stored.
   *
   * @param velocity at the cells' centres
   */
  static ByteBuffer encode(ScalarField densityLow, VectorField velocity, ScalarField densityHigh) {
    GridSize low = densityLow.size();
    var buffer = ByteBuffer.allocate(Math.toIntExact(bytes(low))).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(densityLow.values());
    for (int c = 0; c < low.dimensions(); c++) {
      buffer.position(low.cells() * Float.BYTES * (1 + c));
      buffer.asFloatBuffer().put(velocity.component(c));
    }
    buffer.position(low.cells() * Float.BYTES * (1 + low.dimensions()));
    for (float value : densityHigh.values()) {
      int rounded = Math.round(value * SHORTS_PER_ONE);
      buffer.putShort((short) Math.min(Math.max(rounded, 0), MOST_SHORT));
    }
    return buffer.flip();
  }

  GridSize low() {
    return low;
  }

  GridSize high() {
    return high;
  }

  int frames() {
    return frames;
  }

  boolean blurred() {
    return blurred;
  }

  /** The low-res density. */
  Source density(int frame) {
    return floats(frame, 0);
  }

  /** A component of the low-res velocity: 0 is x. */
  Source velocity(int frame, int component) {
    return floats(frame, 1 + component);
  }

  private Source floats(int frame, int field) {
    ByteBuffer from = data[frame];
    int start = low.cells() * Float.BYTES * field;
    return new Source(low, index -> from.getFloat(start + index * Float.BYTES));
  }

  /** The high-res density. */
  Source densityHigh(int frame) {
    ByteBuffer from = data[frame];
    int start = low.cells() * Float.BYTES * (1 + low.dimensions());
    return new Source(
        high, index -> (from.getShort(start + index * Short.BYTES) & MOST_SHORT) / SHORTS_PER_ONE);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Values of a field by index. */
  @FunctionalInterface
  interface Values {
    float at(int index);
  }

  /** A field that is read where it lies. */
  record Source(GridSize size, Values values) {}
}
