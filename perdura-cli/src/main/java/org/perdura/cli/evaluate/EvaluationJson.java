package org.perdura.cli.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.perdura.grid.io.WholeFile;
import org.perdura.metrics.Evaluation;
import org.perdura.metrics.Metric;
import org.perdura.metrics.ResultFigures;
import org.perdura.metrics.SceneFigures;

/**
 * An evaluation as JSON. What is not defined is null; an infinite PSNR is the string "Infinity",
 * since JSON has no such number.
 */
public final class EvaluationJson {

  private EvaluationJson() {}

  /** What the command line and the file call a metric: {@code psnr}, {@code t-diff}. */
  public static String key(Metric metric) {
    return metric.label().toLowerCase(Locale.ROOT);
  }

  /**
   * Refuses early what could not be written later.
   *
   * @throws IOException one line
   */
  public static void requireWritable(Path file, boolean overwrite) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a folder, but a file is to be written");
    }
    if (Files.exists(file) && !overwrite) {
      throw new IOException(file + ": exists already; --overwrite replaces it");
    }
    if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
      throw new IOException(file + ": its folder does not exist");
    }
  }

  /** Writes the file, whole or not at all. */
  public static void write(Path file, Evaluation evaluation, Set<Metric> metrics)
      throws IOException {
    var results = new ArrayList<Map<String, Object>>();
    for (ResultFigures result : evaluation.results()) {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("result", result.result());
      fields.put("mean", means(metrics, result::mean));
      fields.put("scenes", result.scenes().stream().map(scene -> scene(scene, metrics)).toList());
      results.add(fields);
    }
    var all = new LinkedHashMap<String, Object>();
    all.put("lpips-net", evaluation.lpipsNet());
    all.put("results", results);
    write(file, all);
  }

  /** Writes any fields, whole or not at all. */
  static void write(Path file, Map<String, Object> all) throws IOException {
    WholeFile.write(
        file, new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(all));
  }

  private static Map<String, Object> scene(SceneFigures scene, Set<Metric> metrics) {
    var perFrame = new LinkedHashMap<String, List<Object>>();
    for (Metric metric : metrics) {
      perFrame.put(key(metric), numbers(scene.perFrame().get(metric)));
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("scene", scene.scene());
    fields.put("first-frame", scene.firstFrame());
    fields.put("mean", means(metrics, scene::mean));
    fields.put("per-frame", perFrame);
    return fields;
  }

  private static Map<String, Object> means(Set<Metric> metrics, ToDoubleFunction<Metric> mean) {
    var fields = new LinkedHashMap<String, Object>();
    metrics.forEach(metric -> fields.put(key(metric), number(mean.applyAsDouble(metric))));
    return fields;
  }

  static List<Object> numbers(double[] values) {
    return Arrays.stream(values).mapToObj(EvaluationJson::number).toList();
  }

  static Object number(double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    return Double.isInfinite(value) ? "Infinity" : (Object) value;
  }
}
