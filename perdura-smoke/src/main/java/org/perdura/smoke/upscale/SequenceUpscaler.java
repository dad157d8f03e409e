package org.perdura.smoke.upscale;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.perdura.fluid.output.Existing;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.io.GridSequence;
import org.perdura.nn.Torch;
import org.perdura.smoke.model.SmokeGenerator;

/**
 * Upscales a sequence of any length in bounded memory. One thread reads ahead, the caller's
 * computes, others write; a frame's result depends on no other's, so that what was interrupted is
 * finished as if it had not been.
 */
public final class SequenceUpscaler {

  /** Frames after which the holes between what lives go back to the system. */
  private static final int TRIMMED_EVERY = 8;

  private final SmokeModel model;
  private final CoarseSequence input;
  private final UpscaledFrames output;
  private final UpscaleSettings settings;
  private final MemoryPlan plan;
  private final List<Integer> missing;
  private volatile boolean stopped;

  /**
   * Looks at all that can be wrong before the work begins; nothing is written yet.
   *
   * @param model not closed here
   * @param output a sequence such as {@code fine/density_%04d.npz}; or a folder, for the same names
   * @throws IOException one line: what is there must not be touched, or is of another making
   * @throws IllegalArgumentException if not even the smallest tile fits into the memory allowed
   */
  public SequenceUpscaler(
      SmokeModel model,
      CoarseSequence input,
      String output,
      Existing existing,
      UpscaleSettings settings)
      throws IOException {
    this.model = model;
    this.input = input;
    this.settings = settings;
    var seen = new SeenFrames(input.density().numbers(), model.generator().neighbours());
    this.output = new UpscaledFrames(output, input, making(), seen, existing);
    plan = MemoryPlan.of(model.generator(), input.density().info().size(), settings.memory());
    missing = this.output.missing();
  }

  /** What frames must have in common to be one result; threads and tiles change only rounding. */
  private Map<String, String> making() throws IOException {
    GridSequence density = input.density();
    var making = new LinkedHashMap<String, String>();
    making.put("input", absolute(density));
    making.put("velocity", input.velocity().map(SequenceUpscaler::absolute).orElse("none"));
    making.put("size", density.info().size().toString());
    density.rate().ifPresent(rate -> making.put("frame-rate", Double.toString(rate)));
    making.put("model", model.identity());
    making.put("precision", settings.precision().name().toLowerCase(Locale.ROOT));
    making.put("conserve-mass", Boolean.toString(settings.conserveMass()));
    density.box().ifPresent(box -> making.put("voxels", box));
    return making;
  }

  private static String absolute(GridSequence sequence) {
    return sequence.name().in(sequence.name().folder().toAbsolutePath().normalize()).toString();
  }

  /** How many frames are there already. */
  public int done() {
    return total() - missing.size();
  }

  /** How many there will be. */
  public int total() {
    return input.density().numbers().size();
  }

  /** Where the frames go, as a pattern. */
  public String name() {
    return output.name().toString();
  }

  /**
   * Makes the frames that are missing.
   *
   * @param onFrame told after every frame how many are there now
   * @throws IOException one line: a frame cannot be read or written
   */
  public UpscaleSummary run(IntConsumer onFrame) throws IOException {
    long start = System.nanoTime();
    output.begin();
    model.generator().training(false);
    try (var workers = new Workers(plan.outputs() - 1)) {
      var run = new Run(workers, onFrame);
      run.all();
      double seconds = (System.nanoTime() - start) * 1e-9;
      return new UpscaleSummary(run.written, seconds, run.tiles, run.written == missing.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
  }

  /** Asks, from any thread, to stop after the present frame. */
  public void stop() {
    stopped = true;
  }

  /** One sequence's way through. */
  private final class Run {

    private final Workers workers;
    private final IntConsumer onFrame;
    private final LowFrames source = new LowFrames(input, model.generator().neighbours());
    private final Deque<Integer> unread = new ArrayDeque<>(missing);
    private final Deque<Future<LowFrame>> ahead = new ArrayDeque<>();
    private final Deque<Future<float[]>> behind = new ArrayDeque<>(); // arrays to be used again
    private int written;
    private int tiles;

    private Run(Workers workers, IntConsumer onFrame) {
      this.workers = workers;
      this.onFrame = onFrame;
    }

    private void all() throws IOException, InterruptedException {
      GridSize low = input.density().info().size();
      GridSize high = low.times(SmokeGenerator.SCALE);
      var upscaler = new FrameUpscaler(model.generator(), settings, low, plan.tileCells());
      for (int i = 0; i < missing.size() && !stopped; i++) {
        readAhead();
        LowFrame frame = Workers.result(ahead.poll());
        readAhead();
        float[] values = behind.size() < plan.outputs() - 1 ? new float[high.cells()] : oldest();
        tiles = Math.max(tiles, upscaler.upscale(frame, values));
        var density = new ScalarField(high, values);
        behind.add(
            workers.write(
                () -> {
                  output.write(frame.number(), density);
                  return values;
                }));
      }
      while (!behind.isEmpty()) {
        oldest();
      }
    }

    private void readAhead() {
      while (ahead.size() < MemoryPlan.READ_AHEAD && !unread.isEmpty()) {
        int number = unread.poll();
        ahead.add(workers.read(() -> source.read(number)));
      }
    }

    /** Waits until the oldest frame is written. */
    private float[] oldest() throws IOException, InterruptedException {
      float[] values = Workers.result(behind.poll());
      written++;
      if (written % TRIMMED_EVERY == 0) {
        Torch.trimMemory();
      }
      onFrame.accept(done() + written);
      return values;
    }
  }
}
