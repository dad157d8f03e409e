package org.perdura.cli.demo;

import java.util.List;
import java.util.stream.Stream;
import org.perdura.models.ShippedModels;

/**
 * A model that the demo shows.
 *
 * @param model what a model is loaded by: the name of a shipped one, or a file
 * @param title what it is called beside its figures
 * @param film the name of the film that it makes
 * @param label the picture above its column
 */
record ShownModel(String model, String title, String film, String label) {

  /** Invents nothing. */
  static final String FAITHFUL = "video-4x";

  /** Adds texture. */
  static final String DETAIL = "video-4x-detail";

  private static final List<ShownModel> SHIPPED = List.of(shipped(FAITHFUL), shipped(DETAIL));

  /** Where the film of a model goes that does not come with Perdura. */
  private static final String OWN_FILM = "upscaled.mp4";

  private static ShownModel shipped(String name) {
    return new ShownModel(name, name, "upscaled-" + name + ".mp4", "label-" + name + ".png");
  }

  /** Those that come with Perdura, in the order of the columns. */
  static List<ShownModel> shipped() {
    return SHIPPED.stream().filter(ShownModel::isShipped).toList();
  }

  /** One that was asked for. */
  static ShownModel of(String model) {
    return shipped().stream()
        .filter(shown -> shown.model.equals(model))
        .findFirst()
        .orElse(new ShownModel(model, "your model", OWN_FILM, "label-own.png"));
  }

  /** All films that any demo makes of its input. */
  static List<String> films() {
    return Stream.concat(SHIPPED.stream().map(ShownModel::film), Stream.of(OWN_FILM)).toList();
  }

  boolean isShipped() {
    return ShippedModels.names().contains(model);
  }
}
