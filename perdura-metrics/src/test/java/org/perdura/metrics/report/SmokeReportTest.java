package org.perdura.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.GridSequence;
import org.perdura.grid.io.SequenceName;
import org.perdura.media.Frame;
import org.perdura.metrics.smoke.SmokeEvaluator;
import org.perdura.metrics.smoke.SmokeMetric;
import org.perdura.metrics.smoke.SmokeSequence;
import org.perdura.metrics.smoke.SmokeSet;

class SmokeReportTest {

  @TempDir private Path folder;

  private SmokeSequence sequence(String name, GridSize size, double noise) throws IOException {
    Path into = Files.createDirectories(folder.resolve(name));
    var random = new Random(3);
    for (int number = 5; number < 8; number++) {
      var field = new ScalarField(size);
      for (int i = 0; i < size.cells(); i++) {
        field.values()[i] = (float) (0.5 + noise * random.nextGaussian());
      }
      // All that happens in the truth happens here; per cell, more in the shorter line.
      field.values()[size.index(3, 5, size.z() / 2)] = number - 5;
      GridFiles.write(into.resolve("density_%d.uni".formatted(number)), field);
    }
    return SmokeSequence.of(GridSequence.open(SequenceName.of(into + "/density_%d.uni")));
  }

  private String page(GridSize size, boolean inStep) throws IOException {
    var results = new LinkedHashMap<String, SmokeSequence>();
    results.put("<b>", sequence("b", size, 0.01));
    results.put("c", sequence("c", size, 0.02));
    var set = SmokeSet.of(sequence("truth", size, 0.001), results, null);
    Path report = folder.resolve("report");
    try (var slabs = new Slabs(1)) {
      var evaluator = new SmokeEvaluator(EnumSet.allOf(SmokeMetric.class), 4, slabs);
      var evaluation =
          inStep
              ? evaluator.evaluate(set, (done, expected) -> {})
              : evaluator.compareSpectra(set, (done, expected) -> {});
      var told = new long[2];
      SmokeReport.write(
          report,
          set,
          evaluation,
          false,
          slabs,
          (done, total) -> {
            told[0] = done;
            told[1] = total;
          });
      assertThat(told[0]).isEqualTo(told[1]);
    }
    return Files.readString(report.resolve(ReportFile.PAGE));
  }

  @Test
  void aFlatSmokeHasItsFiguresSpectraAndPictures() throws IOException {
    String page = page(GridSize.flat(32, 24), true);
    assertThat(page)
        .contains("2 results judged against the truth in 3 frames, 32x24 cells")
        .contains("&lt;b&gt;")
        .doesNotContain("<b>")
        .contains("fine-error", "nearer to 1 is better", "low-res Nyquist", "x = 3, where most")
        .doesNotContain("coherence-fine");
    // Two worst frames of three pictures, and three slices.
    assertThat(page.split("<img", -1)).hasSize(1 + 2 * 3 + 3);
    assertThat(page.split("<svg class=\"plot\"", -1))
        .hasSize(1 + SmokeMetric.values().length - 2 + 1);
    assertThat(page).doesNotContain("NaN");
  }

  @Test
  void aSolidSmokeIsSeenThroughAndCut() throws IOException {
    String page = page(new GridSize(12, 16, 8), true);
    assertThat(page)
        .contains("light along z that the smoke holds back", "middle slice", "y = 5 of the middle");
    assertThat(page.split("<img", -1)).hasSize(1 + 2 * 2 * 3 + 3);
  }

  @Test
  void ofSpectraAloneThereAreNoFrames() throws IOException {
    String page = page(GridSize.flat(32, 24), false);
    assertThat(page).contains("low-res Nyquist").doesNotContain("<img", "Frame by frame");
  }

  @Test
  void lessIsBlueAndMoreIsRed() {
    Frame picture = SignedColors.picture(new float[] {-2, 0, 0.5f, 9}, 4, 1, 1);
    int[] red = new int[4];
    int[] blue = new int[4];
    for (int i = 0; i < 4; i++) {
      red[i] = picture.pixels()[3 * i] & 0xff;
      blue[i] = picture.pixels()[3 * i + 2] & 0xff;
    }
    assertThat(blue[0]).isGreaterThan(red[0]);
    assertThat(red[1]).isEqualTo(255).isEqualTo(blue[1]);
    assertThat(red[3]).isGreaterThan(blue[3]);
    assertThat(blue[2]).isBetween(blue[3], 255);
  }

  @Test
  void upIsUp() {
    var density = new ScalarField(GridSize.flat(2, 3));
    density.values()[density.size().index(1, 2, 0)] = 0.5f;
    assertThat(DensityView.FLAT.shades(density)).containsExactly(0, 0.5f, 0, 0, 0, 0);
    var solid = new ScalarField(new GridSize(2, 3, 4));
    solid.values()[solid.size().index(0, 0, 1)] = 1;
    // 16 / 4 is the exponent of a cell full of smoke.
    assertThat(DensityView.LIGHT.shades(solid)[4]).isEqualTo((float) (1 - Math.exp(-4)));
    assertThat(DensityView.MIDDLE.shades(solid)).containsOnly(0);
  }
}
