package org.perdura.video.data;

import java.util.List;
import java.util.SplittableRandom;
import org.perdura.recipe.Chance;

/**
 * Clips cut from real films: made smaller until crisp, at normal or up to three times the speed,
 * never across a scene cut. In half of them the crop moves, for most cameras at hand stand still.
 */
final class VideoClips implements ClipSource {

  private static final Motion.Style STILL = new Motion.Style(1, 0, 0, 0, false);
  private static final Motion.Style MOVING = new Motion.Style(0, 4, 0.3, 0, false);
  private static final float MIN_SCALE = 1.25f;
  private static final int TRIES = 4;
  private static final int MAX_FILMS = 4;

  /** Grey levels of texture and change below which another film is tried. */
  private static final float FLAT = 7;

  private final List<StoredVideo> videos;
  private final double[] weights;
  private final double movingFirstFrame;
  private final boolean varied;

  /**
   * @param weights how often each is tried
   * @param movingFirstFrame how often a clip is a single frame moved by a {@link FrameWalk}
   */
  VideoClips(
      List<StoredVideo> videos,
      double[] weights,
      double movingFirstFrame,
      VideoDataSpec.Variety variety) {
    this.videos = videos;
    this.weights = weights.clone();
    this.movingFirstFrame = movingFirstFrame;
    this.varied = variety == VideoDataSpec.Variety.VARIED;
  }

  /** One way to cut a clip. */
  private record Cut(StoredVideo video, Shot shot, int start, int stride, Placement place) {

    /** Shots that are too short are played forth and back. */
    int frame(int t) {
      return shot.first() + ClipShape.pingPong(start + t * stride, shot.length());
    }
  }

  @Override
  public Take render(SplittableRandom rnd, ClipShape shape) {
    int side = shape.regionSize();
    int count = shape.distinct();
    if (movingFirstFrame > 0 && rnd.nextDouble() < movingFirstFrame) {
      var walk = FrameWalk.random(rnd, count);
      int larger = walk.sideFor(side);
      Take first = film(rnd, 1, larger);
      byte[][] frames = walk.frames(first.frames()[0], larger, side);
      return new Take(frames, first.origin(), first.whole());
    }
    return film(rnd, count, side);
  }

  /** Part of a film: {@code [frames][side, side, 3]}. */
  private Take film(SplittableRandom rnd, int frames, int side) {
    boolean moving = varied && !rnd.nextBoolean();
    var motion = Motion.random(rnd, frames, side, moving ? MOVING : STILL);
    Cut best = null;
    float bestInterest = -1;
    // Fixed cameras show empty walls and roads for minutes.
    for (int film = 0; film < MAX_FILMS && bestInterest < FLAT; film++) {
      var video = videos.get(Chance.weighted(rnd, weights));
      for (int i = 0; i < TRIES; i++) {
        var cut = random(rnd, video, motion, frames);
        float interest = interest(cut, motion, frames, side);
        if (interest > bestInterest) {
          bestInterest = interest;
          best = cut;
        }
      }
    }
    var clip = new byte[frames][side * side * 3];
    for (int t = 0; t < frames; t++) {
      render(best, motion, t, side, clip[t]);
    }
    var video = best.video();
    return new Take(
        clip, video.name(), best.place().isInside(motion, video.width(), video.height()));
  }

  @Override
  public int largestSide() {
    int largest = 0;
    for (int i = 0; i < weights.length; i++) {
      var video = videos.get(i);
      if (weights[i] > 0) {
        largest =
            Math.max(largest, Placement.largestSide(video.width(), video.height(), MIN_SCALE));
      }
    }
    return largest;
  }

  /** Texture and change: what moves teaches more than what stands still. */
  private static float interest(Cut cut, Motion motion, int frames, int side) {
    var middle = new byte[side * side * 3];
    var next = new byte[side * side * 3];
    render(cut, motion, frames / 2, side, middle);
    render(cut, motion, Math.min(frames - 1, frames / 2 + 1), side, next);
    return Raster.texture(middle, side, side) + difference(middle, next);
  }

  private Cut random(SplittableRandom rnd, StoredVideo video, Motion motion, int frames) {
    var shot = video.shot(rnd, frames);
    int stride = varied ? rnd.nextInt(1, 4) : 1;
    if (frames > 1) {
      stride = Math.max(1, Math.min(stride, (shot.length() - 1) / (frames - 1)));
    }
    int span = (frames - 1) * stride + 1;
    int start = rnd.nextInt(Math.max(1, shot.length() - span + 1));
    // Large frames can spare more.
    double maxScale = Math.max(2, Math.min(2.5, video.height() / 288.0));
    float scale = (float) rnd.nextDouble(MIN_SCALE, maxScale);
    var place = Placement.random(rnd, motion, video.width(), video.height(), scale, MIN_SCALE);
    return new Cut(video, shot, start, stride, place);
  }

  private static void render(Cut cut, Motion motion, int t, int side, byte[] out) {
    var place = cut.place();
    int left = (int) Math.floor(place.x() + place.scale() * motion.left()) - 1;
    int top = (int) Math.floor(place.y() + place.scale() * motion.top()) - 1;
    int right = (int) Math.ceil(place.x() + place.scale() * motion.right()) + 3;
    int bottom = (int) Math.ceil(place.y() + place.scale() * motion.bottom()) + 3;
    left = Math.max(0, left);
    top = Math.max(0, top);
    right = Math.min(cut.video().width(), right);
    bottom = Math.min(cut.video().height(), bottom);
    var window = cut.video().window(cut.frame(t), left, top, right - left, bottom - top);
    Sampler.render(window, motion.nodes(t), side, place.minus(left, top), out);
  }

  private static float difference(byte[] a, byte[] b) {
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
    }
    return (float) sum / a.length;
  }
}
