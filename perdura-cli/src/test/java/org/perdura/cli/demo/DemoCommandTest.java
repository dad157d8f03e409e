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
  void everyShippedModelForFilmsAndFlatSmokeIsShown() {
    List<ShownModel> films = ShownModel.shipped(ShownModel.VIDEO);
    List<ShownModel> smoke = ShownModel.shipped(ShownModel.SMOKE);
    assertThat(names(films)).containsExactlyElementsOf(shipped("video-"));
    assertThat(names(smoke)).containsExactlyElementsOf(shipped("smoke-2d-"));
    assertThat(films).extracting(ShownModel::film).doesNotHaveDuplicates();
    assertThat(smoke).extracting(ShownModel::output).doesNotHaveDuplicates();
    assertThat(films)
        .allSatisfy(model -> assertThat(new Labels(List.of(model.label()))).isNotNull());
  }

  private static List<String> names(List<ShownModel> models) {
    return models.stream().map(ShownModel::model).toList();
  }

  private static List<String> shipped(String prefix) {
    return ShippedModels.names().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  @Test
  void aModelFromElsewhereHasAFilmAndALabelOfItsOwn() {
    var own = new ShownModel("mine.safetensors");
    assertThat(own.isShipped()).isFalse();
    assertThat(own.title()).isEqualTo("your model");
    assertThat(ShownModel.shipped(ShownModel.VIDEO))
        .extracting(ShownModel::film)
        .doesNotContain(own.film());
    assertThat(ShownModel.films()).contains(own.film());
    assertThat(new Labels(List.of(own.label())).height()).isEqualTo(40);
  }

  @Test
  void aModelIsShownInItsPartOnly() {
    var err = new StringWriter();
    Path into = folder.resolve("demo");
    int code =
        Main.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            "demo",
            into.toString(),
            "--model",
            "video-4x",
            "--only",
            "smoke");
    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("video-4x: is for video, but --only smoke");
    assertThat(into).doesNotExist();
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
    List<Double> rates = models.stream().map(model -> 12.5).toList();
    DemoPage.write(folder, List.of(new FilmSection(models, figures, rates).html(folder)));
    return Files.readString(folder.resolve(DemoPage.NAME));
  }

  private static Figures.Result result(String title, double psnr, double lpips) {
    return new Figures.Result(
        title, new double[] {psnr - 1, psnr, psnr + 1, psnr}, new double[] {lpips});
  }

  @Test
  void thePageShowsFiguresCurvesAndFilmsOfEachModel() throws Exception {
    List<ShownModel> models =
        List.of(new ShownModel("video-4x"), new ShownModel("video-4x-detail"));
    assertThat(page(models))
        .contains("160x90 to 640x360", "28.00 dB", "30.00 dB", "<b>31.00 dB</b>")
        .contains("0.5000", "<b>0.2000</b>", "0.3000", "12.5 frames a second")
        .contains("href=\"upscaled-video-4x.mp4\"", "href=\"upscaled-video-4x-detail.mp4\"")
        .contains("Which one?")
        .doesNotContainPattern("\\{[a-z]+\\}")
        .satisfies(page -> assertThat(page.split("<polyline", -1)).hasSize(1 + 2 * 3));
  }

  @Test
  void noChoiceIsOfferedAndNothingPromisedOfAModelFromElsewhere() throws Exception {
    assertThat(page(List.of(new ShownModel("mine.safetensors"))))
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
    var files =
        new ArrayList<String>(
            List.of(
                "side-by-side.mp4",
                "comparison.png",
                "index.html",
                "smoke/side-by-side.mp4",
                "smoke/comparison.png",
                "smoke/pair/sim_0000/density_high_0059.npz"));
    List<ShownModel> models = ShownModel.shipped(ShownModel.VIDEO);
    models.forEach(model -> files.add(model.film()));
    List<ShownModel> smoke = ShownModel.shipped(ShownModel.SMOKE);
    smoke.forEach(model -> files.add("smoke/" + model.output() + "/density_0059.npz"));
    for (String file : files) {
      assertThat(into.resolve(file)).isNotEmptyFile();
    }
    assertThat(out.toString())
        .contains("bicubic", "LPIPS", "cubic", "fine-error")
        .contains(names(models))
        .contains(names(smoke));
    assertThat(Files.readString(into.resolve("index.html"))).contains("Film: ", "Smoke: ");
    int columns = 2 + models.size();
    try (var truth = Media.open(into.resolve("truth.mp4").toString());
        var film = Media.open(into.resolve("side-by-side.mp4").toString())) {
      assertThat(film.info().width()).isEqualTo(truth.info().width() * 3 / 8 * columns);
    }
  }
}
