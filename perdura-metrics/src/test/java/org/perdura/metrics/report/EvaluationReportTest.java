package org.perdura.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.media.Frame;
import org.perdura.metrics.Evaluation;
import org.perdura.metrics.ResultFigures;
import org.perdura.metrics.Scene;

class EvaluationReportTest {

  private static final Pattern PICTURE =
      Pattern.compile(
          "<img class=\"([^\"]*)\"[^>]*? width=\"(\\d+)\" height=\"(\\d+)\" alt=\"([^\"]*)\""
              + " src=\"data:image/(png|jpeg);base64,([^\"]*)\">");
  private static final Pattern RECTANGLE =
      Pattern.compile(
          "<rect class=\"over\" x=\"(\\d+)\" y=\"(\\d+)\" width=\"(\\d+)\" height=\"(\\d+)\"/>");

  @TempDir Path folder;

  @Test
  void thePageNeedsNothingButItself() throws IOException {
    String page = page(Clips.Example.in(folder, "scene", List.of("a", "b"), 12));

    assertThat(page)
        .doesNotContainPattern("(?i)https?:|<link|@import|url\\(|<iframe|srcset|//[a-z]+\\.")
        .contains("default-src 'none'");
    assertThat(Pattern.compile("(?:src|href)=\"([^\"]{0,5})").matcher(page).results())
        .allMatch(found -> found.group(1).startsWith("data:") || found.group(1).startsWith("#"));
  }

  @Test
  void everyPictureDecodesInTheShapeItIsShown() throws IOException {
    String page = page(Clips.Example.in(folder, "scene", List.of("a", "b"), 12));

    List<MatchResult> pictures = PICTURE.matcher(page).results().toList();
    // Two worst frames of a result and the truth with a crop row or two, slices, motion, the place.
    assertThat(pictures).hasSizeGreaterThanOrEqualTo(2 * 2 + 2 * 3 + 3 + 3 + 1);
    assertThat(pictures).hasSize((int) Pattern.compile("<img ").matcher(page).results().count());
    for (MatchResult picture : pictures) {
      BufferedImage image = decoded(picture);
      assertThat(image).isNotNull();
      if (!picture.group(1).contains("slice")) {
        assertThat(Integer.parseInt(picture.group(2)) * image.getHeight())
            .isEqualTo(Integer.parseInt(picture.group(3)) * image.getWidth());
      }
    }
  }

  @Test
  void namesAreTextAndNeverMarkup() throws IOException {
    String evil = "<script>alert('1')</script> & \"b\"";
    String page = page(Clips.Example.in(folder, evil, List.of(evil), 12));

    assertThat(page)
        .doesNotContain("alert('1')")
        .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;b&quot;");
    assertThat(Pattern.compile("<script>").matcher(page).results()).hasSize(1);
  }

  @Test
  void theCropIsWhereTheResultDiffersPixelByPixel() throws IOException {
    // The judged area begins at 8 here; the spot is put near its lower right corner.
    Frame truth = Clips.noise(400, 304, 1);
    var spot = new Region(340, 250, 5, 5);
    Path film = Clips.write(folder.resolve("truth"), 8, i -> truth);
    Path other = Clips.write(folder.resolve("result"), 8, i -> Clips.spoilt(truth, spot));
    var evaluation =
        new Evaluation(
            "squeeze", List.of(new ResultFigures("r", List.of(Clips.figures("s", 2, 4, 4)))));
    EvaluationReport.write(
        folder.resolve("report"),
        List.of(new Scene("s", film, Map.of("r", other))),
        evaluation,
        false,
        (done, total) -> {},
        EvaluationReportTest::still);
    String page = Files.readString(folder.resolve("report/index.html"));

    var mark = RECTANGLE.matcher(page);
    assertThat(mark.find()).isTrue();
    var region = new Region(number(mark, 1), number(mark, 2), number(mark, 3), number(mark, 4));
    assertThat(region.x()).isLessThanOrEqualTo(spot.x());
    assertThat(region.x() + region.width()).isGreaterThanOrEqualTo(345);
    assertThat(region.y()).isLessThanOrEqualTo(spot.y());
    assertThat(region.y() + region.height()).isGreaterThanOrEqualTo(255);
    List<MatchResult> crops =
        PICTURE.matcher(page).results().filter(p -> p.group(1).equals("pixels")).toList();
    Frame expected = region.cut(Clips.spoilt(truth, spot));
    assertThat(pixels(decoded(crops.get(0)))).isEqualTo(expected.pixels());
    assertThat(pixels(decoded(crops.get(1)))).isEqualTo(region.cut(truth).pixels());
    assertThat(number(crops.get(0), 2)).isEqualTo(4 * region.width());
  }

  @Test
  void aLongerFilmMakesNoMorePictures() throws IOException {
    long some = pictures(Clips.Example.in(folder.resolve("some"), "s", List.of("a"), 250));
    long more = pictures(Clips.Example.in(folder.resolve("more"), "s", List.of("a"), 400));

    assertThat(more).isBetween((long) (0.9 * some), (long) (1.1 * some));
  }

