package org.perdura.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.Map;
import org.perdura.fluid.output.LabelFile;

/** Labels, which say how results were made. */
final class LabelFuzzTest {

  @FuzzTest
  void reads(byte[] content) {
    Path file = Reading.file(".txt", content);
    Reading.check(
        content.length,
        () -> LabelFile.requireSame(file, LabelFile.read(file), Map.of("model", "a")));
  }
}
