package org.perdura.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeReaderTest {

  enum Kind {
    COMPACT,
    FRAME_RECURRENT
  }

  record Model(Kind kind, @Default("64") int channels, Optional<String> startFrom) {}

  record Source(Path folder, double share) {}

  record Experiment(
      Model model,
      List<Source> data,
      @Default("{}") Map<String, Double> weights,
      @Default("1e-3") double eps,
      @Default("true") boolean flips,
      @Default("") String note) {
    Experiment {
      if (eps <= 0) {
        throw new IllegalArgumentException("eps: " + eps + ", must be above 0");
      }
    }
  }

  private static final String GOOD =
      """
      model: {kind: frame-recurrent}
      data:
        - {folder: photos, share: 0.45}
        - {folder: clips, share: 1}
      weights: {content: 1, ping-pong: 0.5}
      """;

  private static Experiment read(String yaml, String... overrides) {
    return RecipeReader.parse("some/test.yaml", yaml, Experiment.class, List.of(overrides)).value();
  }

  private static void assertRefused(String yaml, String message, String... overrides) {
    assertThatThrownBy(() -> read(yaml, overrides))
        .isInstanceOf(RecipeException.class)
        .hasMessage(message);
  }

  @Test
  void bindsRecordsAndFillsDefaults() {
    assertThat(read(GOOD))
        .isEqualTo(
            new Experiment(
                new Model(Kind.FRAME_RECURRENT, 64, Optional.empty()),
                List.of(new Source(Path.of("photos"), 0.45), new Source(Path.of("clips"), 1)),
                Map.of("content", 1.0, "ping-pong", 0.5),
                1e-3,
                true,
                ""));
  }

  @Test
  void pathsStartFromTheRecipesFolder(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, GOOD);
    var recipe = RecipeReader.read(file, Experiment.class, List.of());
    assertThat(recipe.name()).isEqualTo("mine");
    assertThat(recipe.value().data().get(0).folder()).isEqualTo(folder.resolve("photos"));
  }

  @Test
  void overridesReplaceAddAndReachIntoLists() {
    var read =
        read(
            GOOD,
            "model.channels=32",
            "model.start-from=video-4x",
            "data.1.share=2e-1",
            "weights.warp=3",
            "eps=0.5");
    assertThat(read.model())
        .isEqualTo(new Model(Kind.FRAME_RECURRENT, 32, Optional.of("video-4x")));
    assertThat(read.data().get(1).share()).isEqualTo(0.2);
    assertThat(read.weights()).containsEntry("warp", 3.0).hasSize(3);
    assertThat(read.eps()).isEqualTo(0.5);
    assertRefused(GOOD, "--set eps: must be key.sub=value", "eps");
    assertRefused(
        GOOD,
        "some/test.yaml: model.chanels: unknown key; did you mean channels?",
        "model.chanels=32");
  }

  @Test
  void overridesThatReachNothingSayWhatIsThere() {
    assertRefused(
        GOOD,
        "--set data.2.share=1: data is a list of 2, counted from 0; it has no 2",
        "data.2.share=1");
    assertRefused(
        GOOD, "--set data.-1=1: data is a list of 2, counted from 0; it has no -1", "data.-1=1");
    assertRefused(
        GOOD,
        "--set data.photos.share=1: data is a list of 2, counted from 0; it has no photos",
        "data.photos.share=1");
    assertRefused(
        GOOD,
        "--set data.0.share.x=1: data.0.share is 0.45, and has no x inside",
        "data.0.share.x=1");
    assertRefused(
        "model: {kind: compact}",
        "--set data.0.share=1: the recipe has no list data; must be set whole, as data=[...]",
        "data.0.share=1");
    assertThat(read("model: {kind: compact}", "data=[{folder: a, share: 1}]").data()).hasSize(1);
  }

  enum Sight {
    TEMPORAL,
    SPATIAL
  }

  record View(@Default("temporal") Sight kind, @Default("1") int every) {}

  record Network(@Default("[4, 8]") List<Integer> channels) {}

  record Judge(
      String name,
      @Default("{}") View view,
      @Default("{}") Network network,
      @Default("1") double adversarial) {}

  record Judged(List<Judge> judges) {}

  @Test
  void overridesReachIntoTheRecordsOfAList() {
    String yaml =
        """
        judges:
          - {name: one, view: {kind: temporal}}
          - {name: two, network: {channels: [8, 16, 32]}}
        """;
    var judges =
        RecipeReader.parse(
                "test.yaml",
                yaml,
                Judged.class,
                List.of(
                    "judges.0.view.kind=spatial",
                    "judges.0.adversarial=0.5",
                    "judges.1.view.every=3",
                    "judges.1.network.channels.2=48"))
            .value()
            .judges();
    assertThat(judges.get(0).name()).isEqualTo("one");
    assertThat(judges.get(0).view().kind()).isEqualTo(Sight.SPATIAL);
    assertThat(judges.get(0).adversarial()).isEqualTo(0.5);
    assertThat(judges.get(1).view().every()).isEqualTo(3);
    assertThat(judges.get(1).view().kind()).isEqualTo(Sight.TEMPORAL);
    assertThat(judges.get(1).network().channels()).containsExactly(8, 16, 48);
    assertThatThrownBy(
            () ->
                RecipeReader.parse(
                    "test.yaml", yaml, Judged.class, List.of("judges.1.view.kin=spatial")))
        .hasMessage("test.yaml: judges.1.view.kin: unknown key; did you mean kind?");
  }

  @Test
  void aFolderIsNamed(@TempDir Path folder) {
    assertThatThrownBy(() -> RecipeReader.read(folder, Experiment.class, List.of()))
        .isInstanceOf(RecipeException.class)
        .hasMessage(folder + ": is a folder, must be a file in YAML");
  }

  @Test
  void flatHoldsEveryValueDefaultsToo() {
    var flat =
        RecipeReader.parse("test.yaml", GOOD, Experiment.class, List.of("model.channels=48"))
            .flat();
    assertThat(flat)
        .containsEntry("model.kind", "frame-recurrent")
        .containsEntry("model.channels", "48")
        .containsEntry("data.1.share", "1.0")
        .containsEntry("eps", "0.001")
        .doesNotContainKey("model.start-from");
  }

  @Test
  void unknownKeysNameTheNearestKnown() {
    assertRefused(GOOD + "flip: true\n", "some/test.yaml: flip: unknown key; did you mean flips?");
    assertRefused(
        "model: {kind: compact}\ndata: [{folder: a, shear: 1}]",
        "some/test.yaml: data.0.shear: unknown key; did you mean share?");
    assertRefused(
        GOOD + "zzzzzzzz: 1\n",
        "some/test.yaml: zzzzzzzz: unknown key; there are model, data, weights, eps, flips, note");
  }

  @Test
  void wrongTypesNameWhatIsExpected() {
    assertRefused(
        "model: {kind: compat}\ndata: []",
        "some/test.yaml: model.kind: compat, must be one of compact, frame-recurrent");
    assertRefused(
        GOOD, "some/test.yaml: model.channels: 1.5, must be a whole number", "model.channels=1.5");
    assertRefused(GOOD, "some/test.yaml: eps: small, must be a number", "eps=small");
    assertRefused(GOOD, "some/test.yaml: flips: 1, must be true or false", "flips=1");
    assertRefused(GOOD, "some/test.yaml: data: photos, must be a list", "data=photos");
    assertRefused(GOOD + "eps:", "some/test.yaml: eps: nothing, must be a number");
    assertRefused(GOOD, "some/test.yaml: note: nothing, must be text", "note=null");
    assertThat(read(GOOD, "note=").note()).isEmpty();
    assertRefused(GOOD, "some/test.yaml: model: nothing, must be keys with values", "model=null");
    assertRefused(
        GOOD, "some/test.yaml: weights.warp: a list, must be a number", "weights.warp=[]");
  }

  @Test
  void missingKeysAndBadValuesAreNamed() {
    assertRefused("model: {kind: compact}", "some/test.yaml: data: missing");
    assertRefused("model: {}\ndata: []", "some/test.yaml: model.kind: missing");
    assertRefused(GOOD, "some/test.yaml: eps: -1.0, must be above 0", "eps=-1");
    assertRefused("", "some/test.yaml: must be keys with values (YAML)");
    assertRefused("just text", "some/test.yaml: must be keys with values (YAML)");
  }

  @Test
  void brokenYamlSaysWhereInOneLine() {
    assertThatThrownBy(() -> read("model: {kind: compact\ndata: ]"))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith("some/test.yaml, line 2, column ")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> read(GOOD + "data: []\n"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("uplicate")
        .hasMessageNotContaining("\n");
  }

  @Test
  void peeksAtATextOfTheOutermostLevel(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, "domain: smoke\nnote: ''\nsteps: 5\nmodel: {kind: compact}\n");
    assertThat(RecipeReader.peek(file, "domain")).contains("smoke");
    assertThat(RecipeReader.peek(file, "note")).contains("");
    assertThat(RecipeReader.peek(file, "kind")).as("within another key").isEmpty();
    assertThat(RecipeReader.peek(file, "steps")).as("a number").isEmpty();
    assertThat(RecipeReader.peek(file, "model")).as("keys with values").isEmpty();
  }

  @Test
  void peeksAtNothingWhereThereIsNone(@TempDir Path folder) throws IOException {
    assertThat(RecipeReader.peek(folder.resolve("none.yaml"), "domain")).isEmpty();
    assertThat(RecipeReader.peek(folder, "domain")).as("a folder").isEmpty();
    Path file = folder.resolve("mine.yaml");
    for (String text : List.of("", "just text", "- domain", "{domain: smoke", "domain: a\n b: c")) {
      Files.writeString(file, text);
      assertThat(RecipeReader.peek(file, "domain")).as(text).isEmpty();
    }
    Files.write(file, new byte[] {'d', (byte) 0xff, (byte) 0xfe, 0});
    assertThat(RecipeReader.peek(file, "domain")).as("no text").isEmpty();
  }

  @Test
  void missingFilesAreNamed(@TempDir Path folder) {
    Path file = folder.resolve("none.yaml");
    assertThatThrownBy(() -> RecipeReader.read(file, Experiment.class, List.of()))
        .hasMessage(file + ": no such file");
  }

  /** Whatever a file says, the message is one line that a terminal only shows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\\nb\\e[2J\": 1",
        "note: [\"x\\ny\"]",
        "weights: {\"a\\r\\nb\": \"c\\x9bd\"}",
        "model: {kind: \"\\L\\P\\0\"}",
        "data: [{folder: \"a\\0b\", share: 1}]",
        "a: b: c\t: \td",
      })
  void messagesAreOneLine(String yaml) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(RecipeException.class)
        .satisfies(
            e -> assertThat(e.getMessage().chars().noneMatch(Character::isISOControl)).isTrue());
  }

  @Test
  void messagesAreAsShortAsOneCanRead() {
    assertThatThrownBy(() -> read("x".repeat(100_000) + ": 1"))
        .isInstanceOf(RecipeException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
  }

  /** A text that would be 9^9 words if every alias were what it stands for. */
  @Test
  @Timeout(10)
  void aliasesDoNotMultiply() {
    var yaml = new StringBuilder("a0: &a0 [lol]\n");
    for (int i = 1; i < 10; i++) {
      yaml.append("a%d: &a%d [".formatted(i, i)).append(("*a" + (i - 1) + ",").repeat(9));
      yaml.append("]\n");
    }
    assertThatThrownBy(() -> read(yaml.toString())).isInstanceOf(RecipeException.class);
    assertThatThrownBy(() -> read("weights: &a {b: *a}")).isInstanceOf(RecipeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!javax.script.ScriptEngineManager []", "!!java.io.File [/tmp/x]"})
  void tagsMakeNoObjects(String value) {
    assertThatThrownBy(() -> read("note: " + value)).isInstanceOf(RecipeException.class);
  }

  @Test
  @Timeout(10)
  void whatIsNestedTooDeepOrTooLargeIsRefused(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> read("note: " + "[".repeat(100_000)))
        .isInstanceOf(RecipeException.class);
    Path large = folder.resolve("large.yaml");
    Files.writeString(large, "note: " + "x".repeat(2 << 20));
    assertThatThrownBy(() -> RecipeReader.read(large, Experiment.class, List.of()))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("1048576 at most");
    assertThat(RecipeReader.peek(large, "note")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "/etc", "photos/../../secret", "."})
  void pathsStayInTheRecipesFolder(String path, @TempDir Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("recipes"));
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, GOOD.replace("folder: photos", "folder: " + path));
    if (path.equals(".")) {
      assertThat(RecipeReader.read(file, Experiment.class, List.of()).value().data()).hasSize(2);
      return;
    }
    assertThatThrownBy(() -> RecipeReader.read(file, Experiment.class, List.of()))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("data.0.folder: " + path + " leads out of " + folder);
    // Who runs the recipe may name anything.
    List<String> said = List.of("data.0.folder=" + path);
    assertThat(RecipeReader.read(file, Experiment.class, said).value().data()).hasSize(2);
  }

  @Test
  void textsThatArePathsStayInAFolder() {
    record Sources(List<String> photos) {}
    List<String> said = List.of("photos.1=/anywhere");
    var recipe = RecipeReader.parse("a.yaml", "photos: [in/side, x]", Sources.class, said);
    var photos = Pattern.compile("photos\\.\\d+");
    RecipePaths.requireInside(recipe, photos, Path.of("data"), said);
    assertThatThrownBy(() -> RecipePaths.requireInside(recipe, photos, Path.of("data"), List.of()))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("a: photos.1: /anywhere leads out of");
  }
}
