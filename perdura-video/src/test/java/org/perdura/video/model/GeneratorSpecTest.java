package org.perdura.video.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratorSpecTest {

  private static Map<String, String> with(String key, String value) {
    var metadata = new HashMap<>(GeneratorSpec.compact(8, 2).metadata());
    metadata.put(key, value);
    return metadata;
  }

  @Test
  void comesBackFromMetadata() {
    for (var spec :
        new GeneratorSpec[] {GeneratorSpec.compact(48, 5), GeneratorSpec.reference(16)}) {
      assertThat(GeneratorSpec.of(spec.metadata())).isEqualTo(spec);
    }
  }

  @Test
  void refusesWhatIsNoVideoModel() {
    assertThatThrownBy(() -> GeneratorSpec.of(with("domain", "smoke")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a model for smoke: must be one for video");
    assertThatThrownBy(() -> GeneratorSpec.of(Map.of()))
        .hasMessage("no Perdura model: its metadata names no domain");
    assertThatThrownBy(() -> GeneratorSpec.of(with("architecture", "unet")))
        .hasMessage("architecture unet: must be compact or frvsr");
    assertThatThrownBy(() -> GeneratorSpec.of(with("blocks", "many")))
        .hasMessage("metadata blocks=many: must be a number");
    assertThatThrownBy(() -> GeneratorSpec.of(with("channels", "1000000")))
        .hasMessage("channels 1000000: must be from 1 to 1024");
    assertThatThrownBy(() -> GeneratorSpec.of(with("scale", "2")))
        .hasMessage("a model that makes 2x finer: must be 4x");
    assertThatThrownBy(() -> GeneratorSpec.of(with("blocks", "0")))
        .hasMessage("blocks 0: must be from 1 to 1024");
  }

  @Test
  void seedsDecideTheWeights() {
    var spec = GeneratorSpec.compact(4, 1);
    try (var one = spec.create(1);
        var same = spec.create(1);
        var other = spec.create(2)) {
      float[] weights = one.parameters().get("first.weight").toFloats();
      assertThat(same.parameters().get("first.weight").toFloats()).isEqualTo(weights);
      assertThat(other.parameters().get("first.weight").toFloats()).isNotEqualTo(weights);
    }
  }
}
