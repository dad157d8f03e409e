package org.perdura.cli.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.io.GridSequence;
import org.perdura.grid.io.SequenceName;

/** Sequences of densities that are shown beside each other, frames of one number together. */
public final class ComparedSmoke {

  /** By how much proportions may differ: grids are rounded to whole cells. */
  private static final double PROPORTIONS = 0.02;

  private final List<GridSequence> sequences;
  private final List<Integer> numbers;
  private final boolean zIsUp;

  /**
   * Opens them.
   *
   * @param specs what {@link GridSequence#density} takes
   * @param zIsUp whether solid smoke rises along z, as in Blender, and not along y
   * @throws IOException one line: one cannot be found or read, or they do not go together
   */
  public ComparedSmoke(List<String> specs, boolean zIsUp) throws IOException {
    this.zIsUp = zIsUp;
    var opened = new ArrayList<GridSequence>();
    for (String spec : specs) {
      opened.add(GridSequence.density(spec));
    }
    sequences = GridSequence.inOneSpace(opened);
    for (GridSequence sequence : sequences) {
      requireAlike(sequences.get(0), sequence);
    }
    var common = new TreeSet<Integer>(sequences.get(0).numbers());
    sequences.forEach(sequence -> common.retainAll(new HashSet<>(sequence.numbers())));
    if (common.isEmpty()) {
      throw new IOException(
          "no frame of one number in all: "
              + sequences.stream().map(ComparedSmoke::range).collect(Collectors.joining(", ")));
    }
    numbers = List.copyOf(common);
  }

  private static String range(GridSequence sequence) {
    List<Integer> all = sequence.numbers();
    return "%s has %d to %d".formatted(sequence.name(), all.get(0), all.get(all.size() - 1));
  }

  private static void requireAlike(GridSequence first, GridSequence other) throws IOException {
    GridSize one = first.info().size();
    GridSize two = other.info().size();
    if (one.isFlat() != two.isFlat()) {
      throw new IOException(
          "%s: is %s, but %s is %s; must be all flat or all solid"
              .formatted(other.name(), two, first.name(), one));
    }
    if (differ(one.x(), one, two.x(), two)
        || differ(one.y(), one, two.y(), two)
        || (!one.isFlat() && differ(one.z(), one, two.z(), two))) {
      throw new IOException(
          "%s: is %s, but %s is %s; must be of the same proportions"
              .formatted(other.name(), two, first.name(), one));
    }
  }

  private static boolean differ(int side, GridSize size, int otherSide, GridSize other) {
    double part = (double) side / size.longest();
    double otherPart = (double) otherSide / other.longest();
    return Math.abs(part - otherPart) > PROPORTIONS;
  }

  /** What should be known of them, a line each. */
  public List<String> warnings() throws IOException {
    var warnings = new ArrayList<String>();
    for (GridSequence sequence : sequences) {
      warnings.addAll(sequence.warnings());
    }
    return warnings;
  }

  public int count() {
    return sequences.size();
  }

  /** The numbers of the frames that all have, ascending. */
  public List<Integer> numbers() {
    return numbers;
  }

  /** The largest grid. */
  public GridSize finest() {
    GridSize finest = sequences.get(0).info().size();
    for (GridSequence sequence : sequences) {
      GridSize size = sequence.info().size();
      finest = size.longest() > finest.longest() ? size : finest;
    }
    return isTurned(finest) ? new GridSize(finest.x(), finest.z(), finest.y()) : finest;
  }

  /** Reads one frame of one sequence. */
  public ScalarField read(int sequence, int number) throws IOException {
    ScalarField field = sequences.get(sequence).readScalar(number);
    return isTurned(field.size()) ? upright(field) : field;
  }

  private boolean isTurned(GridSize size) {
    return zIsUp && !size.isFlat();
  }

  /** What is up becomes y, and what is in front z; a turn, no mirror. */
  private static ScalarField upright(ScalarField lying) {
    GridSize from = lying.size();
    var to = new ScalarField(new GridSize(from.x(), from.z(), from.y()));
    for (int k = 0; k < from.z(); k++) {
      for (int j = 0; j < from.y(); j++) {
        System.arraycopy(
            lying.values(),
            from.index(0, j, k),
            to.values(),
            to.size().index(0, k, from.y() - 1 - j),
            from.x());
      }
    }
    return to;
  }

  /** What is told of a sequence's grid, and whether it is shown finer than it is. */
  public String note(int sequence) {
    GridSize size = sequences.get(sequence).info().size();
    double factor = (double) finest().longest() / size.longest();
    if (factor == 1) {
      return size.toString();
    }
    String times = factor == Math.rint(factor) ? "%.0f" : "%.1f";
    return "%s, interpolated %sx".formatted(size, String.format(Locale.ROOT, times, factor));
  }

  /** What tells the sequences apart: their folders, or how the files are called, or both. */
  public List<String> names() {
    List<String> folders = sequences.stream().map(one -> folder(one.name())).toList();
    if (new HashSet<>(folders).size() == folders.size()) {
      return folders;
    }
    List<String> prefixes =
        sequences.stream().map(one -> one.name().prefix().replaceAll("[_.-]+$", "")).toList();
    return new HashSet<>(prefixes).size() == prefixes.size()
        ? prefixes
        : sequences.stream().map(one -> one.name().toString()).toList();
  }

  private static String folder(SequenceName name) {
    return String.valueOf(name.folder().toAbsolutePath().normalize().getFileName());
  }
}
