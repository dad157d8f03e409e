package org.perdura.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The models that come with Perdura: weights as .safetensors, and a card for each. */
public final class ShippedModels {

  private static final List<String> NAMES =
      List.of(
          "video-4x",
          "video-4x-detail",
          "smoke-2d-4x",
          "smoke-2d-4x-detail",
          "smoke-3d-4x",
          "smoke-3d-4x-detail");

  private ShippedModels() {}

  public static List<String> names() {
    return NAMES;
  }

  /**
   * Those of one domain, whose name theirs begin with.
   *
   * @param domain {@code video} or {@code smoke}
   */
  public static List<String> names(String domain) {
    return NAMES.stream().filter(name -> name.startsWith(domain + "-")).toList();
  }

  /**
   * The weights.
   *
   * @param name one of {@link #names}
   */
  public static InputStream open(String name) throws IOException {
    return resource(name, ".safetensors");
  }

  /** The card, as Markdown: data, licences, recipe, time, figures. */
  public static String card(String name) throws IOException {
    try (InputStream in = resource(name, ".md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream resource(String name, String ending) throws IOException {
    InputStream in =
        NAMES.contains(name) ? ShippedModels.class.getResourceAsStream(name + ending) : null;
    if (in == null) {
      throw new IOException(name + ": no such model; shipped are " + String.join(", ", NAMES));
    }
    return in;
  }
}