  private long pictures(Clips.Example example) throws IOException {
    return PICTURE.matcher(page(example)).results().mapToLong(p -> p.group(6).length()).sum();
  }

  @Test
  void scenesHaveTheirOwnTablesOnlyWhereThereAreSeveral() throws IOException {
    var one = Clips.Example.in(folder.resolve("one"), "first", List.of("a", "b"), 8);
    assertThat(tables(page(one))).isEqualTo(1);

    var scenes = new ArrayList<>(one.scenes());
    scenes.add(new Scene("second", scenes.get(0).truth(), scenes.get(0).results()));
    var results = new ArrayList<ResultFigures>();
    for (ResultFigures result : one.evaluation().results()) {
      var figures = new ArrayList<>(result.scenes());
      figures.add(Clips.figures("second", 2, 4, 5));
      results.add(new ResultFigures(result.result(), figures));
    }
    var two = new Clips.Example(scenes, new Evaluation("vgg", results));
    String page = page(two);
    assertThat(tables(page)).isEqualTo(3);
    assertThat(page).contains("href=\"#scene-2\"", "id=\"scene-2\"", "-vgg");
  }

  @Test
  void progressEndsAtTheTotal() throws IOException {
    var example = Clips.Example.in(folder, "scene", List.of("a"), 12);
    var seen = new ArrayList<Long>();
    EvaluationReport.write(
        folder.resolve("report"),
        example.scenes(),
        example.evaluation(),
        false,
        (done, total) -> {
          seen.add(done);
          assertThat(done).isLessThanOrEqualTo(total);
          if (done == 1) {
            seen.add(0, total);
          }
        });

    assertThat(seen.get(seen.size() - 1)).isEqualTo(seen.get(0));
  }

  @Test
  void whatIsThereIsReplacedOnlyIfAsked() throws IOException {
    var example = Clips.Example.in(folder, "scene", List.of("a"), 8);
    Path report = Files.createDirectory(folder.resolve("report"));
    write(report, example, false);
    long size = Files.size(report.resolve("index.html"));
    Files.writeString(report.resolve("index.html"), "old");

    assertThatThrownBy(() -> write(report, example, false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("report: is not empty");
    assertThat(report.resolve("index.html")).hasContent("old");
    write(report, example, true);
    assertThat(report.resolve("index.html")).hasSize(size);
    try (var files = Files.list(report)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aFilmThatIsTooShortLeavesNothingBehind() throws IOException {
    var example = Clips.Example.in(folder, "scene", List.of("a"), 12);
    Path film = example.scenes().get(0).results().get("a");
    for (int i = 4; i < 12; i++) {
      Files.delete(film.resolve("%04d.png".formatted(i)));
    }
    Path report = folder.resolve("report");

    assertThatThrownBy(() -> write(report, example, false))
        .isInstanceOf(IOException.class)
        .hasMessage(
            film + ": has 4 frames, but more were judged; is it the film that was evaluated?");
    assertThat(report).doesNotExist();
  }

  @Test
  void scenesAndFiguresMustBelongTogether() throws IOException {
    var example = Clips.Example.in(folder, "scene", List.of("a"), 8);
    Scene scene = example.scenes().get(0);
    var other = new Scene("scene", scene.truth(), new LinkedHashMap<>(Map.of("b", scene.truth())));

    assertThatThrownBy(
            () ->
                write(
                    folder.resolve("r"),
                    new Clips.Example(List.of(other), example.evaluation()),
                    false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scene: has no film of the result a");
    var renamed = new Scene("elsewhere", scene.truth(), scene.results());
    assertThatThrownBy(
            () ->
                write(
                    folder.resolve("r"),
                    new Clips.Example(List.of(renamed), example.evaluation()),
                    false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a: was judged in the scenes [scene]");
  }

  private String page(Clips.Example example) throws IOException {
    Path report = Files.createTempDirectory(folder, "report");
    write(report, example, false);
    return Files.readString(report.resolve(ReportFile.PAGE));
  }

  private static void write(Path report, Clips.Example example, boolean overwrite)
      throws IOException {
    EvaluationReport.write(
        report,
        example.scenes(),
        example.evaluation(),
        overwrite,
        (done, total) -> {},
        EvaluationReportTest::still);
  }

  private static float[] still(Frame before, Frame after) {
    return new float[after.width() * after.height() * 2];
  }

  private static long tables(String page) {
    return Pattern.compile("<table>").matcher(page).results().count();
  }

  private static int number(MatchResult found, int group) {
    return Integer.parseInt(found.group(group));
  }

  private static BufferedImage decoded(MatchResult picture) throws IOException {
    byte[] bytes = Base64.getDecoder().decode(picture.group(6));
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  private static byte[] pixels(BufferedImage image) {
    var pixels = new byte[image.getWidth() * image.getHeight() * 3];
    for (int i = 0; i < pixels.length / 3; i++) {
      int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
      for (int c = 0; c < 3; c++) {
        pixels[3 * i + c] = (byte) (rgb >> (16 - 8 * c));
      }
    }
    return pixels;
  }
}
