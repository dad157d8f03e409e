package org.perdura.smoke.upscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeenFramesTest {

  private static List<Integer> changed(SeenFrames before, SeenFrames now) {
    return IntStream.rangeClosed(before.first(), before.last())
        .filter(number -> !now.isSeenAlike(number, before))
        .boxed()
        .toList();
  }

  @Test
  void thoseAtAnEndChangeWhereOthersAreAdded() {
    var before = new SeenFrames(3, 9, 2);
    assertThat(changed(before, before)).isEmpty();
    assertThat(changed(before, new SeenFrames(3, 20, 2))).containsExactly(8, 9);
    assertThat(changed(before, new SeenFrames(2, 9, 2))).containsExactly(3, 4);
    assertThat(changed(before, new SeenFrames(0, 10, 2))).containsExactly(3, 4, 8, 9);
    assertThat(changed(new SeenFrames(3, 9, 0), new SeenFrames(0, 20, 0))).isEmpty();
  }

  @Test
  void areReadBackAsTheyAreWritten() {
    var seen = new SeenFrames(3, 9, 1);
    assertThat(new SeenFrames(0, 0, 1).parse(seen.toString())).contains(seen);
    assertThat(seen.parse("")).isEmpty();
    assertThat(seen.parse("3 to")).isEmpty();
  }
}
