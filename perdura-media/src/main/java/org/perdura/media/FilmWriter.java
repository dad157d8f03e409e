package org.perdura.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A video file being written in one go. Where the codec takes even sizes only, the last column or
 * row is doubled and the container told to crop it away again (MP4, MOV and Matroska can; in AVI it
 * stays).
 */
final class FilmWriter implements FrameWriter {

  private final Path target;
  private final FilmCoding coding;
  private final WriterOptions options;
  private final PendingOutput pending;
  private final List<String> warnings = new ArrayList<>();
  private FilmClock clock;
  private Encoder encoder;
  private Muxer muxer;
  private boolean finished;

  FilmWriter(Path target, WriterOptions options) throws IOException {
    this.target = target;
    this.options = options;
    coding = new FilmCoding(target, options);
    pending = PendingOutput.file(target, options.overwrite());
  }

  private void start(Frame frame) throws IOException {
    clock = new FilmClock(target, options.source(), coding.timeBase());
    muxer = new Muxer(target, coding.container(), pending.path());
    encoder =
        coding.open(
            frame.width(), frame.height(), frame.bits(), coding.container().hasHeader(), warnings);
    muxer.begin(encoder, frame.width(), frame.height(), options, warnings);
  }

  @Override
  public void write(Frame frame) throws IOException {
    if (finished) {
      throw new IllegalStateException(target + ": is finished");
    }
    if (encoder == null) {
      start(frame);
    } else {
      encoder.requireSize(frame);
    }
    encoder.encode(frame, clock.next(frame), clock.duration(frame), muxer::write);
  }

  @Override
  public void finish() throws IOException {
    if (finished) {
      return;
    }
    if (encoder == null) {
      throw new IOException(target + ": no frame was written");
    }
    encoder.finish(muxer::write);
    muxer.end();
    pending.commit();
    finished = true;
  }

  @Override
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void close() {
    finished = true;
    if (encoder != null) {
      encoder.close();
    }
    if (muxer != null) {
      muxer.close();
    }
    pending.close();
  }
}
