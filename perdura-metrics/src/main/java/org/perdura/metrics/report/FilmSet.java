package org.perdura.metrics.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.perdura.media.Frame;
import org.perdura.media.FrameReader;
import org.perdura.media.Media;
import org.perdura.media.ReaderOptions;

/** The films of a scene, read in step. */
final class FilmSet implements AutoCloseable {

  private static final double DEEP_STEPS_PER_STEP = 257;

  private final List<Path> paths = new ArrayList<>();
  private final List<FrameReader> readers = new ArrayList<>();
  private int next;

  FilmSet(Path truth, List<Path> results) throws IOException {
    paths.add(truth);
    paths.addAll(results);
    try {
      for (Path path : paths) {
        readers.add(Media.open(path.toString(), ReaderOptions.DEFAULT.withThreads(1)));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * The next frame of every film.
   *
   * @throws IOException also if a film has ended or its frames have another size than the truth's
   */
  Moment read() throws IOException {
    var frames = new ArrayList<Frame>();
    for (int i = 0; i < readers.size(); i++) {
      Frame frame = readers.get(i).read();
      if (frame == null) {
        throw new IOException(
            "%s: has %d frames, but more were judged; is it the film that was evaluated?"
                .formatted(paths.get(i), next));
      }
      Frame truth = i == 0 ? frame : frames.get(0);
      if (frame.width() != truth.width() || frame.height() != truth.height()) {
        throw new IOException(
            "%s: frame %d is %dx%d, but the truth's is %dx%d"
                .formatted(
                    paths.get(i),
                    next,
                    frame.width(),
                    frame.height(),
                    truth.width(),
                    truth.height()));
      }
      frames.add(eightBits(frame));
    }
    return new Moment(next++, frames.get(0), List.copyOf(frames.subList(1, frames.size())));
  }

  private static Frame eightBits(Frame frame) {
    if (frame.bits() == 8) {
      return frame;
    }
    var deep = ByteBuffer.wrap(frame.pixels()).order(ByteOrder.nativeOrder()).asShortBuffer();
    var pixels = new byte[deep.remaining()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round((deep.get(i) & 0xffff) / DEEP_STEPS_PER_STEP);
    }
    return Frame.still(frame.width(), frame.height(), pixels);
  }

  @Override
  public void close() {
    readers.forEach(FrameReader::close);
  }
}
