package org.perdura.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.perdura.media.Media;
import org.perdura.media.ReaderOptions;
import org.perdura.media.WriterOptions;
import org.perdura.nn.Precision;
import org.perdura.nn.Torch;
import org.perdura.video.model.VideoGenerator;
import org.perdura.video.upscale.FilmUpscaler;
import org.perdura.video.upscale.UpscaleSettings;

/**
 * A whole film upscaled, H.264 to H.264.
 *
 * @param frames of the film
 * @param seconds from opening the input to the finished output
 * @param processorSeconds of the process meanwhile
 * @param peakMegabytes highest resident memory
 */
record FilmRun(int frames, double seconds, double processorSeconds, double peakMegabytes) {

  private static final long MEMORY = 4L << 30;
  private static final int CODING_THREADS = 2;

  /** Draws a film and upscales it, in a folder that is then removed. */
  static FilmRun of(
      MovingPattern pattern,
      int frames,
      VideoGenerator generator,
      Precision precision,
      ProgressLines progress)
      throws IOException {
    Path folder = Files.createTempDirectory("perdura-bench");
    Path low = folder.resolve("low.mp4");
    Path high = folder.resolve("high.mp4");
    try {
      pattern.write(low, frames, CODING_THREADS);
      Torch.trimMemory();
      ProcessFigures.resetPeakMemory();
      double processor = ProcessFigures.processorSeconds();
      long start = System.nanoTime();
      upscale(low, high, generator, precision, progress);
      return new FilmRun(
          frames,
          (System.nanoTime() - start) * 1e-9,
          ProcessFigures.processorSeconds() - processor,
          ProcessFigures.peakMegabytes());
    } finally {
      for (Path file : List.of(low, high, folder)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void upscale(
      Path low, Path high, VideoGenerator generator, Precision precision, ProgressLines progress)
      throws IOException {
    var settings = new UpscaleSettings(VideoGenerator.SCALE, precision, MEMORY, true);
    try (var reader =
            Media.open(low.toString(), ReaderOptions.DEFAULT.withThreads(CODING_THREADS));
        var writer =
            Media.create(
                high.toString(), WriterOptions.like(reader.info()).withThreads(CODING_THREADS))) {
      new FilmUpscaler(generator, settings)
          .run(reader, writer, done -> progress.at("film, frame " + done));
      writer.finish();
    }
  }
}
