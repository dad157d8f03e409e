package org.perdura.video.upscale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.perdura.media.ColorCoding;
import org.perdura.media.Frame;
import org.perdura.media.FrameReader;
import org.perdura.media.Rational;
import org.perdura.media.VideoInfo;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.motion.MovingTexture;

/** A film that is made as it is read, and counts how often. */
final class FakeFilm implements FrameReader {

  static final int WIDTH = 28;
  static final int HEIGHT = 20;

  /** Does something before a frame is handed out, such as failing. */
  interface Hook {
    void before(int frame) throws IOException;
  }

  final AtomicInteger reads = new AtomicInteger();
  private final int count;
  private final IntFunction<Frame> frames;
  private final Hook hook;

  FakeFilm(int count, IntFunction<Frame> frames, Hook hook) {
    this.count = count;
    this.frames = frames;
    this.hook = hook;
  }

  FakeFilm(List<Frame> frames) {
    this(frames.size(), frames::get, frame -> {});
  }

  /** As long as is asked for, but of few pictures. */
  static FakeFilm loop(int count, Hook hook) {
    List<Frame> few = scene(1, 0, 8);
    return new FakeFilm(count, t -> at(few.get(t % few.size()), t), hook);
  }

  /** A pattern on its way, at uneven times that go on from those of the frames before. */
  static List<Frame> scene(long seed, int first, int count) {
    return scene(seed, first, count, WIDTH, HEIGHT);
  }

  static List<Frame> scene(long seed, int first, int count, int width, int height) {
    var texture = new MovingTexture(seed, 40, 200);
    var scene = new ArrayList<Frame>();
    for (int t = 0; t < count; t++) {
      try (var scope = new Scope()) {
        Tensor low = texture.low(height, width, 3.0 * t, -2.0 * t);
        scene.add(at(Frame.still(width, height, bytes(low)), first + t));
      }
    }
    return scene;
  }

  private static byte[] bytes(Tensor picture) {
    float[] values = picture.permute(0, 2, 3, 1).toFloats();
    var bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.max(0, Math.min(255, Math.round(255 * values[i])));
    }
    return bytes;
  }

  private static Frame at(Frame frame, int t) {
    long square = (long) t * t;
    return new Frame(
        frame.width(), frame.height(), frame.bits(), frame.pixels(), square + 3, 2L * t + 1);
  }

  @Override
  public VideoInfo info() {
    Frame first = frames.apply(0);
    return new VideoInfo(
        first.width(),
        first.height(),
        first.bits(),
        new Rational(1, 1000),
        new Rational(25, 1),
        -1,
        ColorCoding.RGB);
  }

  @Override
  public Frame read() throws IOException {
    int frame = reads.get();
    if (frame == count) {
      return null;
    }
    hook.before(frame);
    reads.incrementAndGet();
    return frames.apply(frame);
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public void close() {}
}
