package org.perdura.grid.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the frames of a sequence are named: {@code run/density_%04d.uni}.
 *
 * @param prefix of the files' names
 * @param digits that a number has at least; 1 if it has no zeros in front
 * @param suffix of the files' names, with the ending
 * @param grid which of an OpenVDB file's grids is meant; empty for the density, or the only one
 */
public record SequenceName(Path folder, String prefix, int digits, String suffix, String grid) {

  private static final Pattern PATTERN = Pattern.compile("([^%]*)%(?:0([1-9]))?d([^%]*)");
  private static final Pattern WITH_GRID = Pattern.compile("(.*\\.vdb):([^/\\\\:]+)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final String DENSITY = "density";
  private static final List<String> VELOCITIES = List.of("velocity", "vel");

  /** Of files of one grid each. */
  public SequenceName(Path folder, String prefix, int digits, String suffix) {
    this(folder, prefix, digits, suffix, "");
  }

  /** Whether a text is meant as a pattern. */
  public static boolean isPattern(String text) {
    return text.contains("%");
  }

  /** What names the files alone, without which of their grids is meant. */
  public static String files(String text) {
    Matcher withGrid = WITH_GRID.matcher(text);
    return withGrid.matches() ? withGrid.group(1) : text;
  }

  /** Which grid is meant of the files that a text names; empty if it does not say. */
  public static String grid(String text) {
    Matcher withGrid = WITH_GRID.matcher(text);
    return withGrid.matches() ? withGrid.group(2) : "";
  }

  /**
   * Reads a pattern with one {@code %04d} or {@code %d} in the file's name. After a {@code .vdb}
   * may follow which grid is meant: {@code smoke_%04d.vdb:temperature}.
   *
   * @throws IOException if it has not
   */
  public static SequenceName of(String pattern) throws IOException {
    Path path = Path.of(files(pattern));
    Path parent = path.getParent() == null ? Path.of("") : path.getParent();
    Matcher match = PATTERN.matcher(String.valueOf(path.getFileName()));
    if (!match.matches() || isPattern(parent.toString())) {
      throw new GridFileException(
          pattern, "is no pattern: the file's name must have one number such as %%04d");
    }
    int digits = match.group(2) == null ? 1 : Integer.parseInt(match.group(2));
    return new SequenceName(parent, match.group(1), digits, match.group(3), grid(pattern));
  }

  /** The same frames in another folder. */
  public SequenceName in(Path other) {
    return new SequenceName(other, prefix, digits, suffix, grid);
  }

  /** The same files, of which another grid is meant. */
  public SequenceName withGrid(String other) {
    return new SequenceName(folder, prefix, digits, suffix, other);
  }

  /** The same frames with another ending in place of theirs. */
  public SequenceName withEnding(String ending) {
    String other = suffix.substring(0, suffix.lastIndexOf('.')) + ending;
    return new SequenceName(folder, prefix, digits, other);
  }

  /** Where a frame is or would be. */
  public Path file(int number) {
    return folder.resolve(prefix + padded(number) + suffix);
  }

  private String padded(int number) {
    String text = Integer.toString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  /** The number of a file of this sequence; empty for others. */
  OptionalInt number(String fileName) {
    int end = fileName.length() - suffix.length();
    if (end <= prefix.length() || !fileName.startsWith(prefix) || !fileName.endsWith(suffix)) {
      return OptionalInt.empty();
    }
    String text = fileName.substring(prefix.length(), end);
    if (!NUMBER.matcher(text).matches()) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(text);
    return padded(number).equals(text) ? OptionalInt.of(number) : OptionalInt.empty();
  }

  /** Whether its name says that it is a density. */
  boolean isDensity() {
    return prefix.contains(DENSITY);
  }

  /** Whether this is one of the words of its name: "low" is one of "density_low", not of "flow". */
  boolean says(String word) {
    return List.of(prefix.split("[^A-Za-z]+")).contains(word);
  }

  /**
   * What the velocity of this density may be called, in the same folder: the last "density" before
   * the number is "velocity" or "vel" instead. Empty if there is none.
   */
  public List<SequenceName> velocities() {
    return VELOCITIES.stream().map(this::renamed).flatMap(Optional::stream).toList();
  }

  /** What a density and its velocity are called where each has files of its own. */
  public SequenceName named(String what) {
    int at = prefix.lastIndexOf(DENSITY);
    String other =
        at < 0
            ? prefix + what + "_"
            : prefix.substring(0, at) + what + prefix.substring(at + DENSITY.length());
    return new SequenceName(folder, other, digits, suffix, grid);
  }

  private Optional<SequenceName> renamed(String word) {
    int at = prefix.lastIndexOf(DENSITY);
    if (at < 0) {
      return Optional.empty();
    }
    String other = prefix.substring(0, at) + word + prefix.substring(at + DENSITY.length());
    return Optional.of(new SequenceName(folder, other, digits, suffix));
  }

  /** The pattern. */
  @Override
  public String toString() {
    String number = digits == 1 ? "%d" : "%0" + digits + "d";
    String file = folder.resolve(prefix + number + suffix).toString();
    return grid.isEmpty() ? file : file + ":" + grid;
  }
}
