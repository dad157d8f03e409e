package org.perdura.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.perdura.grid.GridSize;
import org.perdura.nn.Precision;
import org.perdura.smoke.model.GeneratorSpec;
import org.perdura.smoke.model.Inputs;
import org.perdura.smoke.model.SmokeGenerator;
import org.perdura.smoke.upscale.SmokeModel;

/** The measurement: networks, files and solvers take turns, round after round. */
final class SmokeBench implements AutoCloseable {

  private static final int ROUNDS = 3;

  /** More than this between a network's layers, and only a part of the frame is computed. */
  private static final double MOST_BYTES = 2L << 30;

  private final List<Precision> precisions;
  private final int threads;
  private final double mostMultiplyAdds;
  private final double seconds;
  private final int sequenceFrames;
  private final ProgressLines progress;
  private final List<Contest> contests = new ArrayList<>();
  private final Map<Part, SmokeContender> networks = new LinkedHashMap<>();

  /** What a network computes; frames of two sizes may have it in common. */
  private record Part(GeneratorSpec spec, Precision precision, GridSize size) {}

  /** All that is compared at one size; one network for each precision. */
  private record Contest(
      GridSize low,
      List<SmokeContender> compact,
      List<SmokeContender> reference,
      SmokeContender files,
      SmokeContender solver) {

    List<SmokeContender> all() {
      var all = new ArrayList<SmokeContender>(compact);
      all.addAll(reference);
      all.add(files);
      all.add(solver);
      return all;
    }
  }

  /**
   * @param sizes low-res
   * @param precisions of the networks; files are upscaled in the last
   * @param mostMultiplyAdds a frame that takes more is computed in part and scaled
   * @param seconds measured for each row, or longer
   * @param sequenceFrames length of the sequence that is upscaled
   */
  SmokeBench(
      List<GridSize> sizes,
      List<Precision> precisions,
      int threads,
      double mostMultiplyAdds,
      double seconds,
      int sequenceFrames,
      ProgressLines progress) {
    this.precisions = precisions;
    this.threads = threads;
    this.mostMultiplyAdds = mostMultiplyAdds;
    this.seconds = seconds;
    this.sequenceFrames = sequenceFrames;
    this.progress = progress;
    sizes.stream().distinct().map(this::contest).forEach(contests::add);
  }

  private Contest contest(GridSize low) {
    GeneratorSpec compact = GeneratorSpec.compact(low.dimensions());
    var reference = GeneratorSpec.reference(low.dimensions(), Inputs.VELOCITY);
    return new Contest(
        low,
        networks("compact", compact, low),
        networks("reference", reference, low),
        new SmokeFilesContender(
            "compact, files to files",
            new SmokeModel("compact", compact, compact.create(1), compact.metadata()),
            low,
            precisions.get(precisions.size() - 1),
            sequenceFrames),
        new SmokeSolverContender("solver's step", low, threads));
  }

  /** One for each precision. */
  private List<SmokeContender> networks(String name, GeneratorSpec spec, GridSize low) {
    GridSize size = SmokeNetworkContender.part(spec, low, mostMultiplyAdds, MOST_BYTES);
    return precisions.stream()
        .map(
            precision ->
                networks.computeIfAbsent(
                    new Part(spec, precision, size),
                    part -> new SmokeNetworkContender(name, spec, size, precision)))
        .toList();
  }

  SmokeBenchResult run() throws IOException {
    var others = new OtherProcesses();
    List<SmokeContender> contenders = contenders();
    for (SmokeContender contender : contenders) {
      progress.at("warming up " + what(contender));
      contender.warmUp();
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (SmokeContender contender : Turns.of(contenders, round)) {
        progress.at("round %d of %d, %s".formatted(round + 1, ROUNDS, what(contender)));
        contender.run(seconds / ROUNDS);
      }
    }
    return new SmokeBenchResult(
        threads,
        Runtime.getRuntime().availableProcessors(),
        others.seconds(),
        precisions.contains(Precision.BF16),
        others.share(),
        contests.stream().flatMap(one -> one.all().stream().map(way -> row(one, way))).toList(),
        contests.stream().flatMap(one -> ratios(one).stream()).toList());
  }

  /** Each once. */
  private List<SmokeContender> contenders() {
    return contests.stream().flatMap(contest -> contest.all().stream()).distinct().toList();
  }

  private static String what(SmokeContender contender) {
    return "%s, from %s".formatted(contender.name(), contender.low());
  }

  private static SmokeBenchResult.Row row(Contest contest, SmokeContender contender) {
    double perFrame = secondsPerFrame(contest, contender);
    boolean network = contender.precision() != null;
    double multiplyAdds = (double) contender.multiplyAddsPerCell() * contest.low.cells();
    return new SmokeBenchResult.Row(
        contest.low.toString(),
        high(contest).toString(),
        contender.name(),
        network ? name(contender.precision()) : null,
        contender.times().count(),
        1e3 * perFrame,
        network ? multiplyAdds / high(contest).cells() : null,
        network ? 2e-9 * multiplyAdds / perFrame : null,
        contender.megabytes(),
        contender.low().equals(contest.low) ? null : contender.low().toString());
  }

  private static GridSize high(Contest contest) {
    return contest.low.times(SmokeGenerator.SCALE);
  }

  private static double secondsPerFrame(Contest contest, SmokeContender contender) {
    double parts = (double) contest.low.cells() / contender.low().cells();
    return contender.times().median() * parts;
  }

  private List<SmokeBenchResult.Ratio> ratios(Contest contest) {
    var ratios = new ArrayList<SmokeBenchResult.Ratio>();
    double step = secondsPerFrame(contest, contest.solver);
    double files = secondsPerFrame(contest, contest.files);
    for (int i = 0; i < precisions.size(); i++) {
      SmokeContender compact = contest.compact.get(i);
      SmokeContender reference = contest.reference.get(i);
      double perFrame = secondsPerFrame(contest, compact);
      ratios.add(
          new SmokeBenchResult.Ratio(
              contest.low.toString(),
              high(contest).toString(),
              name(compact.precision()),
              (double) reference.multiplyAddsPerCell() / compact.multiplyAddsPerCell(),
              secondsPerFrame(contest, reference) / perFrame,
              perFrame / step,
              compact.precision() == contest.files.precision() ? files / step : null));
    }
    return ratios;
  }

  private static String name(Precision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    contenders().forEach(SmokeContender::close);
  }
}
