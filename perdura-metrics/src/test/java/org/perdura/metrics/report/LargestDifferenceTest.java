package org.perdura.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.perdura.media.Frame;

class LargestDifferenceTest {

  private static final Frame TRUTH = Clips.noise(200, 120, 1);
  private static final Region ALL = Region.whole(TRUTH);

  @Test
  void findsThePlaceThatIsSpoilt() {
    for (var spot : List.of(new Region(131, 70, 9, 9), new Region(0, 0, 5, 5))) {
      Frame result = Clips.spoilt(TRUTH, spot);

      List<Region> found = LargestDifference.find(TRUTH, List.of(result), ALL, 48, 32, 1);

      assertThat(found).hasSize(1);
      assertThat(contains(found.get(0), spot)).isTrue();
    }
  }

  @Test
  void findsTheSecondPlaceApartFromTheFirst() {
    var large = new Region(150, 80, 20, 20);
    var small = new Region(20, 20, 6, 6);
    Frame result = Clips.spoilt(Clips.spoilt(TRUTH, large), small);

    List<Region> found = LargestDifference.find(TRUTH, List.of(result), ALL, 48, 32, 2);

    assertThat(contains(found.get(0), large)).isTrue();
    assertThat(contains(found.get(1), small)).isTrue();
  }

  @Test
  void theErrorsOfSeveralResultsAddUp() {
    var common = new Region(60, 60, 6, 6);
    Frame one = Clips.spoilt(Clips.spoilt(TRUTH, common), new Region(10, 10, 7, 7));
    Frame other = Clips.spoilt(Clips.spoilt(TRUTH, common), new Region(170, 100, 7, 7));

    List<Region> found = LargestDifference.find(TRUTH, List.of(one, other), ALL, 24, 16, 1);

    assertThat(contains(found.get(0), common)).isTrue();
  }

  @Test
  void staysWithinTheAreaAndLooksNowhereElse() {
    var within = new Region(30, 20, 101, 67);
    Frame result =
        Clips.spoilt(Clips.spoilt(TRUTH, new Region(0, 0, 25, 15)), new Region(126, 82, 4, 4));

    List<Region> found = LargestDifference.find(TRUTH, List.of(result), within, 48, 32, 3);

    assertThat(found).allMatch(region -> contains(within, region));
    assertThat(contains(found.get(0), new Region(126, 82, 4, 4))).isTrue();
  }

  @Test
  void withoutADifferenceItIsTheMiddle() {
    assertThat(LargestDifference.find(TRUTH, List.of(TRUTH), ALL, 48, 32, 2))
        .containsExactly(new Region(76, 44, 48, 32));
  }

  @Test
  void aSmallFrameIsTakenWhole() {
    Frame tiny = Clips.noise(20, 10, 2);
    Frame result = Clips.spoilt(tiny, new Region(3, 3, 2, 2));

    assertThat(LargestDifference.find(tiny, List.of(result), Region.whole(tiny), 48, 32, 2))
        .containsExactly(new Region(0, 0, 20, 10));
  }

  private static boolean contains(Region outer, Region inner) {
    return inner.x() >= outer.x()
        && inner.y() >= outer.y()
        && inner.x() + inner.width() <= outer.x() + outer.width()
        && inner.y() + inner.height() <= outer.y() + outer.height();
  }
}
