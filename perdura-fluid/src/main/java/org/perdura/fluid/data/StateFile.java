package org.perdura.fluid.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.perdura.grid.io.WholeFile;

/**
 * What a pair of simulations continues from. It saves time only: without it all is simulated again
 * and comes to the same.
 *
 * @param framesDone by then
 */
record StateFile(int framesDone, List<float[]> arrays) {

  private static final int MAGIC = 0x50534d31; // PSM1
  private static final int MOST_ARRAYS = 64;
  private static final int CHUNK = 1 << 14; // floats

  void write(Path file) throws IOException {
    WholeFile.write(
        file,
        out -> {
          var checked = new CheckedOutputStream(out, new CRC32());
          var data = new DataOutputStream(checked);
          var buffer = ByteBuffer.allocate(CHUNK * Float.BYTES);
          data.writeInt(MAGIC);
          data.writeInt(framesDone);
          data.writeInt(arrays.size());
          for (float[] array : arrays) {
            data.writeInt(array.length);
            for (int from = 0; from < array.length; from += CHUNK) {
              int count = Math.min(CHUNK, array.length - from);
              buffer.asFloatBuffer().put(array, from, count);
              data.write(buffer.array(), 0, count * Float.BYTES);
            }
          }
          new DataOutputStream(out).writeLong(checked.getChecksum().getValue());
        });
  }

  /** Reads a state; empty if there is none of this kind, or it is not whole. */
  static Optional<StateFile> read(Path file, List<float[]> like) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      var checked = new CheckedInputStream(in, new CRC32());
      var data = new DataInputStream(checked);
      if (data.readInt() != MAGIC) {
        return Optional.empty();
      }
      int framesDone = data.readInt();
      int count = data.readInt();
      if (framesDone < 0 || count != like.size() || count > MOST_ARRAYS) {
        return Optional.empty();
      }
      var arrays = new ArrayList<float[]>();
      var buffer = ByteBuffer.allocate(CHUNK * Float.BYTES);
      for (float[] known : like) {
        if (data.readInt() != known.length) {
          return Optional.empty();
        }
        var array = new float[known.length];
        for (int from = 0; from < array.length; from += CHUNK) {
          int part = Math.min(CHUNK, array.length - from);
          data.readFully(buffer.array(), 0, part * Float.BYTES);
          buffer.asFloatBuffer().get(array, from, part);
          if (!allFinite(array, from, part)) {
            return Optional.empty();
          }
        }
        arrays.add(array);
      }
      long sum = checked.getChecksum().getValue();
      return new DataInputStream(in).readLong() == sum
          ? Optional.of(new StateFile(framesDone, arrays))
          : Optional.empty();
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  private static boolean allFinite(float[] array, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (!Float.isFinite(array[i])) {
        return false;
      }
    }
    return true;
  }
}
