package org.perdura.cli.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.perdura.cli.render.Panels.Label;
import org.perdura.grid.picture.Background;
import org.perdura.grid.picture.SmokePicture;
import org.perdura.media.Frame;

final class PanelsTest {

  private static final List<String> ONE_ROW = List.of("");

  private static Panels panels(List<Label> columns, List<String> rows) {
    return new Panels(columns, rows, 81, 40, Background.DARK);
  }

  /** How many pixels are brighter than what is around the pictures. */
  private static int bright(Frame frame, int left, int top, int right, int bottom) {
    int count = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        count += (frame.pixels()[(y * frame.width() + x) * Frame.CHANNELS] & 0xff) > 120 ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void withoutLabelsThereIsNoRoomForThem() {
    Panels panels = panels(List.of(Label.NONE), ONE_ROW);
    assertThat(panels.width()).isEqualTo(81 + 1); // even
    assertThat(panels.height()).isEqualTo(40);
    Panels two = panels(List.of(Label.NONE, Label.NONE), ONE_ROW);
    assertThat(two.width()).isEqualTo(4 + 81 + 4 + 81 + 4);
    assertThat(two.height()).isEqualTo(4 + 40 + 4);
    Frame blank = panels.blank().frame(0, 1);
    assertThat(bright(blank, 0, 0, blank.width(), blank.height())).isZero();
  }

  @Test
  void labelsStandAboveTheirColumnsAndAreNotWiderThanThese() {
    var long1 = new Label("a name that is far too long for it", "64x64, interpolated 4x");
    Panels panels = panels(List.of(long1, new Label("low", "é€"), Label.NONE), ONE_ROW);
    Frame blank = panels.blank().frame(0, 1);
    int header = panels.height() - 44;
    assertThat(bright(blank, 4, 0, 85, header)).isGreaterThan(100);
    assertThat(bright(blank, 85, 0, 89, header)).isZero(); // the gap
    assertThat(bright(blank, 89, 0, 130, header)).isGreaterThan(30);
    assertThat(bright(blank, 170, 0, panels.width(), header)).isZero();
    assertThat(bright(blank, 0, header, panels.width(), panels.height())).isZero();
  }

  @Test
  void rowsAreNamedAtTheLeft() {
    Panels panels = panels(List.of(Label.NONE), List.of("frame 0", "frame 10"));
    int margin = panels.width() - 85;
    Frame blank = panels.blank().frame(0, 1);
    assertThat(margin).isBetween(40, 100);
    assertThat(bright(blank, 0, 4, margin, 44)).isGreaterThan(20);
    assertThat(bright(blank, 0, 48, margin, 88)).isGreaterThan(20);
  }

  @Test
  void picturesGoIntoTheirPlaces() {
    Panels panels = panels(Collections.nCopies(2, Label.NONE), Collections.nCopies(2, ""));
    Canvas canvas = panels.blank();
    var white = new byte[81 * 40 * Frame.CHANNELS];
    Arrays.fill(white, (byte) 255);
    panels.draw(canvas, new SmokePicture(81, 40, white), 1, 1);
    Frame drawn = canvas.frame(0, 1);
    assertThat(bright(drawn, 0, 0, drawn.width(), drawn.height())).isEqualTo(81 * 40);
    assertThat(bright(drawn, 4 + 85, 4 + 44, 4 + 85 + 81, 4 + 44 + 40)).isEqualTo(81 * 40);
    var other = new SmokePicture(40, 81, white);
    assertThatThrownBy(() -> panels.draw(canvas, other, 0, 0))
        .hasMessage("a picture of 40x81: must be 81x40");
  }

  @Test
  void textsAreCutWhereTheyDoNotFit() {
    Glyphs glyphs = Glyphs.SMALL;
    assertThat(glyphs.width("")).isZero();
    assertThat(glyphs.width("ii")).isLessThan(glyphs.width("mm"));
    assertThat(glyphs.fitted("truth", glyphs.width("truth"))).isEqualTo("truth");
    String cut = glyphs.fitted("a long text", glyphs.width("a long te"));
    assertThat(cut).matches("a (lon|long)[.]{3}");
    assertThat(glyphs.width(cut)).isLessThanOrEqualTo(glyphs.width("a long te"));
    assertThat(glyphs.fitted("text", 1)).isEmpty();
  }
}
