package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class DoctorCommandTest {

  @Test
  void thisMachineIsWell() throws IOException {
    Cli result = Cli.run("doctor", "--json");
    assertThat(result.err()).isEmpty();
    var told = new ObjectMapper().readTree(String.join("\n", result.out()));
    assertThat(told.path("well").asBoolean()).as("%s", result.out()).isTrue();
    assertThat(result.code()).isZero();
    assertThat(told.path("self-test"))
        .extracting(finding -> finding.path("name").asText())
        .containsExactly("film", "video", "smoke", "grids", "flow");
    var machine = told.path("machine");
    assertThat(machine.path("Java").asText()).contains(System.getProperty("java.version"));
    assertThat(machine.path("networks").asText()).matches("on (cpu|cuda) in (fp32|bf16)");
    assertThat(machine.path("  writes").asText()).contains("h264", "ffv1");
    assertThat(machine.path("models").asText()).contains("video-4x", "smoke-3d-4x");
  }
}
