package org.perdura.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perdura.media.Frame;
import org.perdura.media.FrameReader;
import org.perdura.media.Media;
import org.perdura.media.Rational;
import org.perdura.media.WriterOptions;
import org.perdura.nn.SafeTensors;
import org.perdura.video.model.GeneratorSpec;

/** Films and models that are drawn for a test. */
final class Drawn {

  private Drawn() {}

  /** Stripes and dots that move, which no codec makes small. */
  static Frame frame(int width, int height, int step) {
    var pixels = new byte[width * height * Frame.CHANNELS];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * Frame.CHANNELS;
        int cell = ((x + step) / 3 * 31 + (y + step) / 2 * 17) % 97;
        pixels[at] = (byte) (60 + cell * 2);
        pixels[at + 1] = (byte) (128 + 100 * Math.sin((x + 2 * step) * 0.3));
        pixels[at + 2] = (byte) (128 + 100 * Math.cos((x + y + step) * 0.2));
      }
    }
    return new Frame(width, height, 8, pixels, step, 1);
  }

  /** A film of 12 frames a second, or pictures, as the name says. */
  static Path film(Path file, int width, int height, int frames) throws IOException {
    var options = WriterOptions.atRate(new Rational(12, 1)).withThreads(1).withQuality(10);
    try (var writer = Media.create(file.toString(), options)) {
      for (int i = 0; i < frames; i++) {
        writer.write(frame(width, height, i));
      }
      writer.finish();
    }
    return file;
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

  /** A small network that has learned nothing. */
  static Path model(Path file) throws IOException {
    return model(file, Map.of());
  }

  /**
   * The same with other metadata.
   *
   * @param changes replace what the network says of itself
   */
  static Path model(Path file, Map<String, String> changes) throws IOException {
    var spec = GeneratorSpec.compact(8, 1);
    var metadata = new LinkedHashMap<>(spec.metadata());
    metadata.putAll(changes);
    try (var generator = spec.create(1)) {
      SafeTensors.write(file, generator.state(), metadata);
    }
    return file;
  }
}
