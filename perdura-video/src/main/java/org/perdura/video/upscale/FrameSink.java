package org.perdura.video.upscale;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.perdura.media.Frame;
import org.perdura.media.FrameWriter;
import org.perdura.media.PartedFilm;
import org.perdura.media.Resampler;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.model.VideoGenerator;

/** Turns outputs into frames and writes them, on a thread of its own. */
final class FrameSink implements AutoCloseable {

  /**
   * A frame, or the end of a part, or of the film.
   *
   * @param high {@code [1, 3, 4h, 4w]}, owned here
   * @param low what it was made from
   * @param kept at the end of a part, owned here
   */
  private record Item(Tensor high, Frame low, Recurrence kept) {
    boolean isEnd() {
      return low == null && kept == null;
    }
  }

  private static final Item END = new Item(null, null, null);
  private static final long PATIENCE_MILLIS = 50;

  private final FrameWriter writer;
  private final PartedFilm parts;
  private final double scale;
  private final BlockingQueue<Item> queue;
  private final Thread thread;
  private volatile Throwable failure;
  private Resampler resampler;

  /**
   * @param writer neither finished nor closed here
   */
  FrameSink(FrameWriter writer, double scale, int capacity) {
    this.writer = writer;
    parts = writer instanceof PartedFilm parted ? parted : null;
    this.scale = scale;
    queue = new ArrayBlockingQueue<>(capacity);
    thread = new Thread(this::writeAll, "encode");
    thread.setDaemon(true);
    thread.start();
  }

  /** Hands an output over; waits while the queue is full. */
  void put(Tensor high, Frame low) throws IOException, InterruptedException {
    // The upscaler frees its own handle when the next frame is done; this one lives on.
    offer(new Item(high.detach().persistent(), low, null));
  }

  /** Ends a part of a film in parts. */
  void endPart(Recurrence kept) throws IOException, InterruptedException {
    offer(new Item(null, null, kept));
  }

  /** Waits until all is written. */
  void await() throws IOException, InterruptedException {
    offer(END);
    thread.join();
    throwFailure();
  }

  private void offer(Item item) throws IOException, InterruptedException {
    do {
      throwFailure();
    } while (!queue.offer(item, PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
  }

  private void throwFailure() throws IOException {
    if (failure != null) {
      throw Failures.asIoException(failure);
    }
  }

  private void writeAll() {
    try {
      for (Item item = queue.take(); !item.isEnd(); item = queue.take()) {
        if (item.kept() == null) {
          writer.write(frame(item));
        } else {
          try (Recurrence kept = item.kept()) {
            parts.endPart(kept::write);
          }
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed early: the film is given up
    }
  }

  private Frame frame(Item item) {
    Frame high;
    try (var scope = new Scope();
        Tensor tensor = item.high()) {
      high = FrameTensors.frame(tensor, item.low());
    }
    return scale == VideoGenerator.SCALE ? high : resample(high, item.low());
  }

  private Frame resample(Frame high, Frame low) {
    int width = (int) Math.max(1, Math.round(low.width() * scale));
    int height = (int) Math.max(1, Math.round(low.height() * scale));
    if (resampler == null) {
      resampler =
          new Resampler(
              high.width(), high.height(), width, height, Resampler.Alignment.CORNER_SAMPLE);
    }
    return resampler.apply(high);
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
    for (Item item = queue.poll(); item != null; item = queue.poll()) {
      if (item.high() != null) {
        item.high().close();
      }
      if (item.kept() != null) {
        item.kept().close();
      }
    }
  }
}
