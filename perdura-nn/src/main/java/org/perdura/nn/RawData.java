package org.perdura.nn;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.bytedeco.javacpp.BytePointer;

/** Moves tensors' bytes through a buffer, so that no second copy of them is needed. */
final class RawData {

  private static final int BUFFER_BYTES = 1 << 18;

  private final byte[] buffer = new byte[BUFFER_BYTES];

  /** Writes all elements in the machine's order, last dimension fastest. */
  void write(Tensor tensor, OutputStream out) throws IOException {
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      Tensor plain = tensor.toDevice(Device.CPU).contiguous();
      long bytes = plain.count() * plain.dtype().bytes();
      var data = new BytePointer(plain.pointer().data_ptr());
      for (long done = 0; done < bytes; done += buffer.length) {
        int part = (int) Math.min(buffer.length, bytes - done);
        data.position(done).get(buffer, 0, part);
        out.write(buffer, 0, part);
      }
    }
  }

  /**
   * Fills a contiguous tensor on the processor.
   *
   * @return how many bytes were read: fewer than the tensor has if the stream ends early
   */
  long read(InputStream in, Tensor tensor) throws IOException {
    long bytes = tensor.count() * tensor.dtype().bytes();
    try (var data = new BytePointer(tensor.pointer().data_ptr())) {
      long done = 0;
      while (done < bytes) {
        int part = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, bytes - done));
        if (part == 0) {
          break;
        }
        data.position(done).put(buffer, 0, part);
        done += part;
      }
      return done;
    }
  }
}
