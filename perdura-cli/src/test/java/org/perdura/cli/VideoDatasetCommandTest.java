package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.media.BlurDownscale;
import org.perdura.media.Frame;

final class VideoDatasetCommandTest {

  private static final String RECIPE =
      """
      generator: {architecture: compact, channels: 8, blocks: 1}
      training: {steps: 1, threads: 1}
      phases:
        - {steps: 1, batch: 1, frames: 2, low-size: 10}
      data: {mix: {photo: 0, video: 0, synthetic: 1}}
      validation:
        data:
          videos: [{path: film.mp4}]
          mix: {photo: 0, video: 0.7, synthetic: 0.3}
      """;

  private static final int CLIPS = 3;
  private static final int FRAMES = 5;
  private static final int SIDE = 9;

  @TempDir private Path folder;
  private Path recipe;

  @BeforeEach
  void write() throws IOException {
    recipe = Files.writeString(folder.resolve("tiny.yaml"), RECIPE);
    Drawn.film(folder.resolve("film.mp4"), 160, 128, 8);
  }

  private Cli dataset(String into, Object... more) {
    return dataset(SIDE, into, more);
  }

  private Cli dataset(int lowSize, String into, Object... more) {
    var args = new Object[more.length + 12];
    Object[] first = {
      "dataset",
      "video",
      recipe,
      folder.resolve(into),
      "--clips",
      CLIPS,
      "--frames",
      FRAMES,
      "--low-size",
      lowSize,
      "--cache",
      folder.resolve("cache")
    };
    System.arraycopy(first, 0, args, 0, first.length);
    System.arraycopy(more, 0, args, first.length, more.length);
    return Cli.run(args);
  }

