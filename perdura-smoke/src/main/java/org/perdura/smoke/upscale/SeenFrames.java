package org.perdura.smoke.upscale;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which frames a generator sees for each frame it makes: neighbours, and at the ends of the
 * sequence the outermost in their place. So the frames at an end change when others are added
 * there.
 *
 * @param first number
 * @param last number
 * @param neighbours before and after each
 */
record SeenFrames(int first, int last, int neighbours) {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9}) to (\\d{1,9})");

  SeenFrames(List<Integer> numbers, int neighbours) {
    this(numbers.get(0), numbers.get(numbers.size() - 1), neighbours);
  }

  /** What stands for a number that may lie beyond the ends. */
  int nearest(int number) {
    return Math.min(Math.max(number, first), last);
  }

  /** Of the same generator, as {@link #toString} says it; empty if this is no such text. */
  Optional<SeenFrames> parse(String range) {
    Matcher match = RANGE.matcher(range);
    return match.matches()
        ? Optional.of(
            new SeenFrames(
                Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)), neighbours))
        : Optional.empty();
  }

  boolean contains(int number) {
    return number >= first && number <= last;
  }

  /** Whether none of these frames is missing there. */
  boolean isWithin(SeenFrames other) {
    return first >= other.first && last <= other.last;
  }

  /** Whether a frame of both is made from the same frames in both. */
  boolean isSeenAlike(int number, SeenFrames other) {
    for (int n = number - neighbours; n <= number + neighbours; n++) {
      if (nearest(n) != other.nearest(n)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return first + " to " + last;
  }
}
