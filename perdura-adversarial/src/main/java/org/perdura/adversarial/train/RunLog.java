package org.perdura.adversarial.train;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  private final List<JsonNode> entries = new ArrayList<>();
  private final BufferedWriter out;

  /**
   * Goes on with a log.
   *
   * @param lastStep lines after it, and a line torn by a crash, are dropped
   */
  RunLog(Path file, long lastStep) throws IOException {
    if (Files.exists(file)) {
      truncate(file, lastStep);
    }
    out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void truncate(Path file, long lastStep) throws IOException {
    var kept = new ArrayList<String>();
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    for (String line : text.lines().toList()) {
      try {
        JsonNode entry = JSON.readTree(line);
        if (entry.path("step").isIntegralNumber() && entry.path("step").asLong() <= lastStep) {
          kept.add(line);
          entries.add(entry);
        }
      } catch (JacksonException e) {
        // The torn line: its step will be trained again.
      }
    }
    Path beside = file.resolveSibling("." + file.getFileName() + ".partial");
    Files.deleteIfExists(beside); // a link there would lead elsewhere
    Files.write(beside, kept);
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
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
    ObjectNode line = JSON.createObjectNode();
    line.put("step", step);
    put(line.putObject("validation"), figures);
    write(line);
  }

  private static void put(ObjectNode object, Map<String, Double> values) {
    values.forEach(object::put);
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1e4) / 1e4;
  }

  private void write(ObjectNode line) throws IOException {
    entries.add(line);
    out.write(JSON.writeValueAsString(line));
    out.newLine();
    out.flush();
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
