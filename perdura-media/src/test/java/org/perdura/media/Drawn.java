package org.perdura.media;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Frames drawn for tests, and the way to the committed films. */
final class Drawn {

  private Drawn() {}

  /** Smooth colours that move with {@code step}, as films have. */
  static Frame smooth(int width, int height, int step) {
    var pixels = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * 3;
        pixels[at] = (byte) (128 + 100 * Math.sin((x + step) * 0.15));
        pixels[at + 1] = (byte) (128 + 100 * Math.sin(y * 0.2 + step * 0.1));
        pixels[at + 2] = (byte) (128 + 100 * Math.cos((x + y) * 0.1));
      }
    }
    return new Frame(width, height, 8, pixels, step, 1);
  }

  /** Noise: every value occurs and nothing can be guessed. */
  static Frame noise(int width, int height, int bits, int seed) {
    var pixels = new byte[width * height * 3 * bits / 8];
    new Random(seed).nextBytes(pixels);
    return new Frame(width, height, bits, pixels, seed, 1);
  }

  static Frame at(Frame frame, long pts, long duration) {
    return new Frame(frame.width(), frame.height(), frame.bits(), frame.pixels(), pts, duration);
  }

  /** The same picture with 16 bits a sample. */
  static Frame deep(Frame frame) {
    byte[] pixels = frame.pixels();
    var deep = ByteBuffer.allocate(pixels.length * 2).order(ByteOrder.nativeOrder());
    for (byte sample : pixels) {
      deep.putShort((short) ((sample & 0xff) * 257));
    }
    return new Frame(
        frame.width(), frame.height(), 16, deep.array(), frame.pts(), frame.duration());
  }

  /** A sample as 0 to 255, of either depth. */
  static double sample(Frame frame, int x, int y, int channel) {
    int index = (y * frame.width() + x) * 3 + channel;
    return frame.bits() == 8
        ? frame.pixels()[index] & 0xff
        : (ByteBuffer.wrap(frame.pixels()).order(ByteOrder.nativeOrder()).getShort(2 * index)
                & 0xffff)
            / 257.0;
  }

  /** In units of 8 bits. */
  static double meanDifference(Frame left, Frame right) {
    double sum = 0;
    for (int y = 0; y < left.height(); y++) {
      for (int x = 0; x < left.width(); x++) {
        for (int c = 0; c < 3; c++) {
          sum += Math.abs(sample(left, x, y, c) - sample(right, x, y, c));
        }
      }
    }
    return sum / (left.width() * left.height() * 3);
  }

  static List<Frame> readAll(String spec) throws IOException {
    try (FrameReader reader = Media.open(spec)) {
      var frames = new ArrayList<Frame>();
      for (Frame frame = reader.read(); frame != null; frame = reader.read()) {
        frames.add(frame);
      }
      return frames;
    }
  }

  static void write(String spec, WriterOptions options, List<Frame> frames) throws IOException {
    try (FrameWriter writer = Media.create(spec, options)) {
      for (Frame frame : frames) {
        writer.write(frame);
      }
      writer.finish();
    }
  }

  static Path resource(String name) {
    try {
      return Path.of(Drawn.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
