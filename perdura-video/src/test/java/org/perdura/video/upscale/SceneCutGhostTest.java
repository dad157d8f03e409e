package org.perdura.video.upscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.media.Frame;
import org.perdura.nn.Precision;
import org.perdura.nn.Torch;

/**
 * Behind a hard cut nothing of the old scene is to be seen. Measured is how far the new scene's
 * frames are from those of the new scene upscaled by itself, which knows of no other; and, so that
 * the figure can be trusted, the same where cuts are not looked for.
 */
@Timeout(120)
class SceneCutGhostTest {

  private static final int BEFORE = 8;
  private static final int AFTER = 6;

  @BeforeAll
  static void oneThread() {
    Torch.threads(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"video-4x", "video-4x-detail"})
  void noGhostOfTheOldScene(String name) throws IOException {
    List<Frame> scene = FakeFilm.scene(12, BEFORE, AFTER, 48, 36);
    var film = new ArrayList<>(FakeFilm.scene(11, 0, BEFORE, 48, 36));
    film.addAll(scene);
    try (VideoModel model = VideoModel.load(name)) {
      List<Frame> alone = upscale(model, scene, true);
      double[] found = differences(upscale(model, film, true), alone);
      double[] missed = differences(upscale(model, film, false), alone);
      for (int t = 0; t < AFTER; t++) {
        System.out.printf(
            "%s, frame %d behind the cut: %.3f grey levels of ghost; cuts not looked for: %.3f%n",
            name, t, found[t], missed[t]);
        assertThat(found[t]).as("frame %d", t).isZero();
      }
      assertThat(missed[0]).as("what there would be to see").isGreaterThan(0.2);
    }
  }

  private static List<Frame> upscale(VideoModel model, List<Frame> film, boolean cuts)
      throws IOException {
    var out = new FakeOutput();
    var settings = new UpscaleSettings(4, Precision.FP32, 4L << 30, cuts);
    new FilmUpscaler(model.generator(), settings)
        .run(new FakeFilm(film), out, UpscaleListener.SILENT);
    return out.frames;
  }

  /** Mean absolute difference of the last frames, in grey levels of 255. */
  private static double[] differences(List<Frame> film, List<Frame> alone) {
    var differences = new double[AFTER];
    for (int t = 0; t < AFTER; t++) {
      byte[] there = film.get(BEFORE + t).pixels();
      byte[] expected = alone.get(t).pixels();
      double sum = 0;
      for (int i = 0; i < there.length; i++) {
        sum += Math.abs((there[i] & 255) - (expected[i] & 255));
      }
      differences[t] = sum / there.length;
    }
    return differences;
  }
}
