package org.perdura.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.perdura.media.Media;
import org.perdura.media.ReaderOptions;

/**
 * Films and pictures. FFmpeg itself is not instrumented, so that the fuzzer is led by what Java
 * makes of its answers.
 */
final class MediaFuzzTest {

  private static final int FRAMES = 3;

  @FuzzTest
  void reads(byte[] content) {
    Path file = Reading.file(".film", content);
    Reading.check(content.length, () -> read(file));
  }

  private static void read(Path file) throws IOException {
    try (var reader = Media.open(file.toString(), ReaderOptions.DEFAULT.withThreads(1))) {
      for (int i = 0; i < FRAMES && reader.read() != null; i++) {}
    }
  }
}
