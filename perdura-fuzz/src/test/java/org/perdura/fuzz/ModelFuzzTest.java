package org.perdura.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import org.perdura.smoke.upscale.SmokeModel;
import org.perdura.video.upscale.VideoModel;

/** Models of both domains: no file makes a network larger than itself. */
final class ModelFuzzTest {

  @FuzzTest
  void loads(byte[] content) {
    byte[] bytes = TensorFile.of(content);
    Path file = Reading.file(".safetensors", bytes);
    Reading.check(bytes.length, () -> VideoModel.load(file.toString()).close());
    Reading.check(bytes.length, () -> SmokeModel.load(file.toString()).close());
  }
}
