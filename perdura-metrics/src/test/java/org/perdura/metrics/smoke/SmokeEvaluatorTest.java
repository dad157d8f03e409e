package org.perdura.metrics.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.GridSequence;
import org.perdura.grid.io.SequenceName;

class SmokeEvaluatorTest {

  private static final GridSize SIZE = GridSize.flat(32, 24);
  private static final Slabs SLABS = new Slabs(2);

  @TempDir private Path folder;

  private final SmokeEvaluator evaluator =
      new SmokeEvaluator(EnumSet.allOf(SmokeMetric.class), SmokeEvaluator.FACTOR, SLABS);

  @AfterAll
  static void close() {
    SLABS.close();
  }

  private GridSequence sequence(String name, GridSize size, int first, int last)
      throws IOException {
    var fields = new ArrayList<ScalarField>();
    for (int number = first; number <= last; number++) {
      fields.add(MadeUpSmoke.noise(size, 31L * number + name.hashCode()));
    }
    return sequence(name, first, fields);
  }

  private GridSequence sequence(String name, int first, List<ScalarField> fields)
      throws IOException {
    Path into = Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < fields.size(); i++) {
      GridFiles.write(into.resolve("density_%04d.npz".formatted(first + i)), fields.get(i));
    }
    return GridSequence.open(SequenceName.of(into.resolve("density_%04d.npz").toString()));
  }

  private static SmokeSequence smoke(GridSequence files) {
    return SmokeSequence.of(files);
  }

  @Test
  void framesThatAllHaveAreCompared() throws IOException {
    var set =
        SmokeSet.of(
            smoke(sequence("truth", SIZE, 0, 4)),
            Map.of("a", smoke(sequence("a", SIZE, 2, 6))),
            null);
    var told = new ArrayList<Long>();
    SmokeEvaluation evaluation = evaluator.evaluate(set, (done, expected) -> told.add(expected));

    assertThat(evaluation.first()).isEqualTo(2);
    assertThat(evaluation.frames()).isEqualTo(3);
    assertThat(told).containsExactly(3L, 3L, 3L);
    SmokeFigures a = evaluation.results().get(0);
    double[] temporal = a.perFrame().get(SmokeMetric.TEMPORAL_ERROR);
    assertThat(temporal[0]).isNaN();
    assertThat(a.mean(SmokeMetric.TEMPORAL_ERROR))
        .isCloseTo((temporal[1] + temporal[2]) / 2, within(1e-9));
    assertThat(evaluation.metrics())
        .doesNotContain(SmokeMetric.COHERENCE_FINE, SmokeMetric.TEMPORAL_ERROR_ADVECTED)
        .hasSize(SmokeMetric.values().length - 2);

    // The same as of the frames alone.
    var quality = new SmokeQuality(EnumSet.allOf(SmokeMetric.class), 4, SLABS);
    Map<SmokeMetric, Double> third =
        quality.ofStep(
            set.results().get("a").read(2, SLABS),
            set.results().get("a").read(3, SLABS),
            set.truth().read(2, SLABS),
            set.truth().read(3, SLABS),
            null);
    third.forEach(
        (metric, value) ->
            assertThat(a.perFrame().get(metric)[1]).as(metric.key()).isEqualTo(value));
  }

  @Test
  void theTruthsOwnCoherenceStandsBesideTheResults() throws IOException {
    GridSequence truth = sequence("truth", SIZE, 0, 2);
    for (int number = 0; number < 2; number++) {
      GridFiles.write(
          folder.resolve("truth/velocity_%04d.npz".formatted(number)),
          new VectorField(SIZE.over(4), Placement.FACES));
    }
    GridSequence velocity =
        GridSequence.open(SequenceName.of(folder.resolve("truth/velocity_%04d.npz").toString()));
    var set = SmokeSet.of(smoke(truth), Map.of("same", smoke(truth)), velocity);
    SmokeEvaluation evaluation = evaluator.evaluate(set, (done, expected) -> {});

    double own = evaluation.truth().mean(SmokeMetric.COHERENCE_FINE);
    // Frames of independent noise: |a - b| is sqrt(2) times as large as |a|.
    assertThat(own).isCloseTo(Math.sqrt(2), within(0.05));
    assertThat(evaluation.results().get(0).mean(SmokeMetric.COHERENCE_FINE)).isEqualTo(own);
    assertThat(evaluation.results().get(0).mean(SmokeMetric.TEMPORAL_ERROR_ADVECTED)).isZero();
  }

  @Test
  void anEmptyFrameDoesNotMakeTheMeanPsnrInfinite() throws IOException {
    var empty = new ScalarField(SIZE);
    ScalarField smoke = MadeUpSmoke.noise(SIZE, 1);
    ScalarField tenthMore = new ScalarField(SIZE);
    Arrays.fill(tenthMore.values(), 0.1f);
    SmokeSequence truth = smoke(sequence("truth", 0, List.of(empty, smoke)));
    SmokeSequence result =
        smoke(sequence("result", 0, List.of(empty, MadeUpSmoke.sum(smoke, tenthMore))));
    var results = new LinkedHashMap<String, SmokeSequence>();
    results.put("more", result);
    results.put("same", truth);
    SmokeEvaluation evaluation =
        evaluator.evaluate(SmokeSet.of(truth, results, null), (done, expected) -> {});

    assertThat(evaluation.results().get(0).perFrame().get(SmokeMetric.PSNR)[0]).isInfinite();
    assertThat(evaluation.results().get(0).mean(SmokeMetric.PSNR)).isCloseTo(20, within(1e-3));
    assertThat(evaluation.results().get(1).mean(SmokeMetric.PSNR)).isInfinite();
  }

  @Test
  void spectraAreComparedWithoutFramesInCommon() throws IOException {
    GridSequence truth = sequence("truth", SIZE, 0, 3);
    var louder = new ArrayList<ScalarField>();
    for (int number = 0; number < 4; number++) {
      louder.add(MadeUpSmoke.scaled(truth.readScalar(number), 2));
    }
    var set =
        SmokeSet.of(smoke(truth), Map.of("louder", smoke(sequence("louder", 100, louder))), null);
    assertThatThrownBy(() -> evaluator.evaluate(set, (done, expected) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s: has the frames 100 to 103, must have some of %s, 0 to 3"
                .formatted(set.results().get("louder"), set.truth()));

    SmokeEvaluation evaluation = evaluator.compareSpectra(set, (done, expected) -> {});
    assertThat(evaluation.metrics()).isEqualTo(SmokeMetric.ofSpectra());
    assertThat(evaluation.results().get(0).mean(SmokeMetric.SPECTRUM_ERROR_FINE))
        .isCloseTo(Math.log10(4), within(1e-4));
  }

  @Test
  void whatDoesNotFitIsOneLine() throws IOException {
    SmokeSequence truth = smoke(sequence("truth", SIZE, 0, 1));
    SmokeSequence other = smoke(sequence("other", GridSize.flat(32, 16), 0, 1));
    assertThatThrownBy(() -> SmokeSet.of(truth, Map.of("other", other), null))
        .hasMessage(
            "%s: 32x16, must be 32x24, as %s"
                .formatted(
                    folder.resolve("other/density_0000.npz"),
                    folder.resolve("truth/density_0000.npz")));

    SmokeSequence odd = smoke(sequence("odd", GridSize.flat(30, 24), 0, 1));
    var set = SmokeSet.of(odd, Map.of("same", odd), null);
    assertThatThrownBy(() -> evaluator.evaluate(set, (done, expected) -> {}))
        .hasMessage(
            "%s: 30x24; every side must be a multiple of 4 and at least 7 cells"
                .formatted(folder.resolve("odd/density_0000.npz")));
  }

  @Test
  void theLowResDensityIsMadeFiner() throws IOException {
    GridSequence low = sequence("low", SIZE.over(4), 0, 1);
    assertThat(SmokeSequence.upsampled(low, SIZE).read(1, SLABS).size()).isEqualTo(SIZE);
    assertThatThrownBy(() -> SmokeSequence.upsampled(low, GridSize.flat(40, 24)))
        .hasMessage(
            "%s: 8x6, must be coarser than 40x24 by a whole factor"
                .formatted(folder.resolve("low/density_0000.npz")));
  }
}
