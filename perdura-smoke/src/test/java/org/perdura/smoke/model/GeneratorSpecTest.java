package org.perdura.smoke.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perdura.recipe.RecipeException;
import org.perdura.recipe.RecipeReader;

class GeneratorSpecTest {

  private static final GeneratorSpec COMPACT =
      new GeneratorSpec("compact", 3, Inputs.VORTICITY, 2, 24, 4, 8, 1);

  private static Map<String, String> with(String key, String value) {
    var metadata = new HashMap<>(COMPACT.metadata());
    if (value == null) {
      metadata.remove(key);
    } else {
      metadata.put(key, value);
    }
    return metadata;
  }

  private static void assertRefused(Map<String, String> metadata, String message) {
    assertThatThrownBy(() -> GeneratorSpec.of(metadata))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static GeneratorSpec read(String yaml) {
    return RecipeReader.parse("g", "{" + yaml + "}", GeneratorSpec.class, List.of()).value();
  }

  private static void assertRefused(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(RecipeException.class)
        .hasMessage("g: " + message);
  }

  @Test
  void comesBackFromMetadata() {
    assertThat(GeneratorSpec.of(COMPACT.metadata())).isEqualTo(COMPACT);
    // But for the momentum, which only training needs.
    for (int dimensions : new int[] {2, 3}) {
      for (Inputs inputs : Inputs.values()) {
        var spec = GeneratorSpec.reference(dimensions, inputs);
        var back = GeneratorSpec.of(spec.metadata());
        assertThat(back.metadata()).isEqualTo(spec.metadata()).containsEntry("domain", "smoke");
        assertThat(back).usingRecursiveComparison().ignoringFields("normMomentum").isEqualTo(spec);
      }
    }
  }

  @Test
  void refusesWhatIsNoSmokeModel() {
    // As a video model's metadata say it; it has the same architecture, channels and blocks.
    var video =
        Map.of(
            "domain",
            "video",
            "architecture",
            "compact",
            "channels",
            "64",
            "blocks",
            "8",
            "scale",
            "4");
    assertRefused(video, "a model for video: must be one for smoke");
    assertRefused(Map.of(), "no Perdura model: its metadata names no domain");
    assertRefused(with("scale", "8"), "a model that makes 8x finer: must be 4x");
    assertRefused(with("architecture", "unet"), "architecture unet: must be compact or tempogan");
    assertRefused(with("dimensions", "4"), "dimensions 4: must be from 2 to 3");
    assertRefused(
        with("inputs", "pressure"),
        "metadata inputs=pressure: must be density, velocity or vorticity");
    assertRefused(with("neighbours", "3"), "neighbours 3: must be from 0 to 2");
    assertRefused(with("channels", "1000000"), "channels 1000000: must be from 1 to 1024");
    assertRefused(with("blocks", "0"), "blocks 0: must be from 1 to 1024");
    assertRefused(with("blocks", "many"), "metadata blocks=many: must be a number");
    assertRefused(with("head", "-1"), "head -1: must be from 0 to 1024");
  }

  @Test
  void metadataThatLackSomethingAreRefused() {
    for (String key : COMPACT.metadata().keySet()) {
      assertThatThrownBy(() -> GeneratorSpec.of(with(key, null)))
          .as(key)
          .isInstanceOf(IllegalArgumentException.class)
          .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }
  }

  @Test
  void recipesNeedSayNoMoreThanArchitectureAndDimensions() {
    assertThat(read("architecture: tempogan, dimensions: 3"))
        .isEqualTo(GeneratorSpec.reference(3, Inputs.VELOCITY));
    assertThat(read("architecture: compact, dimensions: 2, channels: 32, blocks: 6").inputs())
        .isEqualTo(Inputs.VELOCITY);
  }

  @Test
  void recipesCannotAskForWhatANetworkHasNot() {
    String reference = "architecture: tempogan, dimensions: 2, ";
    assertRefused(reference + "neighbours: 1", "neighbours 1: must be 0");
    assertRefused(reference + "channels: 8", "channels 8: must be 0");
    assertRefused(reference + "blocks: 2", "blocks 2: must be 0");
    assertRefused(reference + "head: 4", "head 4: must be 0");
    assertRefused(
        reference + "norm-momentum: 0", "norm-momentum 0.0: must be above 0 and at most 1");
    assertRefused("architecture: compact, dimensions: 2", "channels 0: must be from 1 to 1024");
    assertRefused(
        "architecture: compact, dimensions: 1, channels: 8, blocks: 1",
        "dimensions 1: must be from 2 to 3");
  }

  @Test
  void seedsDecideTheWeights() {
    var spec = new GeneratorSpec("compact", 2, Inputs.DENSITY, 0, 4, 1, 0, 1);
    try (var one = spec.create(1);
        var same = spec.create(1);
        var other = spec.create(2)) {
      float[] weights = one.parameters().get("first.weight").toFloats();
      assertThat(same.parameters().get("first.weight").toFloats()).isEqualTo(weights);
      assertThat(other.parameters().get("first.weight").toFloats()).isNotEqualTo(weights);
    }
  }
}
