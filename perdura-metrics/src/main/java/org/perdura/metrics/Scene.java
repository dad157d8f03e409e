package org.perdura.metrics;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A film and what others made of its low-res version.
 *
 * @param truth a video file or a folder of pictures
 * @param results the same film by the name of the result, in the order of tables
 */
public record Scene(String name, Path truth, Map<String, Path> results) {

  public Scene {
    results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
  }
}
