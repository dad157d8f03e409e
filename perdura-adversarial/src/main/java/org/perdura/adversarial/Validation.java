package org.perdura.adversarial;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good the generator is on data that it does not learn from.
 *
 * @param figures by name, e.g. {@code psnr-y} in dB
 * @param pictures by name, written as {@code validation/NAME-000500.png}
 */
public record Validation(Map<String, Double> figures, Map<String, Picture> pictures) {

  public Validation {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    pictures = Collections.unmodifiableMap(new LinkedHashMap<>(pictures));
  }

  /** Nothing measured. */
  public static Validation none() {
    return new Validation(Map.of(), Map.of());
  }
}
