package org.perdura.cli.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that are killed at random moments, by SIGKILL, and resumed come to the same files, bit for
 * bit, as those that were not. {@code -Dperdura.seed} takes other moments.
 */
final class KilledRunsTest {

  private static final int KILLS = 20;
  private static final int MOST_KILLS_OF_A_RUN = 3;

  /** What the names of commands must have in them. */
  private static final String ONLY = System.getProperty("perdura.only", "");

  @TempDir private Path folder;

  private final Random random = new Random(Long.getLong("perdura.seed", 1));

  @Test
  @Tag("long")
  void twentyKillsOfEachCommand() throws IOException, InterruptedException {
    var commands = new Commands(Files.createDirectory(folder.resolve("inputs")));
    for (Command command : commands.all()) {
      if (command.name().contains(ONLY)) {
        kill(command, KILLS);
      }
    }
    if (Commands.simulateVdb().name().contains(ONLY)) {
      kill(Commands.simulateVdb(), KILLS / 4);
    }
  }

  @Test
  void twoKillsOfTheQuickOnes() throws IOException, InterruptedException {
    for (Command command : Commands.quick()) {
      kill(command, 2);
    }
  }

  /** The first kills of the runs fall into all parts of one, from its start to its end. */
  private void kill(Command command, int kills) throws IOException, InterruptedException {
    Path whole = Files.createDirectory(folder.resolve(command.name()));
    Program.End reference = Program.run(command.begin(whole, 1));
    assertThat(reference.code()).as("%s: %s", command.name(), reference.err()).isZero();
    double seconds = reference.seconds();
    int hits = 0;
    int misses = 0;
    int runs = 0;
    while (hits < kills) {
      assertThat(misses).as("kills of %s that came too late", command.name()).isLessThan(kills);
      Path place = Files.createDirectory(folder.resolve(command.name() + " " + ++runs));
      int wanted = Math.min(1 + random.nextInt(MOST_KILLS_OF_A_RUN), kills - hits);
      double part = (hits + random.nextDouble()) / kills;
      for (int kill = 0; kill < wanted && part > 0; kill++) {
        try (var program = Program.start(words(command, place, kill > 0))) {
          if (program.killAfter(part * seconds)) {
            hits++;
            part = random.nextDouble() * (1 - part); // of what is left
          } else {
            misses++;
            seconds = Math.min(seconds, program.end().seconds()); // the first may have been slow
            part = 0;
          }
        }
      }
      Program.End end = Program.run(command.resume(place, 1));
      assertThat(end.code()).as("%s: %s", command.name(), end.err()).isZero();
      command.leaves().assertSame(Command.output(place), Command.output(whole));
      delete(place);
    }
    delete(whole);
    System.out.printf(
        "%-17s %5.1f s whole; %d kills at work, %d too late; %d runs resumed, all the same%n",
        command.name(), reference.seconds(), hits, misses, runs);
  }

  private static List<String> words(Command command, Path place, boolean resumed) {
    return resumed ? command.resume(place, 1) : command.begin(place, 1);
  }

  private static void delete(Path folder) throws IOException {
    try (var entries = Files.walk(folder)) {
      for (Path entry : entries.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(entry);
      }
    }
  }
}
