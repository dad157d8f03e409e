package org.perdura.video.upscale;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.perdura.media.Frame;
import org.perdura.media.FrameReader;
import org.perdura.media.FrameWriter;
import org.perdura.media.PartedFilm;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;
import org.perdura.video.model.VideoGenerator;

/**
 * Upscales a film of any length in bounded memory. Reading (with the search for cuts), upscaling
 * and writing run on threads of their own, with short queues between them.
 *
 * <p>A scene begins with its first frames mirrored ({@code 5 4 3 2 1 | 0 1 2 ...}; Chu et al. 2020,
 * section 5): when its first frame is written, the network has already seen what comes.
 */
public final class FilmUpscaler {

  /** Mirrored frames before a scene. */
  private static final int WARM_UP = 5;

  private static final int READ_AHEAD = 4;
  private static final int WRITE_BEHIND = 1;

  /**
   * Frames after which the holes between what lives go back to the system: a long film then takes
   * what a short one does. More often costs time, for they are soon needed again.
   */
  private static final int TRIMMED_EVERY = 8;

  private final VideoGenerator generator;
  private final UpscaleSettings settings;
  private volatile boolean stopped;

  /**
   * @param generator trained; not closed here
   */
  public FilmUpscaler(VideoGenerator generator, UpscaleSettings settings) {
    this.generator = generator;
    this.settings = settings;
  }

  /**
   * Upscales all frames, in parts if the film is written in such: then frames that are in them
   * already are read, but not upscaled. The writer is not finished here, so that a caller can look
   * at the reader's warnings first.
   *
   * @throws IOException if reading or writing fails, or after {@link #stop}; one line
   * @throws IllegalArgumentException if the frames do not fit into the memory allowed
   */
  public UpscaleSummary run(FrameReader in, FrameWriter out, UpscaleListener listener)
      throws IOException {
    long start = System.nanoTime();
    int height = in.info().height();
    var plan = new MemoryPlan(generator, in.info(), settings.scale());
    int rows = plan.bandRows(settings.memory());
    var source = new SceneFrames(in, settings.sceneCuts(), READ_AHEAD);
    var sink = new FrameSink(out, settings.scale(), WRITE_BEHIND);
    try (source;
        sink;
        var upscaler = new FrameUpscaler(generator, settings.precision(), rows)) {
      var run = new Run(source, sink, upscaler, listener);
      if (out instanceof PartedFilm parts) {
        run.skip(parts);
      }
      run.all();
      sink.await();
      double seconds = (System.nanoTime() - start) / 1e9;
      int bands = (height + rows - 1) / rows;
      return new UpscaleSummary(run.frames - run.before, run.scenes, seconds, bands, run.checksum);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
  }

  /** Asks, from any thread, to stop; {@link #run} then throws. */
  public void stop() {
    stopped = true;
  }

  /** One film's way through; holds the frames that were read ahead to warm up a scene. */
  private final class Run {

    private final SceneFrames source;
    private final FrameSink sink;
    private final FrameUpscaler upscaler;
    private final UpscaleListener listener;
    private final Deque<SceneFrames.Item> ahead = new ArrayDeque<>();
    private long frames; // done, in earlier runs too
    private long before; // done in earlier runs
    private long checksum; // of all frames read
    private int scenes;
    private PartedFilm parts; // null: in one go

    private Run(
        SceneFrames source, FrameSink sink, FrameUpscaler upscaler, UpscaleListener listener) {
      this.source = source;
      this.sink = sink;
      this.upscaler = upscaler;
      this.listener = listener;
    }

    /** Passes by what is done already. */
    private void skip(PartedFilm film) throws IOException, InterruptedException {
      parts = film;
      if (film.isComplete()) {
        pass(film.frames(), film.checksum());
        if (take() != null) {
          throw new IOException(
              "the film has more than the %d frames that are in %s; --overwrite begins anew"
                  .formatted(film.frames(), place()));
        }
      } else if (film.state().isPresent()) {
        try (Recurrence kept = Recurrence.read(film.state().get())) {
          pass(kept.frames(), kept.checksum());
          upscaler.goOnFrom(kept);
        }
      }
    }

    /** Reads frames that must be those that were done. */
    private void pass(long count, long expected) throws IOException, InterruptedException {
      for (long i = 0; i < count; i++) {
        var item = take();
        if (item == null) {
          throw new IOException(
              "the film has %d frames, but %d are done already in %s; --overwrite begins anew"
                  .formatted(i, count, place()));
        }
        checksum = item.checksum();
        listener.onSkipped(i + 1);
      }
      if (checksum != expected) {
        throw new IOException(
            "the film is another than that whose first %d frames are in %s; --overwrite begins anew"
                .formatted(count, place()));
      }
      frames = count;
      before = count;
    }

    private Path place() {
      return parts.label().getParent();
    }

    private void all() throws IOException, InterruptedException {
      for (var item = take(); item != null; item = take()) {
        if (frames == 0 || item.cut()) {
          beginScene();
        }
        upscale(item.frame());
        checksum = item.checksum();
        if (parts != null && frames % parts.partFrames() == 0) {
          sink.endPart(upscaler.keep(frames, item.checksum()));
        }
      }
    }

    private SceneFrames.Item take() throws IOException, InterruptedException {
      if (stopped) {
        throw new InterruptedIOException("stopped");
      }
      return ahead.isEmpty() ? source.take() : ahead.poll();
    }

    private void beginScene() throws IOException, InterruptedException {
      scenes++;
      upscaler.beginScene();
      List<Frame> following = lookAhead();
      for (int i = following.size() - 1; i >= 0; i--) {
        upscaler.next(following.get(i));
      }
    }

    /** The next frames of the same scene, up to the length of the warm-up; they stay to be done. */
    private List<Frame> lookAhead() throws IOException, InterruptedException {
      var following = new ArrayList<Frame>();
      for (var item : ahead) {
        if (item.cut() || following.size() == WARM_UP) {
          return following;
        }
        following.add(item.frame());
      }
      while (following.size() < WARM_UP) {
        var item = source.take();
        if (item == null) {
          break;
        }
        ahead.add(item);
        if (item.cut()) {
          break;
        }
        following.add(item.frame());
      }
      return following;
    }

    private void upscale(Frame low) throws IOException, InterruptedException {
      Tensor high = upscaler.next(low);
      sink.put(high, low);
      frames++;
      if (frames % TRIMMED_EVERY == 0) {
        Torch.trimMemory();
      }
      listener.onFrame(frames);
    }
  }
}
