package org.perdura.metrics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.perdura.media.BlurDownscale;
import org.perdura.media.Frame;
import org.perdura.media.FrameReader;
import org.perdura.media.Media;
import org.perdura.media.ReaderOptions;

/** Reads the truth, its results and perhaps the low-res film frame by frame, and compares sizes. */
final class FilmsInStep implements AutoCloseable {

  private static final double LARGEST_16_BY_8 = 65535 / 255.0;

  /**
   * What all films show at one time.
   *
   * @param number from 0
   * @param films 8-bit, the truth first
   * @param low 8-bit, or null if no low-res film was given
   */
  record Moment(int number, List<Frame> films, Frame low) {}

  private final List<Path> paths = new ArrayList<>();
  private final List<FrameReader> readers = new ArrayList<>();
  private final boolean withLow;
  private int frames;

  /**
   * @param low a quarter of the others' size; may be null
   */
  FilmsInStep(Scene scene, Path low) throws IOException {
    paths.add(scene.truth());
    paths.addAll(scene.results().values());
    withLow = low != null;
    if (withLow) {
      paths.add(low);
    }
    try {
      for (Path path : paths) {
        readers.add(Media.open(path.toString(), ReaderOptions.DEFAULT.withThreads(1)));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** How many frames the truth has, -1 if it does not say. */
  long expectedFrames() {
    return readers.get(0).info().frames();
  }

  /**
   * The next frame of all films, or null after the last.
   *
   * @throws IOException one line if a film cannot be read, ends before another, or is of another
   *     size
   */
  Moment read() throws IOException {
    var read = new ArrayList<Frame>();
    int ended = -1;
    int going = -1;
    for (int film = 0; film < readers.size(); film++) {
      Frame frame = readers.get(film).read();
      if (frame == null) {
        ended = ended < 0 ? film : ended;
      } else {
        going = going < 0 ? film : going;
        read.add(eightBits(frame));
      }
    }
    if (going < 0) {
      return null;
    }
    if (ended >= 0) {
      throw new IOException(
          "%s: ends after %d frames, but %s goes on"
              .formatted(paths.get(ended), frames, paths.get(going)));
    }
    requireSizes(read);
    Frame low = withLow ? read.remove(read.size() - 1) : null;
    return new Moment(frames++, read, low);
  }

  private void requireSizes(List<Frame> read) throws IOException {
    Frame truth = read.get(0);
    int films = withLow ? read.size() - 1 : read.size();
    for (int film = 1; film < films; film++) {
      require(film, read.get(film), truth.width(), truth.height(), "as " + paths.get(0));
    }
    if (withLow) {
      int width = (truth.width() + BlurDownscale.SCALE - 1) / BlurDownscale.SCALE;
      int height = (truth.height() + BlurDownscale.SCALE - 1) / BlurDownscale.SCALE;
      require(films, read.get(films), width, height, "a quarter of " + paths.get(0));
    }
  }

  private void require(int film, Frame frame, int width, int height, String why)
      throws IOException {
    if (frame.width() != width || frame.height() != height) {
      throw new IOException(
          "%s: frame %d is %dx%d, must be %dx%d, %s"
              .formatted(
                  paths.get(film), frames, frame.width(), frame.height(), width, height, why));
    }
  }

  private static Frame eightBits(Frame frame) {
    if (frame.bits() == 8) {
      return frame;
    }
    ShortBuffer deep =
        ByteBuffer.wrap(frame.pixels()).order(ByteOrder.nativeOrder()).asShortBuffer();
    var pixels = new byte[deep.remaining()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(Short.toUnsignedInt(deep.get(i)) / LARGEST_16_BY_8);
    }
    return new Frame(frame.width(), frame.height(), 8, pixels, frame.pts(), frame.duration());
  }

  @Override
  public void close() {
    readers.forEach(FrameReader::close);
  }
}
