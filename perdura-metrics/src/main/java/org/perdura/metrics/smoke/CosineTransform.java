package org.perdura.metrics.smoke;

import org.jtransforms.dct.DoubleDCT_1D;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;

/** The orthonormal cosine transform (DCT-II) along all axes of a field. */
final class CosineTransform {

  private CosineTransform() {}

  /**
   * The coefficients.
   *
   * @return {@code [z, y, x]}; the sum of their squares is that of the field's values
   */
  static float[] of(ScalarField field, Slabs slabs) {
    GridSize size = field.size();
    float[] values = field.values().clone();
    alongX(values, size, slabs);
    // A layer holds nx lines along y side by side; a slice of constant y holds nx along z.
    across(values, size.x(), new Lines(size.z(), size.layer(), size.y(), size.x()), slabs);
    if (!size.isFlat()) {
      across(values, size.x(), new Lines(size.y(), size.x(), size.z(), size.layer()), slabs);
    }
    return values;
  }

  /**
   * Where lines lie that are not along x.
   *
   * @param groups of lines side by side
   * @param groupStep from the begin of one group to the next
   * @param length of a line
   * @param step from one value of a line to the next
   */
  private record Lines(int groups, int groupStep, int length, int step) {}

  private static void alongX(float[] values, GridSize size, Slabs slabs) {
    var transform = new DoubleDCT_1D(size.x());
    slabs.run(
        size.y() * size.z(),
        (from, to) -> {
          var line = new double[size.x()];
          for (int row = from; row < to; row++) {
            int first = row * size.x();
            for (int i = 0; i < line.length; i++) {
              line[i] = values[first + i];
            }
            transform.forward(line, true);
            for (int i = 0; i < line.length; i++) {
              values[first + i] = (float) line[i];
            }
          }
        });
  }

  private static void across(float[] values, int width, Lines lines, Slabs slabs) {
    int length = lines.length;
    var transform = new DoubleDCT_1D(length);
    slabs.run(
        lines.groups,
        (from, to) -> {
          var turned = new double[width * length];
          for (int group = from; group < to; group++) {
            int first = group * lines.groupStep;
            for (int j = 0; j < length; j++) {
              for (int i = 0; i < width; i++) {
                turned[i * length + j] = values[first + j * lines.step + i];
              }
            }
            for (int i = 0; i < width; i++) {
              transform.forward(turned, i * length, true);
            }
            for (int j = 0; j < length; j++) {
              for (int i = 0; i < width; i++) {
                values[first + j * lines.step + i] = (float) turned[i * length + j];
              }
            }
          }
        });
  }
}
