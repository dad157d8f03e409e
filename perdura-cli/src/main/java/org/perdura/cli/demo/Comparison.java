package org.perdura.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.perdura.media.Frame;
import org.perdura.media.FrameReader;
import org.perdura.media.Media;
import org.perdura.media.Pictures;
import org.perdura.media.WriterOptions;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.model.Alignment4;
import org.perdura.video.quality.LumaPsnr;
import org.perdura.video.upscale.FrameTensors;

/**
 * Smooth upsampling, Perdura and the truth beside each other: as figures, as a film and as a
 * picture. Perdura's frames are taken from the finished film, with what coding it has cost.
 */
final class Comparison {

  static final String FILM = "side-by-side.mp4";
  static final String PICTURE = "comparison.png";

  /** Columns of the film show the middle half of the frames, from top to bottom. */
  private static final int FILM_SHARE = 2;

  /** Into how many parts a frame's sides are divided, of which a detail is one. */
  private static final int DETAIL_WIDTH = 8;

  private static final int DETAIL_HEIGHT = 6;

  /** How far into the film the picture is taken: late, where errors would have piled up. */
  private static final double PICTURE_AT = 0.8;

  private final Path input;
  private final Path upscaled;
  private final Path truth;
  private final Labels labels = new Labels();

  Comparison(Path input, Path upscaled, Path truth) {
    this.input = input;
    this.upscaled = upscaled;
    this.truth = truth;
  }

  /** Writes film and picture into a folder. */
  Figures write(Path folder, LongConsumer progress) throws IOException {
    var bicubics = new ArrayList<Double>();
    var ours = new ArrayList<Double>();
    try (FrameReader lows = Media.open(input.toString());
        FrameReader highs = Media.open(upscaled.toString());
        FrameReader truths = Media.open(truth.toString());
        var film =
            Media.create(
                folder.resolve(FILM).toString(),
                WriterOptions.like(truths.info()).withAudioFrom(truth).withOverwrite(true));
        var alignment = new Alignment4()) {
      long pictured = (long) (PICTURE_AT * truths.info().frames());
      for (Frame high = highs.read(); high != null; high = highs.read()) {
        Frame low = lows.read();
        Frame real = truths.read();
        Frame smooth;
        try (var scope = new Scope()) {
          Tensor target = FrameTensors.of(real);
          Tensor bicubic = alignment.bicubic(FrameTensors.of(low));
          bicubics.add(LumaPsnr.of(bicubic, target));
          ours.add(LumaPsnr.of(FrameTensors.of(high), target));
          smooth = FrameTensors.frame(bicubic, real);
        }
        film.write(columns(List.of(smooth, high, real)));
        if (ours.size() - 1 == pictured) {
          Pictures.write(picture(List.of(smooth, high, real)), folder.resolve(PICTURE));
        }
        progress.accept(ours.size());
      }
      film.finish();
      return new Figures(
          truths.info().width(), truths.info().height(), array(bicubics), array(ours));
    }
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The middle of each of the three, side by side. */
  private Frame columns(List<Frame> frames) {
    Frame any = frames.get(0);
    int column = any.width() / FILM_SHARE;
    var canvas = new Canvas(column * frames.size(), any.height());
    for (int i = 0; i < frames.size(); i++) {
      var part = new Canvas.Region((any.width() - column) / 2, 0, column, any.height());
      canvas.draw(frames.get(i), part, 1, i * column, 0);
      canvas.draw(labels.of(i), i * column, 0);
    }
    return canvas.frame(any.pts(), any.duration());
  }

  /** Details of each of the three, every pixel shown as a square. */
  private Frame picture(List<Frame> frames) {
    int zoom = 3;
    int gap = 4;
    Frame any = frames.get(0);
    int width = any.width() / DETAIL_WIDTH;
    int height = any.height() / DETAIL_HEIGHT;
    List<Canvas.Region> details =
        List.of(
            detail(any, 0.37, 0.56), // roots and stones
            detail(any, 0.31, 0.18), // letters before leaves
            detail(any, 0.60, 0.82)); // flowers in the grass
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
