package org.perdura.media;

import java.nio.file.Path;

/** The frames' times in the units of the film that is written. */
final class FilmClock {

  private final Path target;
  private final VideoInfo source;
  private final Rational timeBase;
  private long lastPts = Long.MIN_VALUE;
  private long lastSourcePts = Long.MIN_VALUE;

  /**
   * @param target for messages
   * @param source of whose time base the frames' times are
   * @param timeBase of what is written
   */
  FilmClock(Path target, VideoInfo source, Rational timeBase) {
    this.target = target;
    this.source = source;
    this.timeBase = timeBase;
  }

  /**
   * When the next frame is shown: after the one before, even if the unit cannot tell them apart.
   */
  long next(Frame frame) {
    if (frame.pts() <= lastSourcePts) {
      throw new IllegalArgumentException(
          "%s: pts %d after %d, must be above".formatted(target, frame.pts(), lastSourcePts));
    }
    lastPts = Math.max(rescaled(frame.pts()), lastPts + 1);
    lastSourcePts = frame.pts();
    return lastPts;
  }

  long duration(Frame frame) {
    long given = rescaled(frame.duration());
    return given > 0 ? given : Math.max(1, Av.rescale(1, source.frameRate().inverse(), timeBase));
  }

  private long rescaled(long time) {
    return Av.rescale(time, source.timeBase(), timeBase);
  }
}
