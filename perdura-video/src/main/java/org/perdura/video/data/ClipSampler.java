package org.perdura.video.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.perdura.media.BlurDownscale;
import org.perdura.recipe.Chance;

/**
 * Makes training clips. Which clip it is depends on nothing but (seed, step, index), so that a run
 * that is resumed sees what it would have seen; safe for use by many threads.
 */
public final class ClipSampler {

  private final List<ClipSource> sources;
  private final double[] weights;
  private final VideoDataSpec.Variety variety;
  private final long seed;

  /**
   * Reads the photos and, where that has not been done before, decodes the films.
   *
   * @param cache folder for the decoded films (3 bytes a pixel); made if it does not exist
   * @throws IOException one line naming the file that cannot be used
   */
  public ClipSampler(VideoDataSpec spec, Path cache, long seed) throws IOException {
    this.seed = seed;
    this.variety = spec.variety();
    var found = new ArrayList<ClipSource>();
    var frequencies = new ArrayList<Double>();
    var drawings = new Drawings();
    var mix = spec.mix();
    var album = PhotoAlbum.read(spec);
    if (!album.isEmpty() && mix.photo() > 0) {
      found.add(new StillClips(album, album));
      frequencies.add(mix.photo());
    }
    if (!spec.videos().isEmpty() && mix.video() > 0) {
      found.add(films(spec, new FrameStore(cache)));
      frequencies.add(mix.video());
    }
    if (mix.synthetic() > 0) {
      found.add(new StillClips(drawings, album.isEmpty() ? drawings : album));
      frequencies.add(mix.synthetic());
    }
    if (found.isEmpty()) {
      throw new IOException("no training data: photos or videos must be named");
    }
    sources = List.copyOf(found);
    weights = frequencies.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static ClipSource films(VideoDataSpec spec, FrameStore store) throws IOException {
    var videos = new ArrayList<StoredVideo>();
    for (var film : spec.videos()) {
      videos.add(store.open(film));
    }
    double[] weights = spec.videos().stream().mapToDouble(Footage::weight).toArray();
    return new VideoClips(videos, weights, spec.movingFirstFrame(), spec.variety());
  }

  /** The clips of a training step. */
  public Clip[] batch(long step, int batch, ClipShape shape) {
    var clips = new Clip[batch];
    for (int i = 0; i < batch; i++) {
      clips[i] = clip(step, i, shape);
    }
    return clips;
  }

  /** One clip of a training step, for those who share the work of a batch among threads. */
  public Clip clip(long step, int index, ClipShape shape) {
    var rnd = Chance.of(seed, step, index);
    var source = source(rnd);
    var augmentation = Augmentation.random(rnd, variety);
    return degrade(augmentation.apply(source.render(rnd, shape).frames()), shape);
  }

  /**
   * A clip and where it comes from.
   *
   * @param origin name of the film, the photo or the two photos seen
   * @param whole whether nothing else is seen; if not, the camera has left its picture, which goes
   *     on mirrored beyond its borders
   */
  record Take(Clip clip, String origin, boolean whole) {}

  /** What {@link #clip} shows, in natural colours, upright and forwards. */
  Take take(long step, int index, ClipShape shape) {
    var rnd = Chance.of(seed, step, index);
    var source = source(rnd);
    Augmentation.random(rnd, variety); // not used, but drawn: what follows is the same then
    var rendered = source.render(rnd, shape);
    return new Take(degrade(rendered.frames(), shape), rendered.origin(), rendered.whole());
  }

  private ClipSource source(SplittableRandom rnd) {
    return sources.get(Chance.weighted(rnd, weights));
  }

  /** Side of the largest clips that some of the footage fills, in low-res pixels. */
  int largestLowSize() {
    int side = sources.stream().mapToInt(ClipSource::largestSide).max().orElse(0);
    return (side - 2 * BlurDownscale.HALO) / BlurDownscale.SCALE;
  }

  /**
   * @param regions {@code [distinct][r, r, 3]}
   */
  static Clip degrade(byte[][] regions, ClipShape shape) {
    int side = shape.highSize();
    int lowBytes = shape.lowSize() * shape.lowSize() * 3;
    int highBytes = side * side * 3;
    var low = new byte[shape.frames() * lowBytes];
    var high = new byte[shape.frames() * highBytes];
    for (int t = 0; t < shape.frames(); t++) {
      int shown = shape.shown(t);
      if (t == shown) {
        BlurDownscale.crop(regions[t], 0, shape.lowSize(), shape.lowSize(), low, t * lowBytes);
        cutHalo(regions[t], shape, high, t * highBytes);
      } else {
        System.arraycopy(low, shown * lowBytes, low, t * lowBytes, lowBytes);
        System.arraycopy(high, shown * highBytes, high, t * highBytes, highBytes);
      }
    }
    return new Clip(shape, high, low);
  }

  private static void cutHalo(byte[] region, ClipShape shape, byte[] high, int offset) {
    int halo = BlurDownscale.HALO;
    int row = shape.highSize() * 3;
    for (int y = 0; y < shape.highSize(); y++) {
      int from = ((y + halo) * shape.regionSize() + halo) * 3;
      System.arraycopy(region, from, high, offset + y * row, row);
    }
  }
}
