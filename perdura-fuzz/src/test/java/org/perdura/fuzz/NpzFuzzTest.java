package org.perdura.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.perdura.grid.io.NpzFormat;

/** numpy's .npz: whole files, or the array (.npy) in one, which no fuzzer would pack again. */
final class NpzFuzzTest {

  @FuzzTest
  void reads(byte[] content) throws IOException {
    byte[] bytes = Zip.isZip(content) ? content : Zip.of("arr_0.npy", content);
    Path file = Reading.file(".npz", bytes);
    var format = new NpzFormat();
    Reading.check(bytes.length, () -> format.inspect(file));
    Reading.check(bytes.length, () -> format.read(file));
  }
}
