package org.perdura.adversarial.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a run's history: losses, judges, each validation figure, gradient norm, rates. */
final class Curves {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int COLUMNS = 2;

  /** More points than that, and neighbours are averaged: the noise would hide the trend. */
  private static final int MAX_POINTS = 400;

  private Curves() {}

  /** A named curve in the making. */
  private static final class Curve {
    final List<Double> steps = new ArrayList<>();
    final List<Double> values = new ArrayList<>();

    void add(double step, double value) {
      steps.add(step);
      values.add(value);
    }
  }

  /** Draws all panels into one PNG, which replaces the one before. */
  static void draw(List<JsonNode> history, Path file) throws IOException {
    var panels = panels(history);
    if (panels.isEmpty()) {
      return;
    }
    int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
    var sheet = new BufferedImage(COLUMNS * WIDTH, rows * HEIGHT, BufferedImage.TYPE_INT_RGB);
    var graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    int panel = 0;
    for (var entry : panels.entrySet()) {
      var picture = BitmapEncoder.getBufferedImage(chart(entry.getKey(), entry.getValue()));
      graphics.drawImage(picture, panel % COLUMNS * WIDTH, panel / COLUMNS * HEIGHT, null);
      panel++;
    }
    graphics.dispose();
    Path beside = file.resolveSibling("." + file.getFileName() + ".partial");
    Files.deleteIfExists(beside); // a link there would lead elsewhere
    try (var out = Files.newOutputStream(beside)) {
      ImageIO.write(sheet, "png", out);
    }
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Map<String, Map<String, Curve>> panels(List<JsonNode> history) {
    var panels = new LinkedHashMap<String, Map<String, Curve>>();
    for (JsonNode line : history) {
      double step = line.path("step").asDouble();
      line.path("loss")
          .properties()
          .forEach(
              loss -> {
                int slash = loss.getKey().indexOf('/');
                String panel = slash < 0 ? "losses" : "judge " + loss.getKey().substring(0, slash);
                add(panels, panel, loss.getKey().substring(slash + 1), step, loss.getValue());
              });
      if (line.has("total")) {
        add(panels, "losses", "total", step, line.get("total"));
        add(panels, "gradient norm", "norm", step, line.path("gradient-norm"));
      }
      line.path("learning-rate")
          .properties()
          .forEach(rate -> add(panels, "learning rate", rate.getKey(), step, rate.getValue()));
      line.path("validation")
          .properties()
          .forEach(
              figure ->
                  add(
                      panels,
                      "validation: " + figure.getKey(),
                      figure.getKey(),
                      step,
                      figure.getValue()));
    }
    return panels;
  }

  private static void add(
      Map<String, Map<String, Curve>> panels,
      String panel,
      String curve,
      double step,
      JsonNode value) {
    if (value.isNumber()) {
      panels
          .computeIfAbsent(panel, p -> new LinkedHashMap<>())
          .computeIfAbsent(curve, c -> new Curve())
          .add(step, value.asDouble());
    }
  }

  private static XYChart chart(String title, Map<String, Curve> curves) {
    var chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
    var styler = chart.getStyler();
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendVisible(curves.size() > 1);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setXAxisDecimalPattern("#");
    styler.setYAxisLogarithmic(!title.startsWith("validation") && spansMagnitudes(curves));
    curves.forEach(
        (name, curve) -> {
          var series = chart.addSeries(name, averaged(curve.steps), averaged(curve.values));
          series.setMarker(curve.steps.size() < 3 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
          series.setLineWidth(1.5f);
        });
    return chart;
  }

  /** Whether a logarithmic axis can show the values and helps to see them. */
  private static boolean spansMagnitudes(Map<String, Curve> curves) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (Curve curve : curves.values()) {
      for (double value : averaged(curve.values)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    return least > 0 && most > 3 * least;
  }

  private static double[] averaged(List<Double> values) {
    int bucket = (values.size() + MAX_POINTS - 1) / MAX_POINTS;
    double[] means = new double[(values.size() + bucket - 1) / bucket];
    for (int i = 0; i < means.length; i++) {
      means[i] =
          values.subList(i * bucket, Math.min(values.size(), (i + 1) * bucket)).stream()
              .mapToDouble(Double::doubleValue)
              .average()
              .orElseThrow();
    }
    return means;
  }
}
