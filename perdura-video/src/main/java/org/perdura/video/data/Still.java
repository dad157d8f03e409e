package org.perdura.video.data;

import java.util.SplittableRandom;

/**
 * A still picture in several sizes, to be moved.
 *
 * @param name of the file it came from
 * @param levels each {@link #STEP} times as large as the one before
 * @param minScale pixels of level 0 per high-res pixel below which the picture looks blurred
 * @param maxScale above which it is too small
 */
record Still(String name, Raster[] levels, float minScale, float maxScale) {

  private static final float STEP = (float) Math.sqrt(0.5);

  /** The largest spacing of samples, two to a high-res pixel, that does not alias visibly. */
  private static final float MAX_SPACING = 1.2f;

  /** Makes the smaller sizes that scales up to {@code maxScale} ask for. */
  static Still of(String name, Raster picture, float minScale, float maxScale) {
    int count = 1;
    while (maxScale / 2 * Math.pow(STEP, count - 1) > MAX_SPACING) {
      count++;
    }
    var levels = new Raster[count];
    levels[0] = picture;
    for (int i = 1; i < count; i++) {
      double factor = Math.pow(STEP, i);
      levels[i] =
          picture.shrink(
              Math.max(1, (int) Math.round(picture.width() * factor)),
              Math.max(1, (int) Math.round(picture.height() * factor)));
    }
    return new Still(name, levels, minScale, maxScale);
  }

  int width() {
    return levels[0].width();
  }

  int height() {
    return levels[0].height();
  }

  int largestSide() {
    return Placement.largestSide(width(), height(), minScale);
  }

  /** The most textured of {@code tries} random places. */
  Placement place(SplittableRandom rnd, Motion motion, int frames, int side, int tries) {
    float scale = (float) Motion.logUniform(rnd, minScale, maxScale);
    var middle = new byte[side * side * 3];
    Placement best = null;
    float bestTexture = -1;
    for (int i = 0; i < tries; i++) {
      var place = Placement.random(rnd, motion, width(), height(), scale, minScale);
      render(motion, frames / 2, side, place, middle);
      float texture = Raster.texture(middle, side, side);
      if (texture > bestTexture) {
        bestTexture = texture;
        best = place;
      }
    }
    return best;
  }

  /** Writes {@code [side, side, 3]}. */
  void render(Motion motion, int frame, int side, Placement place, byte[] out) {
    int level = 0;
    while (level + 1 < levels.length && place.scale() / 2 * Math.pow(STEP, level) > MAX_SPACING) {
      level++;
    }
    var raster = levels[level];
    var there = place.times((float) raster.width() / width());
    Sampler.render(raster, motion.nodes(frame), side, there, out);
  }
}
