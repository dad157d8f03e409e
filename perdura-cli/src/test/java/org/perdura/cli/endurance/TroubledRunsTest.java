package org.perdura.cli.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trouble ends a run with one clear line, leaves what was done, and nothing partial under a final
 * name; when it is mended the run goes on as if there had been none.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TroubledRunsTest {

  private static final int PAGE = 4096;
  private static final long PLENTY = 256L << 20;

  @TempDir private static Path folder;

  private final Random random = new Random(Long.getLong("perdura.seed", 1));

  /** Each command, and where a run without trouble has left its files. */
  private final Map<Command, Path> wholes = new LinkedHashMap<>();

  private final Map<Command, Double> seconds = new LinkedHashMap<>();

  private int places;

  @BeforeAll
  void runWithoutTrouble() throws IOException, InterruptedException {
    var commands = new Commands(Files.createDirectory(folder.resolve("inputs")));
    for (Command command : commands.all()) {
      Path place = place();
      Program.End end = Program.run(command.begin(place, 1));
      assertThat(end.code()).as("%s", end.err()).isZero();
      wholes.put(command, place);
      seconds.put(command, end.seconds());
    }
  }

  Stream<Command> all() {
    return wholes.keySet().stream();
  }

  private Path place() throws IOException {
    return Files.createDirectory(folder.resolve("place-" + ++places));
  }

  private Path whole(Command command) {
    return Command.output(wholes.get(command));
  }

  /** One line, which is no stack. */
  private static void failed(Program.End end, String... words) {
    assertThat(end.code()).as("%s", end.err()).isEqualTo(1);
    assertThat(said(end)).singleElement().asString().startsWith("perdura: ").contains(words);
  }

  /** Without the progress of a run that takes long. */
  private static List<String> said(Program.End end) {
    return end.err().stream()
        .filter(
            line ->
                !line.matches(
                    "(simulating|upscaling|training|writing|finding the place|putting together): .*|warning: .*"))
        .toList();
  }

  private void resumed(Command command, Path place) throws IOException, InterruptedException {
    Program.End end = Program.run(command.resume(place, 1));
    assertThat(end.code()).as("%s", end.err()).isZero();
    command.leaves().assertSame(Command.output(place), whole(command));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aDiskThatIsFull(Command command) throws IOException, InterruptedException {
    for (double part : new double[] {0.1, 0.7}) {
      Path place = place();
      Path out = Command.output(place);
      long room = Math.max(PAGE, (long) (part * pages(whole(command)))) / PAGE * PAGE;
      try (var disk = Disk.mount(out, room)) {
        failed(Program.run(command.begin(place, 1)), out.toString(), "left on");
        command.leaves().assertNonePartial(out, whole(command));
        disk.grow(PLENTY);
        resumed(command, place);
      }
    }
  }

  /** What the files of a folder take on a disk. */
  private static long pages(Path folder) throws IOException {
    long bytes = 0;
    try (var files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        bytes += Files.isDirectory(file) ? PAGE : (Files.size(file) + PAGE - 1) / PAGE * PAGE;
      }
    }
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("all")
  void aTargetThatCannotBeWritten(Command command) throws IOException, InterruptedException {
    Path place = place();
    try (var disk = Disk.mount(Command.output(place), PLENTY)) {
      disk.makeReadOnly();
      failed(Program.run(command.begin(place, 1)), "ead-only");
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aTargetBelowAFile(Command command) throws IOException, InterruptedException {
    Path place = place();
    Path file = Files.writeString(place.resolve("file"), "mine");
    var words = command.line().words(file.resolve("out"), place.resolve("cache"), 1);
    failed(Program.run(words), file.toString());
    assertThat(file).hasContent("mine");
  }

  @ParameterizedTest
  @MethodSource("all")
  void controlC(Command command) throws IOException, InterruptedException {
    for (double from : new double[] {0.4, 0.7}) {
      Path place = place();
      double after = seconds.get(command) * (from + 0.2 * random.nextDouble());
      try (var program = Program.start(command.begin(place, 1))) {
        Thread.sleep(Math.round(1000 * after));
        boolean atWork = program.isAlive();
        program.interrupt();
        Program.End end = program.end();
        if (atWork) {
          assertThat(end.code()).as("%s", end.err()).isIn(130, 0);
          if (said(end).isEmpty()) { // it had just ended, or Java had not begun it
            assertDoneOrNotBegun(command, place);
          } else {
            assertThat(end.code()).as("%s", end.err()).isEqualTo(130);
            assertThat(said(end)).hasSize(1);
          }
        }
      }
      command.leaves().assertNonePartial(Command.output(place), whole(command));
      Program.End end = Program.run(command.resume(place, 1));
      assertThat(end.code()).as("%s", end.err()).isZero();
      assertSameButOlderCheckpoints(command, Command.output(place));
    }
  }

  /** Either all of its output is there, or not a single file of any kind. */
  private void assertDoneOrNotBegun(Command command, Path place) throws IOException {
    try (Stream<Path> found = Files.walk(place)) {
      if (found.anyMatch(Files::isRegularFile)) {
        command.leaves().assertSame(Command.output(place), whole(command));
      }
    }
  }

  /** Ctrl-C writes a checkpoint of its own. */
  private void assertSameButOlderCheckpoints(Command command, Path out) throws IOException {
    Map<String, byte[]> expected = command.leaves().of(whole(command));
    Map<String, byte[]> found = command.leaves().of(out);
    String last = newestCheckpoint(expected);
    for (var files : List.of(expected, found)) {
      files.keySet().removeIf(name -> name.startsWith("checkpoints") && !name.equals(last));
    }
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, bytes) ->
            assertThat(Arrays.equals(bytes, found.get(name))).as(out + "/" + name).isTrue());
  }

  private static String newestCheckpoint(Map<String, byte[]> files) {
    return files.keySet().stream()
        .filter(name -> name.startsWith("checkpoints"))
        .reduce("", (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  @ParameterizedTest
  @MethodSource("all")
  void anOutputThatIsDeletedHalfWay(Command command) throws IOException, InterruptedException {
    Path place = place();
    Path out = Command.output(place);
    int half = command.leaves().of(whole(command)).size() / 2;
    try (var program = Program.start(command.begin(place, 1))) {
      while (program.isAlive() && count(out) < half) {
        Thread.sleep(5);
      }
      assertThat(program.isAlive()).isTrue();
      Files.move(out, place.resolve("away")); // which is as good as gone, and happens at once
      failed(program.end(), out.toString());
    }
    Program.End end = Program.run(command.resume(place, 1));
    assertThat(end.code()).as("%s", end.err()).isZero();
    if (command.leaves() == Leavings.ALL) {
      command.leaves().assertSame(out, whole(command));
    } else {
      Map<String, byte[]> expected = command.leaves().of(whole(command));
      Map<String, byte[]> found = command.leaves().of(out);
      for (var name : List.of("model.safetensors", "log.jsonl", newestCheckpoint(expected))) {
        assertThat(Arrays.equals(found.get(name), expected.get(name))).as(name).isTrue();
      }
    }
  }

  private static int count(Path folder) {
    try (var files = Files.walk(folder)) {
      return (int) files.filter(Files::isRegularFile).count();
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // not there yet, or files come and go
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"uni", "npz", "vdb"})
  void aFrameThatIsNotWhole(String format) throws IOException, InterruptedException {
    Path smoke = place().resolve("in");
    run(
        "simulate",
        "../scenes/plume.yaml",
        smoke,
        "--resolution=32x48",
        "--frames=12",
        "--format",
        format);
    Command command = Commands.upscale(smoke);
    Path whole = place();
    run(command.begin(whole, 1).toArray());
    Path place = place();
    Path frame = smoke.resolve("density_0007." + format);
    byte[] bytes = Files.readAllBytes(frame);
    for (int length : new int[] {bytes.length - 9, bytes.length / 2, 0}) {
      Files.write(frame, Arrays.copyOf(bytes, length));
      Program.End end = Program.run(command.resume(place, 1));
      failed(end, frame.toString());
      command.leaves().assertNonePartial(Command.output(place), Command.output(whole));
    }
    Files.write(frame, bytes);
    run(command.resume(place, 1).toArray());
    command.leaves().assertSame(Command.output(place), Command.output(whole));
  }

  @ParameterizedTest
  @ValueSource(strings = {"uni", "vdb"})
  void framesThatComeLater(String format) throws IOException, InterruptedException {
    Path smoke = place().resolve("in");
    for (int frames : new int[] {5, 6, 12}) {
      run(
          "simulate",
          "../scenes/plume.yaml",
          smoke,
          "--resolution=32x48",
          "--frames",
          frames,
          "--format",
          format,
          "--resume");
      Command command = Commands.upscale(smoke);
      run(command.resume(smoke.getParent(), 1).toArray());
    }
    Path whole = place();
    run(Commands.upscale(smoke).begin(whole, 1).toArray());
    Leavings.ALL.assertSame(Command.output(smoke.getParent()), Command.output(whole));
  }

  private static void run(Object... words) throws IOException, InterruptedException {
    Program.End end = Program.run(Stream.of(words).map(Object::toString).toList());
    assertThat(end.code()).as("%s", end.err()).isZero();
  }

  /** What writes single files. */
  @Test
  void theOthersOnAFullDisk() throws IOException, InterruptedException {
    Path whole =
        whole(all().filter(c -> c.name().equals("upscale smoke")).findFirst().orElseThrow());
    Path smoke = folder.resolve("inputs").resolve("smoke");
    assumeTrue(Files.isDirectory(smoke));
    Path out = place();
    List<List<Object>> lines =
        List.of(
            List.of("convert", smoke.resolve("density_%04d.uni"), out.resolve("x_%04d.npz")),
            List.of("render", smoke, out.resolve("film.mp4")),
            List.of("render", smoke, out.resolve("frame_%04d.png")),
            List.of("evaluate", whole, whole, "--json", out.resolve("a.json")),
            List.of("evaluate", whole, whole, "--report", out.resolve("report")));
    for (List<Object> line : lines) {
      try (var disk = Disk.mount(out, PAGE)) { // room for one frame
        Program.End end = Program.run(line.stream().map(Object::toString).toList());
        failed(end, out.toString(), "left on");
        Path frame = out.resolve("x_0000.npz"); // a grid that was whole before stays
        assertThat(count(out)).as("%s", line).isEqualTo(Files.exists(frame) ? 1 : 0);
      }
    }
  }
}
