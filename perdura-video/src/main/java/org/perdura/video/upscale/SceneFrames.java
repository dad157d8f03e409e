package org.perdura.video.upscale;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.perdura.media.Frame;
import org.perdura.media.FrameReader;
import org.perdura.media.SceneCuts;

/** Reads a film ahead on a thread of its own and marks where scenes begin. */
final class SceneFrames implements AutoCloseable {

  /**
   * One frame, or the end, or what went wrong.
   *
   * @param cut whether a new scene begins here; not set for the film's first frame
   * @param checksum of all frames up to this
   */
  record Item(Frame frame, boolean cut, long checksum, Throwable failure) {}

  private static final Item END = new Item(null, false, 0, null);

  private final BlockingQueue<Item> queue;
  private final Thread thread;
  private boolean ended;

  /**
   * @param reader not closed here
   */
  SceneFrames(FrameReader reader, boolean sceneCuts, int capacity) {
    queue = new ArrayBlockingQueue<>(capacity);
    thread = new Thread(() -> readAll(reader, sceneCuts ? new SceneCuts() : null), "decode");
    thread.setDaemon(true);
    thread.start();
  }

  private void readAll(FrameReader reader, SceneCuts cuts) {
    var checksum = new FrameChecksum();
    try {
      Item last;
      try {
        for (Frame frame = reader.read(); frame != null; frame = reader.read()) {
          boolean cut = cuts != null && cuts.isCut(frame);
          queue.put(new Item(frame, cut, checksum.after(frame), null));
        }
        last = END;
      } catch (IOException | RuntimeException | Error e) {
        last = new Item(null, false, 0, e);
      }
      queue.put(last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed: nobody waits for more
    }
  }

  /** The next frame, or null at the end. */
  Item take() throws IOException, InterruptedException {
    if (ended) {
      return null;
    }
    Item item = queue.take();
    if (item.failure() != null) {
      throw Failures.asIoException(item.failure());
    }
    ended = item.frame() == null;
    return ended ? null : item;
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
