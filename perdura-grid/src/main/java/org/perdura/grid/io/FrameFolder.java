package org.perdura.grid.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The numbered grids of a folder. */
final class FrameFolder {

  /** The last number of a name is the frame's. */
  private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,9})(\\D*\\.[^.]+)");

  private FrameFolder() {}

  /** The files of one sequence, by number. */
  static NavigableMap<Integer, Path> frames(SequenceName name) throws IOException {
    var frames = new TreeMap<Integer, Path>();
    for (Path file : grids(name.folder())) {
      name.number(file.getFileName().toString()).ifPresent(number -> frames.put(number, file));
    }
    return frames;
  }

  /** What the sequence is called that a file is a frame of; empty if its name has no number. */
  static Optional<SequenceName> sequence(Path file) {
    Matcher match = NUMBERED.matcher(String.valueOf(file.getFileName()));
    if (!match.matches()) {
      return Optional.empty();
    }
    Path folder = file.getParent() == null ? Path.of("") : file.getParent();
    return Optional.of(
        new SequenceName(folder, match.group(1), digits(List.of(match.group(2))), match.group(3)));
  }

  /** What the sequences of a folder are called, by name. */
  static List<SequenceName> sequences(Path folder) throws IOException {
    var numbers = new TreeMap<String, Map<String, String>>();
    for (Path file : grids(folder)) {
      String name = file.getFileName().toString();
      Matcher match = NUMBERED.matcher(name);
      if (match.matches()) {
        numbers
            .computeIfAbsent(match.group(1) + "%" + match.group(3), key -> new TreeMap<>())
            .put(match.group(2), name);
      }
    }
    return numbers.entrySet().stream()
        .map(
            entry -> {
              String[] parts = entry.getKey().split("%", 2);
              int digits = digits(entry.getValue().keySet());
              return new SequenceName(folder, parts[0], digits, parts[1]);
            })
        .toList();
  }

  /**
   * The folders in a folder that hold OpenVDB's numbered grids, beside which simulations keep their
   * settings in other formats; or else those that hold other numbered grids and no other files.
   */
  static List<Path> within(Path folder) throws IOException {
    var vdb = new ArrayList<Path>();
    var others = new ArrayList<Path>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.filter(Files::isDirectory).sorted().toList()) {
        List<Path> files = Files.isReadable(entry) ? visibleFiles(entry) : List.of();
        List<Path> numbered = files.stream().filter(file -> isFrame(file)).toList();
        if (numbered.stream().anyMatch(GridFiles::isVdb)) {
          vdb.add(entry);
        } else if (!numbered.isEmpty() && files.stream().allMatch(GridFiles::isGrid)) {
          others.add(entry);
        }
      }
    }
    return vdb.isEmpty() ? others : vdb;
  }

  private static boolean isFrame(Path file) {
    return GridFiles.isGrid(file) && sequence(file).isPresent();
  }

  private static List<Path> visibleFiles(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> Files.isRegularFile(file))
          .toList();
    }
  }

  /** 8 9 10 are of %d; 08 09 10 are of %02d, and 0998 to 1001 of %04d. */
  private static int digits(Collection<String> numbers) {
    return numbers.stream()
        .filter(number -> number.startsWith("0"))
        .mapToInt(String::length)
        .min()
        .orElseGet(
            () -> {
              var lengths = numbers.stream().mapToInt(String::length).summaryStatistics();
              return lengths.getMin() == lengths.getMax() ? lengths.getMin() : 1;
            });
  }

  private static List<Path> grids(Path folder) throws IOException {
    if (!Files.isDirectory(folder.toAbsolutePath())) {
      throw new NoSuchFileException(folder.toString());
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(file -> GridFiles.isGrid(file) && !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }
}
