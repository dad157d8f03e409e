package org.perdura.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.perdura.media.BlurDownscale;

/** What the page shows of the film. */
final class FilmSection {

  private final List<ShownModel> models;
  private final Figures figures;
  private final List<Double> rates;

  /**
   * @param rates frames a second, of each model
   */
  FilmSection(List<ShownModel> models, Figures figures, List<Double> rates) {
    this.models = models;
    this.figures = figures;
    this.rates = rates;
  }

  /**
   * The section as HTML.
   *
   * @param folder holds the comparison picture already
   */
  String html(Path folder) throws IOException {
    List<Figures.Result> all = figures.all();
    return TEMPLATE
        .replace("{low}", size(BlurDownscale.SCALE))
        .replace("{high}", size(1))
        .replace("{frames}", Integer.toString(figures.frames()))
        .replace("{unseen}", unseen())
        .replace("{rows}", rows(all))
        .replace("{choice}", choice())
        .replace("{columns}", columns())
        .replace("{legend}", DemoPage.legend(all.stream().map(Figures.Result::title).toList()))
        .replace("{psnr}", new Plot(curves(all, true), 1, "%.0f dB").svg())
        .replace("{lpips}", new Plot(curves(all, false), 0.1, "%.1f").svg())
        .replace("{step}", Integer.toString(Figures.LPIPS_STEP))
        .replace("{films}", films())
        .replace("{picture}", DemoPage.embedded(folder.resolve(Comparison.PICTURE)));
  }

  private String size(int smaller) {
    return figures.width() / smaller + "x" + figures.height() / smaller;
  }

  /** Of a model from elsewhere nobody knows what it has seen. */
  private String unseen() {
    if (!models.stream().allMatch(ShownModel::isShipped)) {
      return "The upscaler has not seen the original.";
    }
    return models.size() == 1
        ? "Neither the model nor the upscaler has seen the original."
        : "Neither the models nor the upscaler have seen the original.";
  }

  private String rows(List<Figures.Result> all) {
    double bestPsnr = all.stream().mapToDouble(Figures.Result::meanPsnr).max().orElseThrow();
    double bestLpips = all.stream().mapToDouble(Figures.Result::meanLpips).min().orElseThrow();
    var rows = new StringBuilder();
    for (int i = 0; i < all.size(); i++) {
      Figures.Result result = all.get(i);
      rows.append(
          DemoPage.row(
              i,
              i == 0 ? "smooth upsampling (bicubic)" : result.title(),
              List.of(
                  DemoPage.cell("%.2f dB", result.meanPsnr(), bestPsnr),
                  DemoPage.cell("%.4f", result.meanLpips(), bestLpips),
                  i == 0
                      ? ""
                      : String.format(Locale.ROOT, "%.1f frames a second", rates.get(i - 1)))));
    }
    return rows.toString();
  }

  private String choice() {
    List<String> shown = models.stream().map(ShownModel::model).toList();
    return shown.containsAll(List.of(ShownModel.FAITHFUL, ShownModel.DETAIL)) ? CHOICE : "";
  }

  private String columns() {
    return models.stream().map(ShownModel::title).collect(Collectors.joining(", "));
  }

  private static List<double[]> curves(List<Figures.Result> all, boolean psnr) {
    return all.stream().map(result -> psnr ? result.psnr() : result.lpips()).toList();
  }

  private String films() {
    var films = new ArrayList<String>();
    for (ShownModel model : models) {
      films.add(
          """
          <p>%s: <a href="%s">%s</a></p>
          <video controls src="%s"></video>"""
              .formatted(model.title(), model.film(), model.film(), model.film()));
    }
    return String.join("\n", films);
  }

  private static final String CHOICE =
      """
      <p><b>Which one?</b> <b>video-4x</b> is the most faithful: it invents nothing, and what cannot be known
      stays smooth. Choose it where a wrong detail would do harm, for measuring or reading, say.
      <b>video-4x-detail</b> is an early version: it adds texture, which need not be the true one, and on some
      films, foliage and grass above all, it is grainier rather than better. The figures above say which it is
      here: PSNR counts pixels, LPIPS is nearer to what people see.</p>
      """;

  private static final String TEMPLATE =
      """
      <h2>Film: {low} to {high}</h2>
      <p>{frames} frames of a film were made four times smaller (blurred, every fourth pixel kept) and
      upscaled again. {unseen}</p>
      <table>
        <tr><th></th><th>PSNR on luma, more is better</th><th>LPIPS, less is better</th><th>speed here</th></tr>
        {rows}</table>
      {choice}
      <h3>Side by side</h3>
      <p>Smooth upsampling, {columns}, truth: the middle of the frames.</p>
      <video controls loop muted src="side-by-side.mp4"></video>
      <h3>Details, late in the film</h3>
      <img alt="Smooth upsampling, {columns} and truth, enlarged" src="data:image/png;base64,{picture}">
      <h3>Frame by frame</h3>
      <p>{legend}. PSNR on luma over the film:</p>
      {psnr}
      <p>LPIPS over the film:</p>
      {lpips}
      <h3>Films</h3>
      <p>With sound; made from <a href="input.mkv">input.mkv</a>; the original is
      <a href="truth.mp4">truth.mp4</a>.</p>
      {films}
      <p><small>From &ldquo;Big Buck Bunny&rdquo;, &copy; 2008 Blender Foundation,
      <a href="https://www.bigbuckbunny.org">bigbuckbunny.org</a>,
      <a href="https://creativecommons.org/licenses/by/3.0/">CC BY 3.0</a>; shortened, made smaller and
      upscaled: <a href="truth.mp4.attribution.txt">what was changed</a>. Figures are means over the film,
      measured on the coded films. PSNR: 8-bit luma (BT.601), without 8 pixels at the border. LPIPS: 0.1 with
      SqueezeNet, without the border, of every {step}th frame.</small></p>
      """;
}
