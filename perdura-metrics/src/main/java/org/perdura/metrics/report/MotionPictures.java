package org.perdura.metrics.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.perdura.media.Frame;

/** Shows how far results move otherwise than the truth: the length of the flows' difference. */
final class MotionPictures {

  private final Flow flow;
  private final int width;

  /** Pictures of at most as many pixels' width. */
  MotionPictures(Flow flow, int width) {
    this.flow = flow;
    this.width = width;
  }

  /** The motion between two moments, in the judged area and on one scale for all results. */
  ScenePictures.Motion of(Moment before, Moment now) throws IOException {
    Region judged = JudgedArea.of(now.truth());
    Frame truth = judged.cut(now.truth());
    float[] expected = flow.between(judged.cut(before.truth()), truth);
    Frame shown = Shrink.toWidth(truth, width);
    var fields = new ArrayList<float[]>();
    for (int i = 0; i < now.results().size(); i++) {
      float[] actual =
          flow.between(judged.cut(before.results().get(i)), judged.cut(now.results().get(i)));
      float[] lengths = lengths(actual, expected);
      fields.add(
          Shrink.area(lengths, truth.width(), truth.height(), 1, shown.width(), shown.height()));
    }
    double top = Heat.top(fields);
    List<EmbeddedPicture> pictures = new ArrayList<>();
    for (float[] field : fields) {
      pictures.add(EmbeddedPicture.jpeg(Heat.picture(field, shown.width(), shown.height(), top)));
    }
    pictures.add(EmbeddedPicture.jpeg(shown));
    return new ScenePictures.Motion(now.number(), top, pictures);
  }

  private static float[] lengths(float[] actual, float[] expected) {
    float[] lengths = new float[actual.length / 2];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] =
          (float)
              Math.hypot(actual[2 * i] - expected[2 * i], actual[2 * i + 1] - expected[2 * i + 1]);
    }
    return lengths;
  }
}
