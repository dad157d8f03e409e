package org.perdura.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.perdura.cli.render.ComparedSmoke;
import org.perdura.cli.render.Panels;
import org.perdura.cli.render.Panels.Label;
import org.perdura.cli.render.Shot;
import org.perdura.cli.render.SmokeDrawing;
import org.perdura.cli.report.Report;
import org.perdura.grid.Slabs;
import org.perdura.grid.picture.Background;
import org.perdura.grid.picture.FlatView;
import org.perdura.grid.picture.Moments;
import org.perdura.media.FrameWriter;
import org.perdura.media.Media;
import org.perdura.media.Rational;
import org.perdura.media.WriterOptions;

/** Coarse smoke shown smoothly, what models made of it and the fine smoke beside each other. */
final class SmokePictures {

  private static final Rational RATE = new Rational(20, 1);

  /** Of one sequence in the film, in pixels. */
  private static final int FILM_SIDE = 512;

  /** The same in the picture. */
  private static final int PICTURE_SIDE = 384;

  /** How many moments the picture shows, of the second half, when there is more to see. */
  private static final int MOMENTS = 2;

  private final SmokeFolder folder;
  private final List<ShownModel> models;

  SmokePictures(SmokeFolder folder, List<ShownModel> models) {
    this.folder = folder;
    this.models = models;
  }

  /** Writes the film and the picture. */
  void write(Slabs slabs, Report report) throws IOException {
    var inputs = new ArrayList<String>(List.of(folder.low()));
    models.forEach(model -> inputs.add(folder.upscaled(model)));
    inputs.add(folder.high());
    var smoke = new ComparedSmoke(inputs, false);
    List<Integer> all = smoke.numbers();
    List<Integer> late = all.subList(all.size() / 2, all.size());
    List<Integer> shown = Moments.spread(late.size(), MOMENTS).stream().map(late::get).toList();
    List<String> beside = shown.stream().map(number -> "frame " + number).toList();
    try (var progress = report.progress("rendering", "frames", 0, all.size())) {
      write(
          SmokeFolder.FILM,
          smoke,
          all,
          panels(smoke, Collections.nCopies(1, ""), FILM_SIDE),
          slabs,
          done -> progress.at(done, ""));
    }
    write(
        SmokeFolder.PICTURE, smoke, shown, panels(smoke, beside, PICTURE_SIDE), slabs, done -> {});
  }

  private Panels panels(ComparedSmoke smoke, List<String> rows, int side) {
    var columns = new ArrayList<Label>();
    columns.add(new Label("cubic", smoke.note(0)));
    models.forEach(model -> columns.add(new Label(model.title(), smoke.note(columns.size()))));
    columns.add(new Label("truth", smoke.note(columns.size())));
    return new Panels(columns, rows, side, side, Background.DARK);
  }

  private void write(
      String name,
      ComparedSmoke smoke,
      List<Integer> numbers,
      Panels panels,
      Slabs slabs,
      SmokeDrawing.Step step)
      throws IOException {
    var drawing = new SmokeDrawing(smoke, panels);
    var view = new FlatView(Background.DARK);
    List<Shot> shots = numbers.stream().map(number -> new Shot(number, view)).toList();
    String file = folder.path().resolve(name).toString();
    try (FrameWriter writer = Media.create(file, WriterOptions.atRate(RATE).withOverwrite(true))) {
      drawing.write(shots, writer, slabs, step);
    }
  }
}
