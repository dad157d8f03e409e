package org.perdura.cli.endurance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that can be resumed, and what is known of the files that it leaves.
 *
 * @param name for the table
 * @param line its words
 * @param leaves what of its output is the same after every run
 */
record Command(String name, Line line, Leavings leaves) {

  /** A command line. */
  @FunctionalInterface
  interface Line {

    /**
     * All words but {@code --resume}.
     *
     * @param output a folder that is not there yet, or that is resumed
     * @param scratch a folder beside it, for caches
     * @param threads on which it works
     */
    List<String> words(Path output, Path scratch, int threads);
  }

  /** All files of a folder but those that differ in every run. */
  static Command of(String name, Line line) {
    return new Command(name, line, Leavings.ALL);
  }

  /** Where a run leaves its files. */
  static Path output(Path place) {
    return place.resolve("out");
  }

  /** The words of a run in a folder. */
  List<String> begin(Path place, int threads) {
    return line.words(output(place), place.resolve("cache"), threads);
  }

  /** The words by which it goes on. */
  List<String> resume(Path place, int threads) {
    var words = new ArrayList<>(begin(place, threads));
    words.add("--resume");
    return words;
  }
}
