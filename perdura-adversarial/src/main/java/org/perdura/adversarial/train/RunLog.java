package org.perdura.adversarial.train;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The history of a run: one JSON object a line, {@code {"step": 10, "loss": {...}, ...}} for
 * training and {@code {"step": 500, "validation": {...}}} for validation.
 */
final class RunLog implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final List<JsonNode> entries = new ArrayList<>();
  private final OutputStream out;

  /**
   * Goes on with a log.
   *
   * @param lastStep lines after it, and a line torn by a crash, are dropped
   */
  RunLog(Path file, long lastStep) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      truncate(lastStep);
    }
    try {
      out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw RunFile.named(file, e);
    }
  }

  private void truncate(long lastStep) throws IOException {
    var kept = new StringBuilder();
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    for (String line : text.lines().toList()) {
      try {
        JsonNode entry = JSON.readTree(line);
        if (entry.path("step").isIntegralNumber() && entry.path("step").asLong() <= lastStep) {
          kept.append(line).append('\n');
          entries.add(entry);
        }
      } catch (JacksonException e) {
        // The torn line: its step will be trained again.
      }
    }
    RunFile.write(file, kept.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A step's line: all figures are means since the line before, but the rates. */
  void step(StepReport report) throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("step", report.step());
    put(line.putObject("loss"), report.losses());
    line.put("total", report.total());
    line.put("gradient-norm", report.gradientNorm());
    put(line.putObject("learning-rate"), report.learningRates());
    line.put("seconds-per-step", rounded(report.secondsPerStep()));
    line.put("wait", rounded(report.waitFraction()));
    line.put("elapsed", rounded(report.elapsedSeconds()));
    write(line);
  }

  void validation(long step, Map<String, Double> figures) throws IOException {
    write(validationLine(step, figures));
  }

  private static ObjectNode validationLine(long step, Map<String, Double> figures) {
    ObjectNode line = JSON.createObjectNode();
    line.put("step", step);
    put(line.putObject("validation"), figures);
    return line;
  }

  /** All lines, and one more that is not written yet. */
  List<JsonNode> entriesWith(long step, Map<String, Double> figures) {
    var all = new ArrayList<>(entries);
    all.add(validationLine(step, figures));
    return all;
  }

  private static void put(ObjectNode object, Map<String, Double> values) {
    values.forEach(object::put);
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1e4) / 1e4;
  }

  private void write(ObjectNode line) throws IOException {
    entries.add(line);
    try {
      out.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw RunFile.named(file, e);
    }
  }

  /** Writes all lines anew, where the file has gone. */
  void rewrite() throws IOException {
    var text = new StringBuilder();
    for (JsonNode line : entries) {
      text.append(JSON.writeValueAsString(line)).append('\n');
    }
    RunFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** All lines from the run's first step on. */
  List<JsonNode> entries() {
    return Collections.unmodifiableList(entries);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
