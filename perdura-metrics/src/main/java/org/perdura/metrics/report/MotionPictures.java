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
    Region judged = Region.judged(now.truth());
    float[] expected = flow.between(before.truth(), now.truth());
    Frame shown = Shrink.toWidth(judged.cut(now.truth()), width);
    var fields = new ArrayList<float[]>();
    for (int i = 0; i < now.results().size(); i++) {
      float[] actual = flow.between(before.results().get(i), now.results().get(i));
      float[] lengths = lengths(actual, expected, now.truth().width(), judged);
      fields.add(
          Shrink.area(lengths, judged.width(), judged.height(), 1, shown.width(), shown.height()));
    }
    double top = Heat.top(fields);
    List<EmbeddedPicture> pictures = new ArrayList<>();
    for (float[] field : fields) {
      pictures.add(EmbeddedPicture.jpeg(Heat.picture(field, shown.width(), shown.height(), top)));
    }
    pictures.add(EmbeddedPicture.jpeg(shown));
    return new ScenePictures.Motion(now.number(), top, pictures);
  }

  /** {@code [h, w]} of the area. */
  private static float[] lengths(float[] actual, float[] expected, int width, Region area) {
    float[] lengths = new float[area.width() * area.height()];
    for (int i = 0; i < lengths.length; i++) {
      int x = area.x() + i % area.width();
      int y = area.y() + i / area.width();
      int at = 2 * (y * width + x);
      lengths[i] = (float) Math.hypot(actual[at] - expected[at], actual[at + 1] - expected[at + 1]);
    }
    return lengths;
  }
}
