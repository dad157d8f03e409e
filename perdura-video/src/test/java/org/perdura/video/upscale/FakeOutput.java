package org.perdura.video.upscale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.perdura.media.Frame;
import org.perdura.media.FrameWriter;

/** Keeps what is written. */
final class FakeOutput implements FrameWriter {

  final List<Frame> frames = new ArrayList<>();
  boolean finished;
  private final FakeFilm.Hook hook;

  /**
   * @param hook does something before a frame is taken, such as failing
   */
  FakeOutput(FakeFilm.Hook hook) {
    this.hook = hook;
  }

  FakeOutput() {
    this(frame -> {});
  }

  @Override
  public void write(Frame frame) throws IOException {
    hook.before(frames.size());
    frames.add(frame);
  }

  @Override
  public void finish() {
    finished = true;
  }

  @Override
  public void close() {}
}
