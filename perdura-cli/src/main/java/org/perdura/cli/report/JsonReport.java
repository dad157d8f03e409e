package org.perdura.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object a line, for machines. */
final class JsonReport implements Report {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double INTERVAL_SECONDS = 1;

  private final PrintWriter out;

  JsonReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Progress progress(String what, String unit, long done, long total) {
    var pace = new Pace(done, total);
    return new Progress() {
      private double told = -INTERVAL_SECONDS;

      @Override
      public void at(long now, String detail) {
        if (pace.seconds() - told < INTERVAL_SECONDS && now != total) {
          return;
        }
        told = pace.seconds();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("work", what);
        fields.put("unit", unit);
        fields.put("done", now);
        fields.put("total", total < 0 ? null : total);
        fields.put("per-second", rounded(pace.perSecond(now)));
        double left = pace.secondsLeft(now);
        fields.put("seconds-left", Double.isNaN(left) ? null : rounded(left));
        if (!detail.isEmpty()) {
          fields.put("detail", detail);
        }
        write("progress", fields);
      }

      @Override
      public void close() {}
    };
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  @Override
  public void event(String event, Map<String, ?> fields, String text) {
    write(event, fields);
  }

  @Override
  public void warn(String line) {
    write("warning", Map.of("message", line));
  }

  private void write(String event, Map<String, ?> fields) {
    var object = new LinkedHashMap<String, Object>();
    object.put("event", event);
    object.putAll(fields);
    try {
      out.println(JSON.writeValueAsString(object));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
