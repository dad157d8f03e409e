package org.perdura.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.perdura.grid.GridSize;

/** The measurement: plumes take turns, round after round. */
final class SolverBench implements AutoCloseable {

  /** Plumes are measured after this step, */
  static final int FIRST_STEP = 20;

  /** up to this one. */
  static final int LAST_STEP = 50;

  private static final int ROUNDS = 3;
  private static final int COPIES = 5; // per round

  private final double seconds;
  private final ProgressLines progress;
  private final List<BenchedPlume> plumes = new ArrayList<>();
  private final SortedMap<Integer, CopyBandwidth> bandwidths = new TreeMap<>();

  /**
   * @param seconds measured for each plume, or longer
   */
  SolverBench(List<GridSize> sizes, List<Integer> threads, double seconds, ProgressLines progress) {
    this.seconds = seconds;
    this.progress = progress;
    for (GridSize size : sizes) {
      for (int count : threads) {
        progress.at("making a plume of " + size);
        plumes.add(new BenchedPlume(size, count, FIRST_STEP, LAST_STEP));
        bandwidths.computeIfAbsent(count, unused -> new CopyBandwidth());
      }
    }
  }

  SolverBenchResult run() {
    var others = new OtherProcesses();
    for (BenchedPlume plume : plumes) {
      progress.at("warming up " + plume.name());
      plume.warmUp();
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (BenchedPlume plume : Turns.of(plumes, round)) {
        progress.at("round %d of %d, %s".formatted(round + 1, ROUNDS, plume.name()));
        plume.run(seconds / ROUNDS);
        for (int copy = 0; copy < COPIES; copy++) {
          plume.sample(bandwidths.get(plume.threads()));
        }
      }
    }
    var copied = new TreeMap<Integer, Double>();
    bandwidths.forEach((count, one) -> copied.put(count, one.gigabytesPerSecond()));
    return new SolverBenchResult(
        Runtime.getRuntime().availableProcessors(),
        others.seconds(),
        copied,
        others.share(),
        plumes.stream().map(plume -> plume.row(copied.get(plume.threads()))).toList());
  }

  @Override
  public void close() {
    plumes.forEach(BenchedPlume::close);
  }
}
