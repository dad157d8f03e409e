package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.media.Frame;
import org.perdura.media.Pictures;

final class EvaluateCommandTest {

  private static final int FRAMES = 6;

  @TempDir private Path folder;
  private Path truth;
  private Path good;
  private Path bad;

  @BeforeEach
  void draw() throws IOException {
    truth = pictures(folder.resolve("truth"), 0);
    good = pictures(folder.resolve("good"), 2);
    bad = pictures(folder.resolve("bad"), 40);
  }

  /** The drawn film with noise of that range, other in each frame. */
  private static Path pictures(Path into, int noise) throws IOException {
    Files.createDirectories(into);
    var random = new Random(5);
    for (int i = 0; i < FRAMES; i++) {
      Frame frame = Drawn.frame(64, 48, i);
      byte[] pixels = frame.pixels();
      for (int j = 0; j < pixels.length; j++) {
        int value = (pixels[j] & 0xff) + random.nextInt(2 * noise + 1) - noise;
        pixels[j] = (byte) Math.min(Math.max(value, 0), 255);
      }
      Pictures.write(frame, into.resolve("%03d.png".formatted(i)));
    }
    return into;
  }

  private Cli refused(String message, Object... words) {
    Cli result = Cli.run(words);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).singleElement().isEqualTo("perdura: " + message);
    return result;
  }

  @Test
  void severalResultsMakeOneTableWithTheBestMarked() {
    Cli result = Cli.run("evaluate", bad, "fine=" + good, truth, "--threads", 1);
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out().get(0))
        .startsWith("truth ")
        .contains("PSNR dB", "SSIM", "LPIPS-squeeze", "tOF px", "tLP-squeeze x100", "T-diff x100");
    assertThat(result.out().get(1)).startsWith("bad ").doesNotContain("*");
    assertThat(result.out().get(2)).startsWith("fine ").matches("(.*\\*){6}");
    assertThat(result.out()).hasSize(4);
    assertThat(result.out().get(3)).isEqualTo("* best; higher is better for PSNR and SSIM only");
  }

  @Test
  void jsonHoldsTheFiguresOfEachFrame() throws IOException {
    Path json = folder.resolve("figures.json");
    Cli result = Cli.run("evaluate", truth, good, truth, "--metrics", "psnr,tof", "--json", json);
    assertThat(result.code()).as(result.err().toString()).isZero();
    JsonNode all = new ObjectMapper().readTree(json.toFile());
    assertThat(all.path("results")).hasSize(2);
    JsonNode perfect = all.path("results").path(0);
    assertThat(perfect.path("result").asText()).isEqualTo("truth");
    assertThat(perfect.path("mean").path("psnr").asText()).isEqualTo("Infinity");
    JsonNode scene = all.path("results").path(1).path("scenes").path(0);
    assertThat(scene.path("first-frame").asInt()).isEqualTo(2);
    JsonNode psnr = scene.path("per-frame").path("psnr");
    assertThat(psnr).hasSize(FRAMES - 4);
    assertThat(scene.path("mean").path("psnr").asDouble())
        .isCloseTo((psnr.path(0).asDouble() + psnr.path(1).asDouble()) / 2, within(1e-9));
    assertThat(scene.path("per-frame").path("tof").path(0).isNull()).isTrue();
    assertThat(scene.path("per-frame").path("tof").path(1).isNumber()).isTrue();
    assertThat(scene.path("per-frame").has("ssim")).isFalse();

    refused(
        json + ": exists already; --overwrite replaces it",
        "evaluate",
        good,
        truth,
        "--json",
        json);
    assertThat(
            Cli.run("evaluate", good, truth, "--metrics", "psnr", "--json", json, "--overwrite")
                .code())
        .isZero();
  }

  @Test
  void foldersOfScenesAreMatchedByName() throws IOException {
    Path truths = Files.createDirectory(folder.resolve("truths"));
    Path results = Files.createDirectory(folder.resolve("results"));
    pictures(truths.resolve("city"), 0);
    pictures(truths.resolve("sea"), 0);
    pictures(results.resolve("city"), 3);
    refused(
        results
            + ": has no scene sea, a film or a folder of pictures of that name, which "
            + truths
            + " has",
        "evaluate",
        results,
        truths);
    Drawn.film(results.resolve("sea.mp4"), 64, 48, FRAMES);
    Files.writeString(results.resolve("notes.txt"), "not a scene");
    Cli result = Cli.run("evaluate", results, truths, "--metrics", "psnr,ssim");
    assertThat(result.code()).as(result.err().toString()).isZero();
    List<String> titles = result.out().stream().filter(line -> line.contains("PSNR dB")).toList();
    assertThat(titles).hasSize(3);
    assertThat(titles.get(0)).startsWith("city ");
    assertThat(titles.get(1)).startsWith("sea ");
    assertThat(titles.get(2)).startsWith("mean of 2 scenes ");
  }

  @Test
  void resultsOfEqualFileNamesAreToldApart() throws IOException {
    Path one = pictures(folder.resolve("a/film"), 1);
    Path two = pictures(folder.resolve("b/film"), 1);
    Cli result = Cli.run("evaluate", one, two, truth, "--metrics", "psnr");
    assertThat(result.out().get(1)).startsWith("a/film ");
    assertThat(result.out().get(2)).startsWith("b/film ");
    refused(
        "x: two results of that name; give them others by NAME=" + two,
        "evaluate",
        "x=" + one,
        "x=" + two,
        truth);
  }

  @Test
  void reportIsOnePage() throws IOException {
    Path report = folder.resolve("report");
    Cli result = Cli.run("evaluate", good, truth, "--metrics", "psnr,tof", "--report", report);
    assertThat(result.code()).as(result.err().toString()).isZero();
    assertThat(Files.readString(report.resolve("index.html"))).contains("PSNR", "good");
    refused(
        report + ": is not empty; --overwrite replaces the report in it",
        "evaluate",
        good,
        truth,
        "--report",
        report);
  }

  @Test
  void whatDoesNotFitIsSaidInOneLineAndNothingIsWritten() throws IOException {
    Path json = folder.resolve("figures.json");
    Path small = folder.resolve("small");
    Files.createDirectory(small);
    Pictures.write(Drawn.frame(32, 48, 0), small.resolve("0.png"));
    refused(
        small + ": frame 0 is 32x48, must be 64x48, as " + truth,
        "evaluate",
        small,
        truth,
        "--json",
        json);
    Path missing = folder.resolve("missing");
    refused(missing + ": no such file", "evaluate", missing, truth, "--json", json);
    refused(missing + ": no such file", "evaluate", good, missing, "--json", json);
    refused(
        "LPIPS-alex: its weights do not come with Perdura; give torchvision's state dict",
        "evaluate",
        good,
        truth,
        "--lpips",
        "alex",
        "--json",
        json);
    assertThat(json).doesNotExist();
  }
}
