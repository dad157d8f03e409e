package org.perdura.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.perdura.media.Frame;
import org.perdura.media.FrameReader;
import org.perdura.media.Media;

/** Films of equal length, read side by side. */
final class Films implements AutoCloseable {

  private final List<FrameReader> readers = new ArrayList<>();

  Films(List<Path> files) throws IOException {
    try {
      for (Path file : files) {
        readers.add(Media.open(file.toString()));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The next frame of each; empty after the last. */
  List<Frame> read() throws IOException {
    var frames = new ArrayList<Frame>();
    for (FrameReader reader : readers) {
      Frame frame = reader.read();
      if (frame == null) {
        return List.of();
      }
      frames.add(frame);
    }
    return frames;
  }

  @Override
  public void close() {
    readers.forEach(FrameReader::close);
  }
}
