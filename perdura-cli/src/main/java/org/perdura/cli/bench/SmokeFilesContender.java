package org.perdura.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.perdura.fluid.output.Existing;
import org.perdura.grid.GridSize;
import org.perdura.grid.VectorField.Placement;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.GridSequence;
import org.perdura.nn.Precision;
import org.perdura.smoke.upscale.CoarseSequence;
import org.perdura.smoke.upscale.SequenceUpscaler;
import org.perdura.smoke.upscale.SmokeModel;
import org.perdura.smoke.upscale.UpscaleSettings;

/** A whole sequence of files upscaled, in a folder that is then removed. */
final class SmokeFilesContender extends SmokeContender {

  private static final long MEMORY = 4L << 30;

  private final SmokeModel model;
  private final int frames;

  /**
   * @param model owned here
   * @param frames of the sequence
   */
  SmokeFilesContender(
      String name, SmokeModel model, GridSize low, Precision precision, int frames) {
    super(name, low, precision, model.generator().multiplyAddsPerCell());
    this.model = model;
    this.frames = frames;
  }

  @Override
  void frames(double atLeastSeconds, StepTimes into) throws IOException {
    Path folder = Files.createTempDirectory("perdura-bench");
    try {
      draw(folder);
      double sum = 0;
      do {
        double seconds = upscale(folder);
        into.add(seconds / frames);
        sum += seconds;
      } while (sum < atLeastSeconds);
    } finally {
      delete(folder);
    }
  }

  private void draw(Path folder) throws IOException {
    var smoke = new DrawnSmoke(low());
    for (int frame = 0; frame < frames; frame++) {
      String number = "%04d.uni".formatted(frame);
      GridFiles.write(folder.resolve("density_" + number), smoke.density(frame));
      GridFiles.write(folder.resolve("velocity_" + number), smoke.velocity(frame, Placement.FACES));
    }
  }

  /** From the first frame read to the last written, seconds. */
  private double upscale(Path folder) throws IOException {
    var sequence = GridSequence.density(folder.toString());
    return new SequenceUpscaler(
            model,
            CoarseSequence.of(sequence, null, model),
            folder.resolve("fine").toString(),
            Existing.REPLACE,
            new UpscaleSettings(precision(), MEMORY, false))
        .run(done -> {})
        .seconds();
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (var files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
