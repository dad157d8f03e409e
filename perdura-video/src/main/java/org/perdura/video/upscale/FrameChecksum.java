package org.perdura.video.upscale;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.perdura.media.Frame;

/** Tells whether two films are the same so far: their sizes, times, pixels and alpha. */
final class FrameChecksum {

  private final CRC32C crc = new CRC32C();
  private final ByteBuffer head = ByteBuffer.allocate(3 * Integer.BYTES + 2 * Long.BYTES);

  /** Of all frames up to this. */
  long after(Frame frame) {
    head.clear();
    head.putInt(frame.width()).putInt(frame.height()).putInt(frame.bits());
    head.putLong(frame.pts()).putLong(frame.duration());
    crc.update(head.flip());
    crc.update(frame.pixels());
    if (frame.alpha() != null) {
      crc.update(frame.alpha());
    }
    return crc.getValue();
  }
}
