package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainCommandTest {

  private static final String RECIPE =
      """
      generator: {architecture: compact, channels: 8, blocks: 1}
      training:
        steps: 6
        seed: 3
        precision: fp32
        threads: 1
        validate-every: 6
        checkpoint-every-steps: 3
        checkpoint-every-minutes: 0
      phases:
        - {steps: 6, batch: 1, frames: 2, low-size: 10}
      data:
        videos: [{path: film.mp4, from: 0}]
        mix: {photo: 0, video: 0.5, synthetic: 0.5}
      validation:
        clips: 1
        frames: 3
        distinct: 3
        low-size: 10
        data: {mix: {photo: 0, video: 0, synthetic: 1}}
      """;

  @TempDir private Path folder;
  private Path recipe;

  @BeforeEach
  void write() throws IOException {
    recipe = Files.writeString(folder.resolve("tiny.yaml"), RECIPE);
    Drawn.film(folder.resolve("film.mp4"), 128, 128, 8);
  }

  private Cli train(String run, Object... more) {
    var args = new Object[more.length + 6];
    args[0] = "train";
    args[1] = recipe;
    args[2] = "--run";
    args[3] = folder.resolve(run);
    args[4] = "--cache";
    args[5] = folder.resolve("cache");
    System.arraycopy(more, 0, args, 6, more.length);
    return Cli.run(args);
  }

  private Path model(String run) {
    return folder.resolve(run).resolve("model.safetensors");
  }

  @Test
  void aRunLeavesAModelThatUpscales() throws IOException {
    Cli result = train("run");
    assertThat(result.code()).as("%s", result.err()).isZero();
    assertThat(result.out()).anyMatch(line -> line.contains("psnr-y"));
    Path small = Drawn.film(folder.resolve("small.mp4"), 32, 20, 2);
    Path out = folder.resolve("out.mp4");
    assertThat(Cli.run("upscale", small, out, "--model", model("run"), "--threads", 1).code())
        .isZero();
    assertThat(Drawn.read(out)).hasSize(2);
  }

  @Test
  void aRunStoppedAndResumedGivesTheSameModel() throws IOException {
    assertThat(train("whole").code()).isZero();
    // As if interrupted after the third step: only the checkpoint from there is left.
    assertThat(train("parts").code()).isZero();
    Path checkpoints = folder.resolve("parts").resolve("checkpoints");
    try (var files = Files.newDirectoryStream(checkpoints, "*6.safetensors")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(model("parts"));
    assertThat(train("parts", "--resume").code()).isZero();
    assertThat(model("parts").resolveSibling("log.jsonl")).exists();
    assertThat(weights(model("parts"))).isEqualTo(weights(model("whole")));
  }

  /** The end of the file, without the header, whose training time differs. */
  private static byte[] weights(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int header = java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt();
    return java.util.Arrays.copyOfRange(bytes, Long.BYTES + header, bytes.length);
  }

  @Test
  void aRunIsNotOverwritten() {
    assertThat(train("run", "--set", "training.steps=1").code()).isZero();
    Cli again = train("run", "--set", "training.steps=1");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).singleElement().asString().contains("not empty", "resume");
  }

  @Test
  void aRunDirectoryInUseIsNamedBeforeFilmsAreDecoded() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("run")).resolve("kept"), "");
    Cli result = train("run");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).singleElement().asString().contains("not empty");
    assertThat(result.out()).isEmpty();
    assertThat(folder.resolve("cache")).doesNotExist();
  }

  @Test
  void anUnknownKeyNamesTheNearest() {
    Cli result = train("run", "--set", "training.stpes=2");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).singleElement().asString().contains("stpes", "steps");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void missingDataAreNamed() throws IOException {
    Files.delete(folder.resolve("film.mp4"));
    Cli result = train("run");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).singleElement().asString().contains("film.mp4", "--data");
  }

  @Test
  void theHelpNamesEveryRecipe() throws IOException {
    Cli help = Cli.run("train", "--help");
    assertThat(help.code()).isZero();
    try (var recipes = Files.newDirectoryStream(Path.of("../recipes"), "*.yaml")) {
      for (Path file : recipes) {
        String name = file.getFileName().toString().replace(".yaml", "");
        assertThat(help.out()).anyMatch(line -> line.startsWith("  " + name + " "));
      }
    }
  }

  @Test
  void missingRecipesAreNamed() {
    Cli result = Cli.run("train", "no-such-recipe", "--run", folder.resolve("run"));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).singleElement().asString().contains("no-such-recipe");
  }

  @Test
  void aRecipeNamesNoFilesOutsideOfItsData() throws IOException {
    for (String film : List.of("../secret.mp4", "/secret.mp4")) {
      Files.writeString(recipe, RECIPE.replace("film.mp4", film));
      Cli result = train("run");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).singleElement().asString().contains("data.videos.0.path: " + film);
      assertThat(folder.resolve("run")).doesNotExist();
    }
    Files.writeString(recipe, "initial: /secret.safetensors\n" + RECIPE);
    assertThat(train("run").err())
        .singleElement()
        .asString()
        .contains("initial: /secret.safetensors leads out of");
  }
}
