package org.perdura.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;

/** The page that shows what the demo made; it needs nothing but the films beside it. */
final class DemoPage {

  static final String NAME = "index.html";

  private static final int PLOT_WIDTH = 900;
  private static final int PLOT_HEIGHT = 240;
  private static final int MARGIN = 40;

  private final Figures figures;
  private final double framesPerSecond;

  DemoPage(Figures figures, double framesPerSecond) {
    this.figures = figures;
    this.framesPerSecond = framesPerSecond;
  }

  /** Writes the page; the comparison picture must be in the folder already. */
  void write(Path folder) throws IOException {
    byte[] picture = Files.readAllBytes(folder.resolve(Comparison.PICTURE));
    String page =
        TEMPLATE
            .replace("{low}", figures.width() / 4 + "x" + figures.height() / 4)
            .replace("{high}", figures.width() + "x" + figures.height())
            .replace("{frames}", Integer.toString(figures.frames()))
            .replace("{bicubic}", decimal(figures.meanBicubic()))
            .replace("{ours}", decimal(figures.meanOurs()))
            .replace("{gain}", decimal(figures.meanOurs() - figures.meanBicubic()))
            .replace("{rate}", String.format(Locale.ROOT, "%.1f", framesPerSecond))
            .replace("{plot}", plot())
            .replace("{picture}", Base64.getEncoder().encodeToString(picture));
    WholeFile.write(folder.resolve(NAME), page.getBytes(StandardCharsets.UTF_8));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** PSNR of every frame, as SVG. */
  private String plot() {
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (double[] curve : new double[][] {figures.bicubic(), figures.ours()}) {
      for (double value : curve) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    double bottom = Math.floor(least);
    double top = Math.ceil(most);
    var svg = new StringBuilder();
    for (double grid = bottom; grid <= top; grid++) {
      double y = y(grid, bottom, top);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f'/><text x='4' y='%.1f'>%.0f dB</text>%n",
              MARGIN,
              PLOT_WIDTH,
              y,
              y,
              y + 4,
              grid));
    }
    return svg
        + curve(figures.bicubic(), "bicubic", bottom, top)
        + curve(figures.ours(), "ours", bottom, top);
  }

  private static double y(double value, double bottom, double top) {
    return 8 + (PLOT_HEIGHT - 16) * (top - value) / Math.max(1e-9, top - bottom);
  }

  private static String curve(double[] values, String kind, double bottom, double top) {
    var points = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      double x = MARGIN + (double) (PLOT_WIDTH - MARGIN) * i / Math.max(1, values.length - 1);
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y(values[i], bottom, top)));
    }
    return "<polyline class='%s' points='%s'/>%n".formatted(kind, points.toString().strip());
  }

  private static final String TEMPLATE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Perdura demo</title>
      <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 1100px; margin: 2em auto; padding: 0 1em;
               color: #222; background: #fafafa; }
        video, img, svg { width: 100%; height: auto; background: #111; border-radius: 4px; }
        svg { background: #fff; }
        svg line { stroke: #ddd; } svg text { font-size: 11px; fill: #666; }
        polyline { fill: none; stroke-width: 2; } .bicubic { stroke: #c60; } .ours { stroke: #06a; }
        td, th { text-align: right; padding: .15em 1em .15em 0; } td:first-child { text-align: left; }
        small { color: #666; }
      </style>
      <h1>Perdura: {low} to {high}</h1>
      <p>{frames} frames of a film were made four times smaller (blurred, every fourth pixel kept) and
      upscaled again. Neither the model nor the upscaler has seen the original.</p>
      <table>
        <tr><th></th><th>PSNR on luma, mean of all frames</th></tr>
        <tr><td>smooth upsampling (bicubic)</td><td>{bicubic} dB</td></tr>
        <tr><td>Perdura</td><td><b>{ours} dB</b></td></tr>
        <tr><td>gain</td><td>{gain} dB</td></tr>
        <tr><td>speed here</td><td>{rate} frames a second</td></tr>
      </table>
      <h2>Side by side</h2>
      <p>Smooth upsampling, Perdura, truth: the middle of the frames.</p>
      <video controls loop muted src="side-by-side.mp4"></video>
      <h2>Details, late in the film</h2>
      <img alt="Smooth upsampling, Perdura and truth, enlarged" src="data:image/png;base64,{picture}">
      <h2>Frame by frame</h2>
      <p>PSNR on luma over the film: <span style="color:#06a">Perdura</span>,
      <span style="color:#c60">bicubic</span>.</p>
      <svg viewBox="0 0 900 240">
      {plot}</svg>
      <h2>Films</h2>
      <p><a href="upscaled.mp4">upscaled.mp4</a>, with sound; made from
      <a href="input.mkv">input.mkv</a>; the original is <a href="truth.mp4">truth.mp4</a>.</p>
      <video controls src="upscaled.mp4"></video>
      <p><small>From &ldquo;Big Buck Bunny&rdquo;, &copy; 2008 Blender Foundation,
      <a href="https://www.bigbuckbunny.org">bigbuckbunny.org</a>,
      <a href="https://creativecommons.org/licenses/by/3.0/">CC BY 3.0</a>; shortened, made smaller and
      upscaled: <a href="truth.mp4.attribution.txt">what was changed</a>. PSNR: 8-bit luma (BT.601), without
      8 pixels at the border, measured on the coded film.</small></p>
      </html>
      """;
}
