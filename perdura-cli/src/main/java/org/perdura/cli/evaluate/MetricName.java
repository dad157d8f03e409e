package org.perdura.cli.evaluate;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.perdura.metrics.Metric;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes the names of metrics, in any case. */
public final class MetricName implements ITypeConverter<Metric> {

  @Override
  public Metric convert(String text) {
    for (Metric metric : Metric.values()) {
      if (EvaluationJson.key(metric).equalsIgnoreCase(text.strip())) {
        return metric;
      }
    }
    throw new TypeConversionException(
        "'%s': must be one of %s"
            .formatted(
                text,
                Arrays.stream(Metric.values())
                    .map(EvaluationJson::key)
                    .collect(Collectors.joining(", "))));
  }
}
