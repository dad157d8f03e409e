package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.nn.SafeTensors;
import org.perdura.video.model.GeneratorSpec;

final class ModelsCommandTest {

  @TempDir private Path folder;

  @Test
  void theDefaultModelIsListed() {
    Cli result = Cli.run("models", "list");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .anyMatch(line -> line.startsWith("video-4x") && line.contains("4 times"));
  }

  @Test
  void infoShowsSizeAndCard() {
    Cli result = Cli.run("models", "info", "video-4x");
    assertThat(result.code()).isZero();
    assertThat(result.out()).anyMatch(line -> line.contains("parameters"));
    assertThat(result.out()).anyMatch(line -> line.startsWith("# "));
  }

  @Test
  void whatIsExportedIsAModel() throws Exception {
    Path file = folder.resolve("copy.safetensors");
    assertThat(Cli.run("models", "export", "video-4x", file).code()).isZero();
    assertThat(Cli.run("models", "info", file).code()).isZero();
    Cli again = Cli.run("models", "export", "video-4x", file);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).singleElement().asString().contains("exists");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void unknownModelsAreNamed() {
    Cli result = Cli.run("models", "info", "video-5x");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).singleElement().asString().contains("video-5x", "video-4x");
  }

  @Test
  void onlyStateDictsAreImported() throws Exception {
    Path text = Files.writeString(folder.resolve("text.pth"), "no tensors");
    Cli result = Cli.run("models", "import", text, folder.resolve("out.safetensors"));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).singleElement().asString().contains("text.pth");
    assertThat(folder.resolve("out.safetensors")).doesNotExist();
  }

  /** A terminal acts upon some of what a file may say. */
  @Test
  void infoShowsNothingThatATerminalActsUpon() throws Exception {
    Path file = folder.resolve("model.safetensors");
    var spec = GeneratorSpec.compact(2, 1);
    try (var network = spec.create(1)) {
      var metadata = new HashMap<>(spec.metadata());
      metadata.put("recipe", "a\nb\u001b]0;title\u0007\u009b2J");
      SafeTensors.write(file, network.state(), metadata);
    }
    Cli result = Cli.run("models", "info", file);
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("  recipe: a?b?]0;title??2J");
  }
}
