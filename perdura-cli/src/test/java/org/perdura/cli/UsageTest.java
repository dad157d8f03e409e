package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong usage ends with 2 and one line that says what is wrong and where help is. */
final class UsageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "upscale",
        "upscale in.mp4",
        "upscale in.mp4 out.mp4 extra",
        "upscale in.mp4 out.mp4 --no-such-option",
        "upscale in.mp4 out.mp4 --scale 0",
        "upscale in.mp4 out.mp4 --scale four",
        "upscale in.mp4 out.mp4 --scale 17",
        "upscale in.mp4 out.mp4 --quality 52",
        "upscale in.mp4 out.mp4 --precision fp8",
        "upscale in.mp4 out.mp4 --device tpu",
        "upscale in.mp4 out.mp4 --threads 0",
        "upscale in.mp4 out.mp4 --memory 4",
        "upscale in.mp4 out.mp4 --codec h266",
        "upscale in.mp4 out.mp4 --fps 0",
        "upscale in.mp4 out.mp4 --fps 24/0",
        "upscale in.mp4 out.mp4 --json --quiet",
        "upscale scene.png out --part 0",
        "upscale in.mp4 out.mp4 --resume --overwrite",
        "dataset",
        "dataset video recipe.yaml",
        "dataset video recipe.yaml out --part test",
        "dataset video recipe.yaml out --resume --overwrite",
        "train recipe.yaml",
        "evaluate truth.mp4",
        "evaluate result.mp4 truth.mp4 --metrics psnr,vmaf",
        "evaluate result.mp4 truth.mp4 --lpips resnet",
        "evaluate result.mp4 truth.mp4 --threads 0",
        "models",
        "models info",
        "demo one two",
        "no-such-command"
      })
  void wrongUsage(String line) {
    Cli result = Cli.run((Object[]) line.split(" "));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).singleElement().asString().endsWith("--help");
  }

  @Test
  void withoutACommandTheCommandsAreShown() {
    Cli result = Cli.run();
    assertThat(result.code()).isEqualTo(2);
    assertThat(String.join("\n", result.err())).contains("upscale", "train", "models", "demo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "upscale --help", "train --help", "demo -h", "help models"})
  void helpIsNoError(String line) {
    Cli result = Cli.run((Object[]) line.split(" "));
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(String.join("\n", result.out())).contains("Usage: perdura");
  }
}
