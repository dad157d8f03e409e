package org.perdura.media;

import java.io.IOException;
import java.nio.file.Path;

/** One frame written as one picture. */
final class PictureWriter implements FrameWriter {

  private final Path target;
  private final PendingOutput pending;
  private Encoder encoder;

  PictureWriter(Path target, WriterOptions options) throws IOException {
    this.target = target;
    pending = PendingOutput.file(target, options.overwrite());
  }

  @Override
  public void write(Frame frame) throws IOException {
    if (encoder != null) {
      throw new IOException(
          target + ": holds one frame only; a film goes into frames/%04d.png or the like");
    }
    encoder = SequenceWriter.encoder(target, frame, 1);
    encoder.encode(frame, 0, 1, packet -> SequenceWriter.save(packet, pending.path(), target));
  }

  @Override
  public void finish() throws IOException {
    if (encoder == null) {
      throw new IOException(target + ": no frame was written");
    }
    encoder.finish(packet -> SequenceWriter.save(packet, pending.path(), target));
    pending.commit();
  }

  @Override
  public void close() {
    if (encoder != null) {
      encoder.close();
    }
    pending.close();
  }
}
