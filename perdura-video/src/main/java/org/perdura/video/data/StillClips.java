package org.perdura.video.data;

import java.util.SplittableRandom;

/**
 * Clips made by moving still pictures: pan, zoom, rotation and wind; in some, part of another
 * picture moves by itself in front.
 */
final class StillClips implements ClipSource {

  private static final Motion.Style STYLE = new Motion.Style(0.06, 7, 0.4, 0.35, true);
  private static final double FOREGROUND = 0.45;
  private static final int TRIES = 4;

  private final StillSource backgrounds;
  private final StillSource foregrounds;

  StillClips(StillSource backgrounds, StillSource foregrounds) {
    this.backgrounds = backgrounds;
    this.foregrounds = foregrounds;
  }

  @Override
  public Take render(SplittableRandom rnd, ClipShape shape) {
    int side = shape.regionSize();
    int frames = shape.distinct();
    var clip = new byte[frames][side * side * 3];
    var still = backgrounds.pick(rnd);
    var motion = Motion.random(rnd, frames, side, STYLE);
    var place = still.place(rnd, motion, frames, side, TRIES);
    for (int t = 0; t < frames; t++) {
      still.render(motion, t, side, place, clip[t]);
    }
    var background =
        new Take(clip, still.name(), place.isInside(motion, still.width(), still.height()));
    return rnd.nextDouble() < FOREGROUND ? withForeground(rnd, background, side) : background;
  }

  @Override
  public int largestSide() {
    return backgrounds.largestSide();
  }

  /** Draws into the frames of the background. */
  private Take withForeground(SplittableRandom rnd, Take background, int side) {
    byte[][] clip = background.frames();
    int frames = clip.length;
    var still = foregrounds.pick(rnd);
    var motion = Motion.random(rnd, frames, side, STYLE);
    var place = still.place(rnd, motion, frames, side, TRIES);
    var mask = Mask.random(rnd, side);
    var picture = new byte[side * side * 3];
    var cover = new byte[side * side];
    for (int t = 0; t < frames; t++) {
      if (mask.render(motion.nodes(t), cover)) {
        still.render(motion, t, side, place, picture);
        blend(clip[t], picture, cover);
      }
    }
    return new Take(
        clip,
        background.origin() + ", " + still.name(),
        background.whole() && place.isInside(motion, still.width(), still.height()));
  }

  private static void blend(byte[] below, byte[] above, byte[] cover) {
    for (int i = 0; i < cover.length; i++) {
      int weight = cover[i] & 0xff;
      if (weight == 0) {
        continue;
      }
      for (int at = 3 * i; at < 3 * i + 3; at++) {
        int sum = (above[at] & 0xff) * weight + (below[at] & 0xff) * (255 - weight);
        below[at] = (byte) ((sum + 127) / 255);
      }
    }
  }
}
