package org.perdura.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One frame written as one picture. */
final class PictureWriter implements FrameWriter {

  private final Path target;
  private final WriterOptions options;
  private final PendingOutput pending;
  private Encoder encoder;

  PictureWriter(Path target, WriterOptions options) throws IOException {
    this.target = target;
    this.options = options.withThreads(1);
    pending = PendingOutput.file(target, options.overwrite());
  }

  @Override
  public void write(Frame frame) throws IOException {
    if (encoder != null) {
      throw new IOException(
          target + ": holds one frame only; a film goes into frames/%04d.png or the like");
    }
    encoder = SequenceWriter.encoder(target, frame, options);
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
  public List<String> warnings() {
    return SequenceWriter.losses(target, options.source());
  }

  @Override
  public void close() {
    if (encoder != null) {
      encoder.close();
    }
    pending.close();
  }
}
