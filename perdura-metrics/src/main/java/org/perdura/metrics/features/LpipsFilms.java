package org.perdura.metrics.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.perdura.media.Frame;
import org.perdura.nn.DType;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

/**
 * LPIPS of films that run side by side: of each to the truth, and of each to its own frame before.
 * Large frames are looked at in bands that overlap by as much as a feature sees, so that memory is
 * bounded and the figures are those of whole frames.
 */
public final class LpipsFilms implements AutoCloseable {

  /** Bands begin at multiples of this, the coarsest spacing of all networks. */
  private static final int STEP = 16;

  /** Rows that features see beyond their own place: 104 of SqueezeNet, 98 of VGG-16. */
  private static final int HALO = 112;

  /** Features of that many pictures exist at once while a band is looked at. */
  private static final int AT_ONCE = 6;

  /**
   * Distances at one time.
   *
   * @param toTruth of each film to the first, which is the truth and 0
   * @param changes of each film to its own frame before; NaN if that was not wanted or there is
   *     none
   */
  public record Distances(double[] toTruth, double[] changes) {}

  /** Rows of a picture, up to but without {@code end}. */
  private record Band(int begin, int end, int height) {

    int firstRow() {
      return Math.max(0, begin - HALO);
    }

    int lastRow() {
      return Math.min(height, end + HALO);
    }

    /** The positions of a layer that are this band's, of {@code [n, c, h', w']} seen in it. */
    Tensor own(Tensor seen, int spacing) {
      int first = (begin - firstRow()) / spacing;
      long last = end == height ? seen.size(2) : (end - firstRow()) / spacing;
      return seen.narrow(2, first, last - first);
    }
  }

  private final Lpips lpips;
  private final boolean changes;
  private final long memory;
  private List<Frame> before;
  private List<List<Tensor>> seenBefore; // kept where one band is enough, else null

  /**
   * @param lpips not closed here
   * @param changes whether distances to the frames before are wanted
   * @param memory about how many bytes the features may take
   */
  public LpipsFilms(Lpips lpips, boolean changes, long memory) {
    this.lpips = lpips;
    this.changes = changes;
    this.memory = memory;
  }

  /**
   * Goes on by a frame.
   *
   * @param frames of all films at one time, 8-bit and of equal size, the truth first
   */
  public Distances next(List<Frame> frames) {
    var toTruth = new Sums(frames.size());
    var change = new Sums(frames.size());
    List<Band> bands = bands(frames);
    List<List<Tensor>> seen = changes && bands.size() == 1 ? new ArrayList<>() : null;
    try (var noGradient = GradientMode.off()) {
      for (Band band : bands) {
        look(frames, band, toTruth, change, seen);
      }
    }
    forget();
    seenBefore = seen;
    before = changes ? frames : null;
    return new Distances(toTruth.means(), change.means());
  }

  private void look(
      List<Frame> frames, Band band, Sums toTruth, Sums change, List<List<Tensor>> seen) {
    try (var scope = new Scope()) {
      List<Tensor> truth = null;
      for (int film = 0; film < frames.size(); film++) {
        try (var filmScope = new Scope()) {
          List<Tensor> now = look(frames.get(film), band);
          if (film == 0) {
            truth = now;
            now.forEach(seen == null ? filmScope::keep : Tensor::persistent);
          }
          toTruth.add(film, truth, now);
          if (before != null) {
            List<Tensor> then =
                seenBefore != null ? seenBefore.get(film) : look(before.get(film), band);
            change.add(film, then, now);
          }
          if (seen != null) {
            now.forEach(Tensor::persistent); // once more does nothing
            seen.add(now);
          }
        }
      }
    }
  }

  private List<Tensor> look(Frame frame, Band band) {
    try (var scope = new Scope()) {
      List<Tensor> seen = lpips.look(tensor(frame, band.firstRow(), band.lastRow()));
      int[] spacings = lpips.net().spacings();
      var own = new ArrayList<Tensor>();
      for (int layer = 0; layer < seen.size(); layer++) {
        own.add(scope.keep(band.own(seen.get(layer), spacings[layer])));
      }
      return own;
    }
  }

  /** {@code [1, 3, last - first, w]} in [0, 1]. */
  private static Tensor tensor(Frame frame, int first, int last) {
    if (frame.bits() != 8) {
      throw new IllegalArgumentException(frame.bits() + " bits a sample: LPIPS is counted on 8");
    }
    int row = frame.width() * Frame.CHANNELS;
    byte[] rows = Arrays.copyOfRange(frame.pixels(), first * row, last * row);
    return Tensor.ofBytes(rows, 1, last - first, frame.width(), Frame.CHANNELS)
        .permute(0, 3, 1, 2)
        .to(DType.FLOAT32)
        .mul(1 / 255.0);
  }

  private List<Band> bands(List<Frame> frames) {
    int height = frames.get(0).height();
    long bytesPerRow = (long) frames.get(0).width() * lpips.net().bytesPerPixel();
    int kept = changes ? 2 * frames.size() : 1;
    if ((AT_ONCE + kept) * bytesPerRow * height <= memory) {
      return List.of(new Band(0, height, height));
    }
    long rows = memory / (AT_ONCE * bytesPerRow) - 2 * HALO;
    int step = (int) Math.max(2 * STEP, rows / STEP * STEP);
    var bands = new ArrayList<Band>();
    for (int begin = 0; begin < height; begin += step) {
      // A last band of few rows would leave the coarsest layers none.
      boolean last = begin + step + STEP >= height;
      bands.add(new Band(begin, last ? height : begin + step, height));
      if (last) {
        break;
      }
    }
    return bands;
  }

  private void forget() {
    if (seenBefore != null) {
      seenBefore.forEach(film -> film.forEach(Tensor::close));
      seenBefore = null;
    }
  }

  /** Frees what was kept of the last frames; the next ones have none before them. */
  @Override
  public void close() {
    forget();
    before = null;
  }

  /** Collects the means over positions of all bands. */
  private final class Sums {

    private final double[][] sums; // [film][layer]
    private final long[][] positions;

    Sums(int films) {
      sums = new double[films][lpips.layers()];
      positions = new long[films][lpips.layers()];
    }

    void add(int film, List<Tensor> a, List<Tensor> b) {
      try (var scope = new Scope()) {
        for (int layer = 0; layer < lpips.layers(); layer++) {
          Tensor difference = lpips.difference(layer, a.get(layer), b.get(layer));
          sums[film][layer] += difference.sum().item();
          positions[film][layer] += difference.count();
        }
      }
    }

    double[] means() {
      var means = new double[sums.length];
      for (int film = 0; film < sums.length; film++) {
        for (int layer = 0; layer < lpips.layers(); layer++) {
          means[film] += sums[film][layer] / positions[film][layer]; // NaN where nothing was added
        }
      }
      return means;
    }
  }
}