  /** All files with what they hold. */
  private Map<String, List<Byte>> contents(String name) throws IOException {
    var contents = new TreeMap<String, List<Byte>>();
    Path top = folder.resolve(name);
    try (var files = Files.walk(top)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        var boxed = new java.util.ArrayList<Byte>(bytes.length);
        for (byte value : bytes) {
          boxed.add(value);
        }
        contents.put(top.relativize(file).toString(), boxed);
      }
    }
    return contents;
  }

  private JsonNode description(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name).resolve("dataset.json").toFile());
  }

  @Test
  void clipsComeAsPicturesThatFitTogether() throws IOException {
    Cli result = dataset("set");
    assertThat(result.code()).as("%s", result.err()).isZero();
    for (int clip = 1; clip <= CLIPS; clip++) {
      String name = "clip-000" + clip;
      Path first = folder.resolve("set/low").resolve(name).resolve("0001.png");
      assertThat(first).exists();
      List<Frame> low = Drawn.read(folder.resolve("set/low").resolve(name));
      List<Frame> high = Drawn.read(folder.resolve("set/high").resolve(name));
      assertThat(low).hasSize(FRAMES).allMatch(frame -> frame.width() == SIDE);
      assertThat(high).hasSize(FRAMES).allMatch(frame -> frame.height() == 4 * SIDE);
      // The inside: at the border, the clip was made with what lies beyond.
      Frame again = BlurDownscale.frame(high.get(0));
      for (int y = 1; y < SIDE - 1; y++) {
        for (int x = 3; x < 3 * (SIDE - 1); x++) {
          int at = 3 * SIDE * y + x;
          assertThat(low.get(0).pixels()[at]).isEqualTo(again.pixels()[at]);
        }
      }
    }
  }

  @Test
  void theDescriptionSaysWhatTheyAre() throws IOException {
    assertThat(dataset("set", "--seed", 5).code()).isZero();
    JsonNode order = description("set").path("order");
    assertThat(order.path("recipe").asText()).isEqualTo("tiny");
    assertThat(order.path("part").asText()).isEqualTo("validation");
    assertThat(order.path("seed").asInt()).isEqualTo(5);
    assertThat(order.path("low-size").asInt()).isEqualTo(SIDE);
    assertThat(order.path("sources").path("videos").get(0).path("path").asText())
        .as("as the recipe names it")
        .isEqualTo("film.mp4");
    assertThat(description("set").path("degradation").asText()).startsWith("BD");
    assertThat(description("set").path("clips"))
        .hasSize(CLIPS)
        .allMatch(clip -> clip.path("origin").asText().matches("film.mp4|drawing(, drawing)?"));
  }

  @Test
  void theSeedSaysWhichClips() throws IOException {
    assertThat(dataset("one").code()).isZero();
    assertThat(dataset("two").code()).isZero();
    assertThat(dataset("other", "--seed", 1).code()).isZero();
    assertThat(contents("two")).isEqualTo(contents("one"));
    assertThat(contents("other")).isNotEqualTo(contents("one"));
  }

  @Test
  void thePartSaysOfWhatData() throws IOException {
    assertThat(dataset("set", "--part", "training").code()).isZero();
    assertThat(description("set").path("clips"))
        .allMatch(clip -> clip.path("origin").asText().startsWith("drawing"));
  }

  @Test
  void aDatasetThatWasStoppedIsFinished() throws IOException {
    assertThat(dataset("whole").code()).isZero();
    assertThat(dataset("parts").code()).isZero();
    // As if stopped while the last clip was written.
    var json = (com.fasterxml.jackson.databind.node.ObjectNode) description("parts");
    ((com.fasterxml.jackson.databind.node.ArrayNode) json.path("clips")).remove(CLIPS - 1);
    new ObjectMapper().writeValue(folder.resolve("parts/dataset.json").toFile(), json);
    Path high = folder.resolve("parts/high/clip-0003");
    for (int frame = 1; frame <= FRAMES; frame++) {
      Files.delete(high.resolve("000" + frame + ".png"));
    }
    Files.delete(high);
    Path kept = folder.resolve("parts/high/clip-0001/0001.png");
    var before = Files.getLastModifiedTime(kept);
    Cli result = dataset("parts", "--resume");
    assertThat(result.code()).as("%s", result.err()).isZero();
    assertThat(contents("parts")).isEqualTo(contents("whole"));
    assertThat(Files.getLastModifiedTime(kept)).isEqualTo(before);
  }

  @Test
  void anotherDatasetIsNotGoneOnWith() {
    assertThat(dataset("set").code()).isZero();
    Cli result = dataset("set", "--resume", "--seed", 2);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .singleElement()
        .asString()
        .contains("dataset.json", "seed 0", "seed 2");
  }

  @Test
  void onlyDatasetsAreReplacedAndOnlyIfAskedFor() throws IOException {
    assertThat(dataset("set").code()).isZero();
    Cli refused = dataset("set");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).singleElement().asString().contains("--resume", "--overwrite");
    assertThat(dataset("set", "--overwrite", "--seed", 1).code()).isZero();
    assertThat(dataset("other", "--seed", 1).code()).isZero();
    assertThat(contents("set")).isEqualTo(contents("other"));

    Files.writeString(Files.createDirectory(folder.resolve("mine")).resolve("notes"), "precious");
    Cli foreign = dataset("mine", "--overwrite");
    assertThat(foreign.code()).isEqualTo(1);
    assertThat(foreign.err()).singleElement().asString().contains("mine", "another folder");
    assertThat(folder.resolve("mine/notes")).hasContent("precious");
  }

  @Test
  void clipsLargerThanTheFootageAreRefused() {
    Cli result = dataset(40, "set", "--set", "validation.data.mix.synthetic=0");
    assertThat(result.code()).isEqualTo(1);
    // 128 rows, 1.25 of which make one of a clip that needs 8 more than it shows: 94 / 4.
    assertThat(result.err()).singleElement().asString().contains("--low-size 40", "at most 23");
    assertThat(folder.resolve("set")).doesNotExist();
  }

  @Test
  void missingFilmsAreNamed() throws IOException {
    Files.delete(folder.resolve("film.mp4"));
    Cli result = dataset("set");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).singleElement().asString().contains("film.mp4", "--data");
  }

  /** A folder that comes from elsewhere may hold a link to somewhere else. */
  @Test
  void nothingBehindALinkIsDeleted() throws IOException {
    assertThat(dataset("set").code()).isZero();
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path precious = Files.writeString(elsewhere.resolve("0001.png"), "precious");
    Files.createSymbolicLink(folder.resolve("set/high/clip-0009"), elsewhere);
    Cli result = dataset("set", "--overwrite");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).singleElement().asString().contains("clip-0009: is a link");
    assertThat(precious).hasContent("precious");
  }

  @Test
  void clipsOfADatasetAreCalledAsClipsAre() throws IOException {
    assertThat(dataset("set").code()).isZero();
    Path description = folder.resolve("set/dataset.json");
    String text = Files.readString(description);
    Files.writeString(description, text.replace("clip-0001", "../../elsewhere"));
    Cli result = dataset("set", "--resume");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).singleElement().asString().contains("dataset.json: does not describe");
  }

  /** What is said by --set is the user's own word. */
  @Test
  void aRecipeNamesNoFilmsOutsideOfItsData() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.move(folder.resolve("film.mp4"), folder.resolve("secret.mp4"));
    for (String film : List.of("../secret.mp4", folder.resolve("secret.mp4").toString())) {
      Files.writeString(recipe, RECIPE.replace("film.mp4", film));
      Cli result = dataset("set", "--data", data);
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).singleElement().asString().contains(film + " leads out of " + data);
      assertThat(folder.resolve("set")).doesNotExist();
      String said = "validation.data.videos=[{path: %s}]".formatted(film);
      assertThat(dataset("said" + film.length(), "--data", data, "--set", said).code()).isZero();
    }
  }
}
