package org.perdura.metrics.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.perdura.media.Frame;
import org.perdura.metrics.Metric;
import org.perdura.metrics.SceneFigures;

/**
 * Takes a scene's pictures from its films. They are read as far as there is something to take, the
 * truth's beginning twice; two frames of each film are in memory at most.
 */
final class PicturePass {

  private final Path truth;
  private final List<Path> results;
  private final PictureSizes sizes;
  private final Flow flow;

  private final Map<Integer, List<Integer>> worst;
  private final int motionAt;
  private final int firstFrame;
  private final int sliceFrames;

  /**
   * Plans the pictures.
   *
   * @param results the films, in the order of {@code figures}
   * @param ranking by what frames are bad; null for none
   */
  PicturePass(
      Path truth,
      List<Path> results,
      List<SceneFigures> figures,
      Metric ranking,
      PictureSizes sizes,
      Flow flow) {
    this.truth = truth;
    this.results = results;
    this.sizes = sizes;
    this.flow = flow;
    this.worst = ranking == null ? Map.of() : WorstFrames.ofScene(figures, ranking);
    this.motionAt = WorstFrames.motion(figures);
    this.firstFrame = figures.get(0).firstFrame();
    int judged =
        figures.get(0).perFrame().values().stream().mapToInt(v -> v.length).max().orElse(0);
    this.sliceFrames = Math.min(sizes.sliceFrames(), judged);
  }

  /** How many steps {@link #take} reports: moments read. */
  long steps() {
    return (long) sliceEnd() + allEnd();
  }

  private int sliceEnd() {
    return sliceFrames == 0 ? 0 : firstFrame + sliceFrames;
  }

  private int allEnd() {
    int last =
        Stream.concat(worst.keySet().stream(), Stream.of(motionAt))
            .mapToInt(Integer::intValue)
            .max()
            .orElseThrow();
    return Math.max(sliceEnd(), last + 1);
  }

  /** Reads the films. */
  ScenePictures take(Runnable step) throws IOException {
    SliceLine line = sliceFrames == 0 ? null : sliceLine(step);
    var slices = new ArrayList<Slice>();
    var worstPictures = new ArrayList<ScenePictures.Worst>();
    EmbeddedPicture place = null;
    ScenePictures.Motion motion = null;
    Frame any = null;
    try (var films = new FilmSet(truth, results)) {
      Moment before = null;
      for (int i = 0; i < allEnd(); i++) {
        Moment now = films.read();
        any = now.truth();
        if (i == firstFrame && line != null) {
          place = EmbeddedPicture.jpeg(Shrink.toWidth(now.truth(), sizes.frameWidth()));
          all(now).forEach(film -> slices.add(new Slice(line, sliceFrames)));
        }
        if (i >= firstFrame && i < sliceEnd()) {
          for (int film = 0; film < slices.size(); film++) {
            slices.get(film).add(all(now).get(film));
          }
        }
        if (worst.containsKey(i)) {
          worstPictures.add(worst(now, worst.get(i)));
        }
        if (i == motionAt && before != null) {
          motion = new MotionPictures(flow, sizes.frameWidth()).of(before, now);
        }
        before = now;
        step.run();
      }
    }
    if (line == null) {
      return new ScenePictures(worstPictures, null, motion);
    }
    var sliced = new ArrayList<EmbeddedPicture>();
    for (Slice slice : slices) {
      sliced.add(EmbeddedPicture.png(slice.picture()));
    }
    var about =
        new ScenePictures.Slices(
            line, firstFrame, sliceFrames, any.width(), any.height(), place, sliced);
    return new ScenePictures(worstPictures, about, motion);
  }

  private SliceLine sliceLine(Runnable step) throws IOException {
    var choice = new SliceChoice();
    try (var films = new FilmSet(truth, List.of())) {
      Region judged = null;
      for (int i = 0; i < sliceEnd(); i++) {
        Frame frame = films.read().truth();
        judged = Region.judged(frame);
        if (i >= firstFrame) {
          choice.add(frame);
        }
        step.run();
      }
      return choice.choose(judged, sizes.sliceWidth());
    }
  }

  private ScenePictures.Worst worst(Moment now, List<Integer> of) throws IOException {
    List<Frame> bad = of.stream().map(now.results()::get).toList();
    List<Region> regions =
        LargestDifference.find(
            now.truth(),
            bad,
            Region.judged(now.truth()),
            sizes.cropWidth(),
            sizes.cropHeight(),
            sizes.crops());
    var wholes = new ArrayList<EmbeddedPicture>();
    for (Frame frame : with(bad, now.truth())) {
      wholes.add(EmbeddedPicture.jpeg(Shrink.toWidth(frame, sizes.frameWidth())));
    }
    var crops = new ArrayList<List<EmbeddedPicture>>();
    for (Region region : regions) {
      var row = new ArrayList<EmbeddedPicture>();
      for (Frame frame : all(now)) {
        row.add(EmbeddedPicture.png(region.cut(frame)));
      }
      crops.add(row);
    }
    return new ScenePictures.Worst(
        now.number(), of, now.truth().width(), now.truth().height(), regions, wholes, crops);
  }

  private static List<Frame> all(Moment moment) {
    return with(moment.results(), moment.truth());
  }

  private static List<Frame> with(List<Frame> results, Frame truth) {
    var all = new ArrayList<>(results);
    all.add(truth);
    return all;
  }
}
