package org.perdura.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.perdura.cli.EngineOptions;
import org.perdura.cli.Upscaling;
import org.perdura.cli.report.Report;
import org.perdura.media.BlurDownscale;
import org.perdura.media.Frame;
import org.perdura.media.Media;
import org.perdura.media.VideoCodec;
import org.perdura.media.WriterOptions;

/** The demo's film: made smaller, upscaled again, and compared with what it was. */
final class FilmPart {

  private static final String TRUTH = "truth.mp4";
  private static final String ATTRIBUTION = "truth.mp4.attribution.txt";
  private static final String INPUT = "input.mkv";

  /** All that is made here besides the models' films. */
  static final Set<String> FILES =
      Set.of(TRUTH, ATTRIBUTION, INPUT, Comparison.FILM, Comparison.PICTURE);

  private final Path folder;
  private final List<ShownModel> models;

  FilmPart(Path folder, List<ShownModel> models) {
    this.folder = folder;
    this.models = models;
  }

  /**
   * Makes everything and tells the figures.
   *
   * @return the page's section
   */
  String make(EngineOptions engine, Report report) throws IOException {
    copyResource(TRUTH);
    copyResource(ATTRIBUTION);
    writeInput();
    var rates = new ArrayList<Double>();
    long frames = 0;
    for (ShownModel model : models) {
      var upscaling = new Upscaling(name(INPUT), name(model.film()), true);
      var summary = upscaling.run(engine.withModel(model.model()), report);
      rates.add(summary.frames() / summary.seconds());
      frames = summary.frames();
    }
    var comparison = new Comparison(truth(), folder.resolve(INPUT), models);
    Figures figures;
    try (var progress = report.progress("comparing", "frames", 0, frames)) {
      figures = comparison.write(folder, done -> progress.at(done, ""));
    }
    tell(figures, rates, report);
    return new FilmSection(models, figures, rates).html(folder);
  }

  private String name(String file) {
    return folder.resolve(file).toString();
  }

  private Path truth() {
    return folder.resolve(TRUTH);
  }

  private void copyResource(String name) throws IOException {
    try (InputStream in = DemoCommand.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + ": missing in this build");
      }
      WholeFile.write(folder.resolve(name), in.readAllBytes());
    }
  }

  /** The truth made smaller as the model's training does it, without further loss, with sound. */
  private void writeInput() throws IOException {
    try (var reader = Media.open(truth().toString());
        var writer =
            Media.create(
                name(INPUT),
                WriterOptions.like(reader.info())
                    .withCodec(VideoCodec.FFV1)
                    .withAudioFrom(truth())
                    .withOverwrite(true))) {
      for (Frame high = reader.read(); high != null; high = reader.read()) {
        writer.write(BlurDownscale.frame(high));
      }
      writer.finish();
    }
  }

  private void tell(Figures figures, List<Double> rates, Report report) {
    var results = new ArrayList<Map<String, Object>>();
    var lines = new StringBuilder();
    lines.append(
        "%dx%d to %dx%d, means over %d frames%n"
            .formatted(
                figures.width() / BlurDownscale.SCALE,
                figures.height() / BlurDownscale.SCALE,
                figures.width(),
                figures.height(),
                figures.frames()));
    lines.append("%-16s  %9s  %15s".formatted("", "PSNR-Y", "LPIPS-squeeze"));
    for (Figures.Result result : figures.all()) {
      var own = new LinkedHashMap<String, Object>();
      own.put("name", result.title());
      own.put("psnr-y", result.meanPsnr());
      own.put("lpips-squeeze", result.meanLpips());
      lines.append(
          String.format(
              Locale.ROOT,
              "%n%-16s  %6.2f dB  %15.4f",
              result.title(),
              result.meanPsnr(),
              result.meanLpips()));
      int model = figures.models().indexOf(result);
      if (model >= 0) {
        own.put("frames-per-second", rates.get(model));
        lines.append(String.format(Locale.ROOT, "  %.3g frames a second", rates.get(model)));
      }
      results.add(own);
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("part", "video");
    fields.put("frames", figures.frames());
    fields.put("results", results);
    report.event("demo", fields, lines.toString());
  }
}
