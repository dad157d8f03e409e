package org.perdura.video.upscale;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.SafeTensorsFile;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.model.VideoGenerator.Previous;

/**
 * What is needed to go on behind a frame as if nothing had happened: what the frame leaves to the
 * next, and which frames came before.
 *
 * @param frames how many are done
 * @param checksum of all frames that were read for them; {@link FrameChecksum}
 * @param previous {@code [n, 3, h, w]} and {@code [n, 3, 4h, 4w]}, contiguous; owned here
 */
record Recurrence(long frames, long checksum, Previous previous) implements AutoCloseable {

  private static final String LOW = "low";
  private static final String HIGH = "high";
  private static final String FRAMES = "frames";
  private static final String CHECKSUM = "checksum";

  void write(Path file) throws IOException {
    var tensors = new LinkedHashMap<String, Tensor>();
    tensors.put(LOW, previous.low());
    tensors.put(HIGH, previous.high());
    SafeTensors.write(
        file,
        tensors,
        Map.of(FRAMES, Long.toString(frames), CHECKSUM, Long.toUnsignedString(checksum)));
  }

  static Recurrence read(Path file) throws IOException {
    try (var scope = new Scope()) {
      SafeTensorsFile read = SafeTensors.read(file);
      return new Recurrence(
          Long.parseLong(read.metadata().get(FRAMES)),
          Long.parseUnsignedLong(read.metadata().get(CHECKSUM)),
          new Previous(tensor(read, LOW).persistent(), tensor(read, HIGH).persistent()));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": damaged; --overwrite begins anew", e);
    }
  }

  private static Tensor tensor(SafeTensorsFile read, String name) {
    Tensor tensor = read.tensors().get(name);
    if (tensor == null || tensor.rank() != 4) {
      throw new IllegalArgumentException(name + ": missing");
    }
    return tensor;
  }

  @Override
  public void close() {
    previous.low().close();
    previous.high().close();
  }
}
