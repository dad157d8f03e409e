package org.perdura.cli.demo;

import java.util.List;
import java.util.stream.Stream;
import org.perdura.models.ShippedModels;
import org.perdura.smoke.upscale.SmokeModel;

/**
 * A model that the demo shows.
 *
 * @param model what it is loaded by: the name of a shipped one, or a file
 */
record ShownModel(String model) {

  /** Invents nothing. */
  static final String FAITHFUL = "video-4x";

  /** Adds texture. */
  static final String DETAIL = "video-4x-detail";

  /** Those for films that may come with Perdura, in the order of the columns. */
  static final List<String> VIDEO = List.of(FAITHFUL, DETAIL);

  /** The same for flat smoke. */
  static final List<String> SMOKE =
      List.of(SmokeModel.DEFAULT_2D, SmokeModel.DEFAULT_2D + "-detail");

  /** What models from elsewhere make. */
  private static final String OWN = "upscaled";

  /** Those of some names that come with Perdura. */
  static List<ShownModel> shipped(List<String> names) {
    return names.stream().map(ShownModel::new).filter(ShownModel::isShipped).toList();
  }

  /** All films that any demo makes of its input. */
  static List<String> films() {
    return Stream.concat(VIDEO.stream(), Stream.of(""))
        .map(name -> new ShownModel(name).film())
        .toList();
  }

  /** What it is called beside its figures. */
  String title() {
    return isKnown() ? model : "your model";
  }

  /** The name of what it makes, without an ending. */
  String output() {
    return isKnown() ? OWN + "-" + model : OWN;
  }

  /** The name of the film that it makes. */
  String film() {
    return output() + ".mp4";
  }

  /** The picture above its column in films. */
  String label() {
    return isKnown() ? "label-" + model + ".png" : "label-own.png";
  }

  private boolean isKnown() {
    return VIDEO.contains(model) || SMOKE.contains(model);
  }

  boolean isShipped() {
    return ShippedModels.names().contains(model);
  }
}
