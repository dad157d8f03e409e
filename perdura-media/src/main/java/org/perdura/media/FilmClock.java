package org.perdura.media;

import java.nio.file.Path;

/** The frames' times in the units of the film that is written. */
final class FilmClock {

  private final Path target;
  private final VideoInfo source;
  private final Rational timeBase;
  private long lastPts;
  private long lastSourcePts;

  /**
   * @param target for messages
   * @param source of whose time base the frames' times are
   * @param timeBase of what is written
   */
  FilmClock(Path target, VideoInfo source, Rational timeBase) {
    this(target, source, timeBase, Long.MIN_VALUE, Long.MIN_VALUE);
  }

  /**
   * One that goes on.
   *
   * @param lastPts of the one before
   * @param lastSourcePts of the one before
   */
  FilmClock(Path target, VideoInfo source, Rational timeBase, long lastPts, long lastSourcePts) {
    this.target = target;
    this.source = source;
    this.timeBase = timeBase;
    this.lastPts = lastPts;
    this.lastSourcePts = lastSourcePts;
  }

  /** Of the last frame, in units of the film that is written. */
  long lastPts() {
    return lastPts;
  }

  /** Of the last frame, in units of its source. */
  long lastSourcePts() {
    return lastSourcePts;
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
