package org.perdura.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.perdura.metrics.smoke.SmokeEvaluation;
import org.perdura.metrics.smoke.SmokeFigures;
import org.perdura.metrics.smoke.SmokeMetric;

/** What the page shows of the smoke. */
final class SmokeSection {

  private final List<ShownModel> models;
  private final SmokeEvaluation evaluation;
  private final List<Double> milliseconds;

  /**
   * @param evaluation of cubic upsampling and then the models
   * @param milliseconds for a frame, of each model
   */
  SmokeSection(List<ShownModel> models, SmokeEvaluation evaluation, List<Double> milliseconds) {
    this.models = models;
    this.evaluation = evaluation;
    this.milliseconds = milliseconds;
  }

  /**
   * The section as HTML.
   *
   * @param folder holds the picture already
   */
  String html(SmokeFolder folder) throws IOException {
    int factor = evaluation.factor();
    var size = evaluation.size();
    return TEMPLATE
        .replace("{low}", size.x() / factor + "x" + size.y() / factor)
        .replace("{high}", size.x() + "x" + size.y())
        .replace("{frames}", Integer.toString(evaluation.frames()))
        .replace("{unseen}", unseen())
        .replace("{head}", head())
        .replace("{rows}", rows())
        .replace(
            "{columns}", models.stream().map(ShownModel::title).collect(Collectors.joining(", ")))
        .replace(
            "{legend}",
            DemoPage.legend(evaluation.results().stream().map(SmokeFigures::result).toList()))
        .replace("{psnr}", new Plot(curves(SmokeMetric.PSNR), 2, "%.0f dB").svg())
        .replace("{fine}", new Plot(curves(SmokeMetric.FINE_ERROR), 0.1, "%.1f").svg())
        .replace("{links}", links())
        .replace("{folder}", SmokeFolder.NAME)
        .replace("{film}", SmokeFolder.FILM)
        .replace("{picture}", DemoPage.embedded(folder.path().resolve(SmokeFolder.PICTURE)));
  }

  /** Of a model from elsewhere nobody knows what it has seen. */
  private String unseen() {
    return models.stream().allMatch(ShownModel::isShipped) ? "No model has seen this scene." : "";
  }

  private String head() {
    return evaluation.metrics().stream()
        .map(metric -> "<th>%s, %s is better</th>".formatted(named(metric), metric.better().word()))
        .collect(Collectors.joining());
  }

  private static String named(SmokeMetric metric) {
    return metric.unit().isEmpty() ? metric.label() : metric.label() + " " + metric.unit();
  }

  private String rows() {
    var rows = new StringBuilder();
    List<SmokeFigures> results = evaluation.results();
    for (int i = 0; i < results.size(); i++) {
      var cells = new ArrayList<String>();
      for (SmokeMetric metric : evaluation.metrics()) {
        double value = results.get(i).mean(metric);
        cells.add(DemoPage.cell("%." + metric.digits() + "f", value, best(metric)));
      }
      cells.add(
          i == 0 ? "" : String.format(Locale.ROOT, "%.0f ms a frame", milliseconds.get(i - 1)));
      String title = results.get(i).result();
      rows.append(DemoPage.row(i, i == 0 ? "smooth upsampling (" + title + ")" : title, cells));
    }
    return rows.toString();
  }

  private double best(SmokeMetric metric) {
    double best = Double.NaN;
    for (SmokeFigures result : evaluation.results()) {
      double value = result.mean(metric);
      if (Double.isNaN(best) || metric.better().loss(value) < metric.better().loss(best)) {
        best = value;
      }
    }
    return best;
  }

  private List<double[]> curves(SmokeMetric metric) {
    return evaluation.results().stream().map(result -> result.perFrame().get(metric)).toList();
  }

  private String links() {
    return models.stream()
        .map(model -> "<a href=\"{folder}/%s\">%s</a>".formatted(model.output(), model.title()))
        .collect(Collectors.joining(", "));
  }

  private static final String TEMPLATE =
      """
      <h2>Smoke: {low} to {high}</h2>
      <p>Smoke was simulated finely, which is the truth, and {frames} frames were made four times coarser
      (blurred, of every 4x4 cells the middle kept) and upscaled again. {unseen}</p>
      <table>
        <tr><th></th>{head}<th>speed here</th></tr>
        {rows}</table>
      <h3>Side by side</h3>
      <p>Smooth upsampling, {columns}, truth.</p>
      <video controls loop muted src="{folder}/{film}"></video>
      <h3>Two moments</h3>
      <img alt="Smooth upsampling, {columns} and truth" src="data:image/png;base64,{picture}">
      <h3>Frame by frame</h3>
      <p>{legend}. PSNR over the frames:</p>
      {psnr}
      <p>fine-error over the frames:</p>
      {fine}
      <h3>Grids</h3>
      <p>Coarse and fine density and coarse velocity: <a href="{folder}/pair/sim_0000">pair</a>; upscaled
      density: {links}.</p>
      <p><small>Figures are means over the frames. SSIM-occupied: where there is smoke. fine-error: energy of
      what is wrong in the fine part, over that of the truth's fine part; 1 is as wrong as no fine part at
      all. temporal-error: how far the change from frame to frame is from the truth's. Drawn with density 0 as
      black and 1 as white.</small></p>
      """;
}
