package org.perdura.adversarial.judge;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.perdura.nn.Tensor;
import org.perdura.recipe.Default;

/**
 * What a judge is shown, as a recipe says it.
 *
 * @param kind frames by themselves, or aligned to one another, or both
 * @param every how many frames lie between two looks; a temporal look takes in three frames, so
 *     that with 3 each frame is seen once
 * @param conditional whether the judge sees what the generator was given, too
 * @param detail show of each frame only what it adds to its condition: what a judge is to look at
 *     is small beside the picture it lies on. The condition itself it need not see for that
 * @param differences of a temporal look: in place of the outer two frames show by how much they
 *     differ from the middle one; what changes is small beside what stays
 * @param gain what frames are multiplied by
 * @param offset what is added to frames after that; with a gain of 2 and -1 pictures from 0 to 1
 *     become those from -1 to 1
 * @param crop which part of each side counts, around the centre: alignment is not to be relied on
 *     near the border
 * @param border what happens to the rest
 * @param jitter by up to how many pixels less one a cut is shifted from look to look; 1 for never.
 *     A network of strides pulls the generator's output into patterns in step with them, unless its
 *     grid lies elsewhere every time
 */
public record ViewSettings(
    @Default("spatio-temporal") Kind kind,
    @Default("3") int every,
    @Default("true") boolean conditional,
    @Default("false") boolean detail,
    @Default("false") boolean differences,
    @Default("1") double gain,
    @Default("0") double offset,
    @Default("1") double crop,
    @Default("cut") Border border,
    @Default("1") int jitter) {

  /** Frames that a look takes in if it is not spatial alone. */
  public static final int TRIPLET = 3;

  /** What a look takes in. */
  public enum Kind {
    /** One frame (and its condition). */
    SPATIAL,
    /** Three frames aligned to the middle one (and its condition). */
    TEMPORAL,
    /** Three frames as they are, the same aligned to the middle one (and three conditions). */
    SPATIO_TEMPORAL
  }

  /** What happens to what lies outside the crop. */
  public enum Border {
    /** It is cut off from all that the judge sees. */
    CUT,
    /** It becomes 0 in aligned frames and stays in others. */
    ZERO
  }

  public ViewSettings {
    if (every < 1) {
      throw new IllegalArgumentException("every: " + every + ", must be 1 or more");
    }
    if (!(crop > 0 && crop <= 1)) {
      throw new IllegalArgumentException("crop: " + crop + ", must be above 0 and at most 1");
    }
    if (jitter < 1 || (jitter > 1 && (border != Border.CUT || crop == 1))) {
      throw new IllegalArgumentException(
          "jitter: %d, must be 1 or more, and 1 unless a crop below 1 is cut".formatted(jitter));
    }
    if (differences && kind != Kind.TEMPORAL) {
      throw new IllegalArgumentException(
          "differences: true with kind %s; must be with temporal"
              .formatted(kind.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }
  }

  /**
   * The view.
   *
   * @param enlarge brings a condition to the size of the frames
   */
  public View create(UnaryOperator<Tensor> enlarge) {
    return switch (kind) {
      case SPATIAL -> new FrameView(this, enlarge);
      case TEMPORAL, SPATIO_TEMPORAL -> new TripletView(this, enlarge);
    };
  }
}
