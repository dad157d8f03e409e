package org.perdura.cli.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same command on the same number of threads comes to the same bits in every process. */
@Tag("long")
final class RepeatedRunsTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void twiceTheSame(int threads) throws IOException, InterruptedException {
    var commands = new Commands(Files.createDirectory(folder.resolve("inputs")));
    for (Command command : commands.all()) {
      Path once = run(command, "once", threads);
      Path again = run(command, "again", threads);
      command.leaves().assertSame(Command.output(again), Command.output(once));
    }
  }

  private Path run(Command command, String when, int threads)
      throws IOException, InterruptedException {
    Path place = Files.createDirectory(folder.resolve(command.name() + " " + when));
    Program.End end = Program.run(command.begin(place, threads));
    assertThat(end.code()).as("%s: %s", command.name(), end.err()).isZero();
    return place;
  }
}
