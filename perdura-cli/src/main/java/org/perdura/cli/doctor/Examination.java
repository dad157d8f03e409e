package org.perdura.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.perdura.cli.FrameSize;
import org.perdura.cli.bench.DrawnSmoke;
import org.perdura.cli.bench.MovingPattern;
import org.perdura.cli.report.Failures;
import org.perdura.fluid.output.Existing;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.GridSequence;
import org.perdura.media.Frame;
import org.perdura.media.FrameReader;
import org.perdura.media.FrameWriter;
import org.perdura.media.Media;
import org.perdura.media.Rational;
import org.perdura.media.VideoCodec;
import org.perdura.media.WriterOptions;
import org.perdura.metrics.FarnebackFlow;
import org.perdura.nn.Precision;
import org.perdura.smoke.upscale.CoarseSequence;
import org.perdura.smoke.upscale.SequenceUpscaler;
import org.perdura.smoke.upscale.SmokeModel;
import org.perdura.video.upscale.FilmUpscaler;
import org.perdura.video.upscale.UpscaleListener;
import org.perdura.video.upscale.UpscaleSettings;
import org.perdura.video.upscale.VideoModel;

/** One part of the self-test: something small that uses a library as the commands do. */
enum Examination {
  /** What is coded exactly must come back exactly. */
  FILM("film") {
    @Override
    String work(Path folder) throws IOException {
      Path film = folder.resolve("exact.mkv");
      List<Frame> drawn = frames();
      try (FrameWriter writer = Media.create(film.toString(), like().withCodec(VideoCodec.FFV1))) {
        write(writer, drawn);
      }
      List<Frame> read = read(film);
      require(read.size() == drawn.size(), "%d frames of %d".formatted(read.size(), drawn.size()));
      for (int i = 0; i < read.size(); i++) {
        require(
            Arrays.equals(read.get(i).pixels(), drawn.get(i).pixels()),
            "frame %d comes back changed".formatted(i));
      }
      return "written and read exactly";
    }
  },

  /** A network may refine a picture, but not change its colours. */
  VIDEO("video") {
    @Override
    String work(Path folder) throws IOException {
      List<Frame> low = frames();
      Path in = folder.resolve("low.mkv");
      try (FrameWriter writer = Media.create(in.toString(), like().withCodec(VideoCodec.FFV1))) {
        write(writer, low);
      }
      var settings = new UpscaleSettings(4, Precision.of("auto"), MEMORY, true);
      Path out = folder.resolve("high.mp4");
      double rate;
      try (VideoModel model = VideoModel.load(VideoModel.DEFAULT);
          FrameReader reader = Media.open(in.toString());
          FrameWriter writer = Media.create(out.toString(), WriterOptions.like(reader.info()))) {
        var summary =
            new FilmUpscaler(model.generator(), settings)
                .run(reader, writer, UpscaleListener.SILENT);
        writer.finish();
        rate = summary.frames() / summary.seconds();
      }
      List<Frame> high = read(out);
      require(high.size() == low.size(), "%d frames of %d".formatted(high.size(), low.size()));
      Frame last = high.get(high.size() - 1);
      for (int channel = 0; channel < Frame.CHANNELS; channel++) {
        double shift = mean(last, channel) - mean(low.get(low.size() - 1), channel);
        require(
            Math.abs(shift) < 2, "channel %d is shifted by %.1f of 255".formatted(channel, shift));
      }
      return "%s upscales %s to %dx%d, %.3g frames a second, the first few"
          .formatted(VideoModel.DEFAULT, SIZE, last.width(), last.height(), rate);
    }
  },

