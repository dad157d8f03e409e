package org.perdura.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.cli.Main;
import org.perdura.media.Frame;
import org.perdura.media.Media;
import org.perdura.models.ShippedModels;

final class DemoCommandTest {

  @TempDir private Path folder;

  private static int demo(Path into, StringWriter out, StringWriter err) {
    return Main.execute(
        new PrintWriter(out), new PrintWriter(err), "demo", into.toString(), "--threads", "1");
  }

  @Test
  void aFolderThatHoldsSomethingIsLeftAlone() throws Exception {
    Path kept = Files.writeString(folder.resolve("kept.txt"), "kept");
    var err = new StringWriter();
    assertThat(demo(folder, new StringWriter(), err)).isEqualTo(1);
    assertThat(err.toString().lines()).singleElement().asString().contains("not empty");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(kept);
    }
  }

  private static int failing(Path into, StringWriter err) {
    return Main.execute(
        new PrintWriter(new StringWriter()),
        new PrintWriter(err),
        "demo",
        into.toString(),
        "--model",
        "no-such-model");
  }

  @Test
  void aDemoThatFailedLeavesNothing() throws Exception {
    Path into = folder.resolve("demo");
    for (int i = 0; i < 2; i++) {
      var err = new StringWriter();
      assertThat(failing(into, err)).isEqualTo(1);
      assertThat(err.toString()).contains("no-such-model");
      assertThat(into).doesNotExist();
    }
  }

  @Test
  void whatAKilledDemoHasLeftIsNoHindrance() throws Exception {
    Files.writeString(folder.resolve("truth.mp4"), "half a film");
    Files.writeString(folder.resolve(".upscaled.1a2b.part.mp4"), "");
    var err = new StringWriter();
    assertThat(failing(folder, err)).isEqualTo(1);
    assertThat(err.toString()).contains("no-such-model");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFullDiskIsSaidWithTheFile() throws Exception {
    // Linux has a device that is always full; the unfinished file is made to lead to it.
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Files.createSymbolicLink(folder.resolve(".truth.mp4.part"), full);
    Path file = folder.resolve("truth.mp4");
    assertThatThrownBy(() -> WholeFile.write(file, new byte[100_000]))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining("space");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theBundledFilmIsShortHasSoundAndAnAttribution() throws Exception {
    Path film = folder.resolve("truth.mp4");
    try (var in = DemoCommand.class.getResourceAsStream("truth.mp4")) {
      Files.copy(in, film);
    }
    // How MP4 names AAC sound.
    assertThat(Files.readString(film, StandardCharsets.ISO_8859_1)).contains("mp4a");
    try (var reader = Media.open(film.toString())) {
      assertThat(reader.info().frames()).isBetween(48L, 240L);
      assertThat(reader.info().width() % 4).isZero();
      assertThat(reader.info().height() % 4).isZero();
    }
    try (var in = DemoCommand.class.getResourceAsStream("truth.mp4.attribution.txt")) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("Attribution 3.0", "Blender Foundation");
    }
  }

  @Test
  void everyShippedModelIsShownUnderItsLabel() {
    List<ShownModel> shown = ShownModel.shipped();
    assertThat(shown).extracting(ShownModel::model).containsAll(ShippedModels.names());
    assertThat(shown).extracting(ShownModel::film).doesNotHaveDuplicates();
    assertThat(shown)
        .allSatisfy(model -> assertThat(new Labels(List.of(model.label()))).isNotNull());
  }

  @Test
  void aModelFromElsewhereHasAFilmAndALabelOfItsOwn() {
    ShownModel own = ShownModel.of("mine.safetensors");
    assertThat(own.isShipped()).isFalse();
    assertThat(ShownModel.shipped()).extracting(ShownModel::film).doesNotContain(own.film());
    assertThat(ShownModel.films()).contains(own.film());
    assertThat(new Labels(List.of(own.label())).height()).isEqualTo(40);
    assertThat(ShownModel.of("video-4x")).isEqualTo(ShownModel.shipped().get(0));
  }

  @Test
  void helpSaysThatAllModelsAreShown() {
    var out = new StringWriter();
    Main.execute(new PrintWriter(out), new PrintWriter(new StringWriter()), "demo", "--help");
    assertThat(out.toString().replaceAll("\\s+", " "))
        .containsOnlyOnce("--model=NAME|FILE Show one model only")
        .contains("(default: all that are shipped)")
        .doesNotContain("(default: video-4x)");
  }

  private String page(List<ShownModel> models) throws IOException {
    Files.write(folder.resolve(Comparison.PICTURE), new byte[] {1, 2, 3});
    var results =
        IntStream.range(0, models.size())
            .mapToObj(i -> result(models.get(i).title(), 30 + i, 0.2 + 0.1 * i))
            .toList();
    var figures = new Figures(640, 360, result("bicubic", 28, 0.5), results);
    new DemoPage(models, figures, models.stream().map(model -> 12.5).toList()).write(folder);
    return Files.readString(folder.resolve(DemoPage.NAME));
  }

  private static Figures.Result result(String title, double psnr, double lpips) {
    return new Figures.Result(
        title, new double[] {psnr - 1, psnr, psnr + 1, psnr}, new double[] {lpips});
  }

  @Test
  void thePageShowsFiguresCurvesAndFilmsOfEachModel() throws Exception {
    List<ShownModel> models =
        List.of(
            new ShownModel("video-4x", "video-4x", "a.mp4", ""),
            new ShownModel("video-4x-detail", "video-4x-detail", "b.mp4", ""));
    assertThat(page(models))
        .contains("160x90 to 640x360", "28.00 dB", "30.00 dB", "<b>31.00 dB</b>")
        .contains("0.5000", "<b>0.2000</b>", "0.3000", "12.5 frames a second")
        .contains("href=\"a.mp4\"", "href=\"b.mp4\"", "Which one?")
        .doesNotContainPattern("\\{[a-z]+\\}")
        .satisfies(page -> assertThat(page.split("<polyline", -1)).hasSize(1 + 2 * 3));
  }

  @Test
  void noChoiceIsOfferedAndNothingPromisedOfAModelFromElsewhere() throws Exception {
    assertThat(page(List.of(ShownModel.of("mine.safetensors"))))
        .contains("your model", "The upscaler has not seen the original.")
        .doesNotContain("Which one?", "the model nor");
  }

  @Test
  void everyFourthFrameIsLookedAtByLpips() throws Exception {
    Frame truth = noise(1);
    Frame other = noise(2);
    try (var measurement = new Measurement(2)) {
      for (int i = 0; i < 5; i++) {
        measurement.add(List.of(other, truth), truth);
      }
      List<Figures.Result> results = measurement.results(List.of("other", "same"));
      assertThat(results.get(0).psnr()).hasSize(5);
      assertThat(results.get(0).lpips()).hasSize(2);
      assertThat(results.get(0).meanLpips()).isPositive();
      assertThat(results.get(1).meanLpips()).isZero();
      // Equal pictures are counted as 88 dB.
      assertThat(results.get(1).meanPsnr()).isGreaterThan(80);
      assertThat(results.get(0).meanPsnr()).isLessThan(15);
    }
  }

  private static Frame noise(int seed) {
    var pixels = new byte[64 * 64 * Frame.CHANNELS];
    new Random(seed).nextBytes(pixels);
    return Frame.still(64, 64, pixels);
  }

  @Test
  @Tag("long")
  void everythingIsMade() throws Exception {
    var out = new StringWriter();
    var err = new StringWriter();
    Path into = folder.resolve("demo");
    assertThat(demo(into, out, err)).as(err.toString()).isZero();
    var files = new ArrayList<String>(List.of("side-by-side.mp4", "comparison.png", "index.html"));
    ShippedModels.names().forEach(name -> files.add("upscaled-" + name + ".mp4"));
    for (String file : files) {
      assertThat(into.resolve(file)).isNotEmptyFile();
    }
    assertThat(out.toString()).contains("bicubic", "dB").contains(ShippedModels.names());
    int columns = 2 + ShippedModels.names().size();
    try (var truth = Media.open(into.resolve("truth.mp4").toString());
        var film = Media.open(into.resolve("side-by-side.mp4").toString())) {
      assertThat(film.info().width()).isEqualTo(truth.info().width() * 3 / 8 * columns);
    }
  }
}
