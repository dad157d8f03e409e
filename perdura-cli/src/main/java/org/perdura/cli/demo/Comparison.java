package org.perdura.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.perdura.cli.render.Canvas;
import org.perdura.media.Frame;
import org.perdura.media.FrameWriter;
import org.perdura.media.Media;
import org.perdura.media.Pictures;
import org.perdura.media.VideoInfo;
import org.perdura.media.WriterOptions;
import org.perdura.nn.Scope;
import org.perdura.video.model.Alignment4;
import org.perdura.video.upscale.FrameTensors;

/**
 * Smooth upsampling, what models made and the truth beside each other: as figures, as a film and as
 * a picture. The models' frames are taken from the finished films, with what coding them has cost.
 */
final class Comparison {

  static final String FILM = "side-by-side.mp4";
  static final String PICTURE = "comparison.png";

  /** Columns of the film show so many eighths of the frames, the middle, from top to bottom. */
  private static final int FILM_EIGHTHS = 3;

  /** Into how many parts a frame's sides are divided, of which a detail is one. */
  private static final int DETAIL_WIDTH = 10;

  private static final int DETAIL_HEIGHT = 6;

  /** How far into the film the picture is taken: late, where errors would have piled up. */
  private static final double PICTURE_AT = 0.8;

  private final Path truth;
  private final Path input;
  private final List<ShownModel> models;
  private final Labels labels;

  Comparison(Path truth, Path input, List<ShownModel> models) {
    this.truth = truth;
    this.input = input;
    this.models = models;
    var names = models.stream().map(ShownModel::label);
    labels =
        new Labels(
            Stream.of(Stream.of("label-bicubic.png"), names, Stream.of("label-truth.png"))
                .flatMap(name -> name)
                .toList());
  }

  /** Writes film and picture into the folder that the models' films are in. */
  Figures write(Path folder, LongConsumer progress) throws IOException {
    var files = new ArrayList<Path>(List.of(truth, input));
    models.forEach(model -> files.add(folder.resolve(model.film())));
    VideoInfo info = info(truth);
    try (var films = new Films(files);
        FrameWriter film =
            Media.create(
                folder.resolve(FILM).toString(),
                WriterOptions.like(info).withAudioFrom(truth).withOverwrite(true));
        var alignment = new Alignment4();
        var measurement = new Measurement(1 + models.size())) {
      long pictured = (long) (PICTURE_AT * info.frames());
      long done = 0;
      for (List<Frame> now = films.read(); !now.isEmpty(); now = films.read()) {
        Frame real = now.get(0);
        var results = new ArrayList<Frame>();
        results.add(smooth(now.get(1), real, alignment));
        results.addAll(now.subList(2, now.size()));
        measurement.add(results, real);
        List<Frame> shown = Stream.concat(results.stream(), Stream.of(real)).toList();
        film.write(columns(shown));
        if (done == pictured) {
          Pictures.write(picture(shown), folder.resolve(PICTURE));
        }
        progress.accept(++done);
      }
      film.finish();
      return figures(info, measurement);
    }
  }

  private static VideoInfo info(Path film) throws IOException {
    try (var reader = Media.open(film.toString())) {
      return reader.info();
    }
  }

  private static Frame smooth(Frame low, Frame like, Alignment4 alignment) {
    try (var scope = new Scope()) {
      return FrameTensors.frame(alignment.bicubic(FrameTensors.of(low)), like);
    }
  }

  private Figures figures(VideoInfo info, Measurement measurement) {
    var titles = new ArrayList<String>(List.of("bicubic"));
    models.forEach(model -> titles.add(model.title()));
    List<Figures.Result> results = measurement.results(titles);
    return new Figures(
        info.width(), info.height(), results.get(0), results.subList(1, results.size()));
  }

  /** The middle of each frame, side by side. */
  private Frame columns(List<Frame> frames) {
    Frame any = frames.get(0);
    int column = any.width() * FILM_EIGHTHS / 8;
    var canvas = new Canvas(column * frames.size(), any.height());
    for (int i = 0; i < frames.size(); i++) {
      var part = new Canvas.Region((any.width() - column) / 2, 0, column, any.height());
      canvas.draw(frames.get(i), part, 1, i * column, 0);
      canvas.draw(labels.of(i), i * column, 0);
    }
    return canvas.frame(any.pts(), any.duration());
  }

  /** Details of each frame, every pixel shown as a square. */
  private Frame picture(List<Frame> frames) {
    int zoom = 3;
    int gap = 4;
    Frame any = frames.get(0);
    int width = any.width() / DETAIL_WIDTH;
    int height = any.height() / DETAIL_HEIGHT;
    List<Canvas.Region> details =
        List.of(
            detail(any, 0.38, 0.56), // roots and stones
            detail(any, 0.32, 0.18), // letters before leaves
            detail(any, 0.61, 0.82)); // flowers in the grass
    var canvas =
        new Canvas(
            frames.size() * (width * zoom + gap) - gap,
            labels.height() + details.size() * (height * zoom + gap) - gap);
    for (int i = 0; i < frames.size(); i++) {
      int left = i * (width * zoom + gap);
      canvas.draw(labels.of(i), left, 0);
      for (int d = 0; d < details.size(); d++) {
        int top = labels.height() + d * (height * zoom + gap);
        canvas.draw(frames.get(i), details.get(d), zoom, left, top);
      }
    }
    return canvas.frame(0, 0);
  }

  /**
   * A part of a frame.
   *
   * @param x of its left side, in widths of the frame
   * @param y of its top, in heights of the frame
   */
  private static Canvas.Region detail(Frame frame, double x, double y) {
    return new Canvas.Region(
        (int) (x * frame.width()),
        (int) (y * frame.height()),
        frame.width() / DETAIL_WIDTH,
        frame.height() / DETAIL_HEIGHT);
  }
}