  /** Finer smoke is as much smoke. */
  SMOKE("smoke") {
    @Override
    String work(Path folder) throws IOException {
      var size = GridSize.flat(32, 32);
      var drawn = new DrawnSmoke(size);
      for (int i = 0; i < SMOKE_FRAMES; i++) {
        String number = "%04d.uni".formatted(i);
        GridFiles.write(folder.resolve("density_" + number), drawn.density(i));
        GridFiles.write(folder.resolve("velocity_" + number), drawn.velocity(i, Placement.FACES));
      }
      double seconds;
      Path fine = folder.resolve("fine");
      try (SmokeModel model = SmokeModel.load(SmokeModel.DEFAULT_2D)) {
        var low = GridSequence.density(folder.toString());
        var settings =
            new org.perdura.smoke.upscale.UpscaleSettings(Precision.of("auto"), MEMORY, false);
        seconds =
            new SequenceUpscaler(
                    model,
                    CoarseSequence.of(low, null, model),
                    fine.toString(),
                    Existing.REPLACE,
                    settings)
                .run(done -> {})
                .seconds();
      }
      var high =
          (ScalarField) GridFiles.read(fine.resolve("density_%04d.uni".formatted(0))).field();
      double there = mean(high.values());
      double expected = mean(drawn.density(0).values());
      require(
          Math.abs(there / expected - 1) < 0.1,
          "mean density %.3f instead of %.3f".formatted(there, expected));
      return "%s upscales %s to %s, %.0f ms a frame"
          .formatted(SmokeModel.DEFAULT_2D, size, high.size(), 1000 * seconds / SMOKE_FRAMES);
    }
  },

  /** Smoke's two formats of other programs. */
  GRIDS("grids") {
    @Override
    String work(Path folder) throws IOException {
      var field = new DrawnSmoke(new GridSize(16, 12, 8)).density(0);
      for (String name : new String[] {"grid.npz", "grid.vdb"}) {
        Path file = folder.resolve(name);
        GridFiles.write(file, field);
        var read = (ScalarField) GridFiles.read(file).field();
        require(
            Arrays.equals(read.values(), field.values()), "%s comes back changed".formatted(name));
      }
      return "written and read exactly as .npz and .vdb";
    }
  },

  /** The metrics' library. */
  FLOW("flow") {
    @Override
    String work(Path folder) {
      List<Frame> drawn = frames();
      float[] flow = FarnebackFlow.between(drawn.get(0), drawn.get(1));
      double x = 0;
      double y = 0;
      for (int i = 0; i < flow.length; i += 2) {
        x += 2 * flow[i] / flow.length;
        y += 2 * flow[i + 1] / flow.length;
      }
      double error = Math.hypot(x + MovingPattern.SPEED_X, y + MovingPattern.SPEED_Y);
      require(error < 0.1, "a motion is seen %.2f pixels wrong".formatted(error));
      return "a motion is seen to %.2f pixels".formatted(error);
    }
  };

  private static final FrameSize SIZE = new FrameSize(160, 96);
  private static final int FRAMES = 12;
  private static final int SMOKE_FRAMES = 3;
  private static final long MEMORY = 4L << 30;

  private final String label;

  Examination(String label) {
    this.label = label;
  }

  /** Something is not as it must be. */
  private static final class UnwellException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private UnwellException(String message) {
      super(message);
    }
  }

  /**
   * Does it.
   *
   * @return a few words about what was seen
   */
  abstract String work(Path folder) throws IOException;

  /** Does it, and takes whatever goes wrong for the finding. */
  Finding make(Path folder) {
    try {
      Path own = Files.createDirectory(folder.resolve(label));
      return new Finding(label, true, work(own));
    } catch (UnwellException e) {
      return new Finding(label, false, "FAILED: " + e.getMessage());
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      return new Finding(label, false, "FAILED: " + Failures.line(e));
    }
  }

  static void require(boolean well, String otherwise) {
    if (!well) {
      throw new UnwellException(otherwise);
    }
  }

  static WriterOptions like() {
    return WriterOptions.atRate(new Rational(25, 1));
  }

  static List<Frame> frames() {
    var pattern = new MovingPattern(SIZE);
    var frames = new ArrayList<Frame>();
    for (int t = 0; t < FRAMES; t++) {
      frames.add(pattern.frame(t));
    }
    return frames;
  }

  static void write(FrameWriter writer, List<Frame> frames) throws IOException {
    for (Frame frame : frames) {
      writer.write(frame);
    }
    writer.finish();
  }

  static List<Frame> read(Path film) throws IOException {
    var frames = new ArrayList<Frame>();
    try (FrameReader reader = Media.open(film.toString())) {
      for (Frame frame = reader.read(); frame != null; frame = reader.read()) {
        frames.add(frame);
      }
    }
    return frames;
  }

  static double mean(Frame frame, int channel) {
    double sum = 0;
    for (int i = channel; i < frame.pixels().length; i += Frame.CHANNELS) {
      sum += frame.pixels()[i] & 0xff;
    }
    return sum * Frame.CHANNELS / frame.pixels().length;
  }

  static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
