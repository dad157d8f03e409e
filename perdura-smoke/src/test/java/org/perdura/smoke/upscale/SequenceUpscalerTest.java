package org.perdura.smoke.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.fluid.output.Existing;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.GridSequence;
import org.perdura.nn.Precision;
import org.perdura.nn.Torch;
import org.perdura.smoke.model.Inputs;

/** Whole sequences: what comes out, going on after a stop, and trouble. */
@Timeout(120)
class SequenceUpscalerTest {

  private static final UpscaleSettings PLAIN = new UpscaleSettings(Precision.FP32, 4L << 30, false);

  private static SmokeModel flat;
  private static SmokeModel solid;

  @TempDir private Path folder;

  @BeforeAll
  static void create() {
    Torch.threads(1);
    flat = Drawn.model(Drawn.compact(2, Inputs.VELOCITY, 1, 0));
    solid = Drawn.model(Drawn.compact(3, Inputs.VELOCITY, 0, 2));
  }

  @AfterAll
  static void free() {
    flat.close();
    solid.close();
  }

  /** Their work has ended by then; they themselves may take a moment. */
  @AfterEach
  void noThreadIsLeft() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("read") || thread.getName().equals("write")) {
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  private static SequenceUpscaler upscaler(
      SmokeModel model, String input, Object output, Existing existing, UpscaleSettings settings)
      throws IOException {
    CoarseSequence sequence = CoarseSequence.of(GridSequence.density(input), null, model);
    return new SequenceUpscaler(model, sequence, output.toString(), existing, settings);
  }

  private static UpscaleSummary upscale(
      SmokeModel model, String input, Object output, Existing existing) throws IOException {
    return upscaler(model, input, output, existing, PLAIN).run(done -> {});
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    var files = new TreeMap<String, byte[]>();
    try (var entries = Files.list(folder)) {
      for (Path file : entries.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static void assertSame(Path one, Path other) throws IOException {
    Map<String, byte[]> expected = files(one);
    Map<String, byte[]> found = files(other);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {".uni", ".npz"})
  void framesKeepTheirNumbersAndFormat(String ending) throws IOException {
    String input = Drawn.sequence(folder.resolve("in"), Drawn.SOLID, 3, ending);
    var told = new ArrayList<Integer>();
    Path out = folder.resolve("deep/out");
    var summary = upscaler(solid, input, out, Existing.REFUSE, PLAIN).run(told::add);
    assertThat(told).containsExactly(1, 2, 3);
    assertThat(summary.frames()).isEqualTo(3);
    assertThat(summary.finished()).isTrue();
    assertThat(summary.tiles()).isEqualTo(1);
    assertThat(files(out).keySet())
        .containsExactly(
            "density.upscale.txt",
            "density_0003" + ending,
            "density_0004" + ending,
            "density_0005" + ending);
    ScalarField frame = GridFiles.readScalar(out.resolve("density_0004" + ending));
    assertThat(frame.size()).isEqualTo(Drawn.SOLID.times(4));
  }

  @Test
  void aPatternSaysNameAndFormat() throws IOException {
    Drawn.sequence(folder.resolve("in"), Drawn.FLAT, 2, ".uni");
    Path out = folder.resolve("out/fine_%02d.npz");
    upscale(flat, folder.resolve("in").toString(), out, Existing.REFUSE);
    assertThat(files(folder.resolve("out")).keySet())
        .containsExactly("fine.upscale.txt", "fine_03.npz", "fine_04.npz");
  }

  /** The same for each frame, whoever comes before: also by one that is made alone. */
  @ParameterizedTest
  @CsvSource({"1", "4", "6"})
  void whatWasStoppedIsFinishedBitForBit(int frames) throws IOException {
    String input = Drawn.sequence(folder.resolve("in"), Drawn.FLAT, 7, ".npz");
    upscale(flat, input, folder.resolve("whole"), Existing.REFUSE);
    Path parts = folder.resolve("parts");
    var first = upscaler(flat, input, parts, Existing.REFUSE, PLAIN);
    var stopped =
        first.run(
            done -> {
              if (done == frames) {
                first.stop();
              }
            });
    assertThat(stopped.frames()).isGreaterThanOrEqualTo(frames);
    var rest = upscaler(flat, input, parts, Existing.RESUME, PLAIN);
    assertThat(rest.done()).isEqualTo(stopped.frames());
    assertThat(rest.run(done -> {}).finished()).isTrue();
    assertSame(folder.resolve("whole"), parts);
    for (int hole : new int[] {3, 6, 9}) {
      Files.delete(parts.resolve("density_000" + hole + ".npz"));
    }
    assertThat(upscale(flat, input, parts, Existing.RESUME).frames()).isEqualTo(3);
    assertSame(folder.resolve("whole"), parts);
    assertThat(upscale(flat, input, parts, Existing.RESUME).frames()).isZero();
  }

  @Test
  void anotherMakingIsNotGoneOnWith() throws IOException {
    String input = Drawn.sequence(folder.resolve("in"), Drawn.FLAT, 2, ".npz");
    Path out = folder.resolve("out");
    upscale(flat, input, out, Existing.REFUSE);
    Map<String, byte[]> before = files(out);
    var mass = new UpscaleSettings(Precision.FP32, 4L << 30, true);
    assertThatThrownBy(() -> upscaler(flat, input, out, Existing.RESUME, mass))
        .hasMessage(
            out.resolve("density.upscale.txt")
                + ": was begun with conserve-mass false, now true; must be the same to resume, --overwrite begins anew");
    try (var other = Drawn.model(Drawn.compact(2, Inputs.VELOCITY, 1, 2))) {
      assertThatThrownBy(() -> upscale(other, input, out, Existing.RESUME))
          .hasMessageContaining("was begun with model drawn ");
    }
    Files.delete(folder.resolve("in/density_0004.npz"));
    assertThatThrownBy(() -> upscale(flat, input, out, Existing.RESUME))
        .hasMessageContaining("was begun with frames 3 to 4, now 3 to 3; must be these or more");
    Drawn.sequence(folder.resolve("in"), Drawn.FLAT, 3, ".npz");
    assertThatThrownBy(() -> upscale(flat, input, out, Existing.REFUSE))
        .hasMessageContaining("--resume goes on with it, --overwrite replaces it");
    assertThat(files(out)).containsAllEntriesOf(before);
    upscale(flat, input, out, Existing.REPLACE);
    assertThat(files(out)).hasSize(4);
  }

  @Test
  void aSimulationThatHasGoneOnIsGoneOnWith() throws IOException {
    Path in = folder.resolve("in");
    String input = Drawn.sequence(in, Drawn.FLAT, 4, ".npz");
    Path out = folder.resolve("out");
    upscale(flat, input, out, Existing.REFUSE);
    FileTime kept = Files.getLastModifiedTime(out.resolve("density_0005.npz"));
    Drawn.sequence(in, Drawn.FLAT, 7, ".npz");
    var longer = upscaler(flat, input, out, Existing.RESUME, PLAIN);
    // The last was made as if nothing followed.
    assertThat(longer.done()).isEqualTo(3);
    assertThat(longer.run(done -> {}).frames()).isEqualTo(4);
    assertThat(Files.getLastModifiedTime(out.resolve("density_0005.npz"))).isEqualTo(kept);
    upscale(flat, input, folder.resolve("whole"), Existing.REFUSE);
    assertSame(folder.resolve("whole"), out);
  }

  @Test
  void framesThatTheLabelDoesNotKnowAreLeftAlone() throws IOException {
    Path in = folder.resolve("in");
    String input = Drawn.sequence(in, Drawn.FLAT, 2, ".npz");
    Path out = folder.resolve("out");
    upscale(flat, input, out, Existing.REFUSE);
    Path theirs = Files.writeString(out.resolve("density_0005.npz"), "precious");
    Drawn.sequence(in, Drawn.FLAT, 4, ".npz");
    assertThatThrownBy(() -> upscale(flat, input, out, Existing.RESUME))
        .hasMessageStartingWith(theirs + ": is none of the frames 3 to 4 that ");
    assertThat(theirs).hasContent("precious");
  }

  @Test
  void replacingLeavesNothingOfWhatWasThere() throws IOException {
    String input = Drawn.sequence(folder.resolve("in"), Drawn.FLAT, 4, ".npz");
    Path out = folder.resolve("out");
    upscale(flat, input, out, Existing.REFUSE);
    Files.writeString(out.resolve("notes.txt"), "mine");
    Files.writeString(out.resolve(".density_0003.npz.part"), "half");
    Path less = folder.resolve("less");
    upscale(flat, Drawn.sequence(less, Drawn.FLAT, 2, ".uni"), out, Existing.REPLACE);
    assertThat(files(out).keySet())
        .containsExactly(
            "density.upscale.txt", "density_0003.uni", "density_0004.uni", "notes.txt");
  }

  @Test
  void whatIsNotOursIsLeftAlone() throws IOException {
    String input = Drawn.sequence(folder.resolve("in"), Drawn.FLAT, 2, ".npz");
    Path out = Files.createDirectory(folder.resolve("out"));
    Path theirs = Files.writeString(out.resolve("density_0004.npz"), "precious");
    for (Existing existing : List.of(Existing.REFUSE, Existing.RESUME)) {
      assertThatThrownBy(() -> upscale(flat, input, out, existing))
          .hasMessageStartingWith(theirs + ": ");
    }
    for (Object self : List.of(folder.resolve("in"), folder.resolve("in/density_%04d.npz"))) {
      assertThatThrownBy(() -> upscale(flat, input, self, Existing.REPLACE))
          .hasMessageContaining("is the input itself");
    }
    Path velocity = folder.resolve("in/velocity_%04d.npz");
    assertThatThrownBy(() -> upscale(flat, input, velocity, Existing.REPLACE))
        .hasMessageContaining("is the input itself");
    assertThat(theirs).hasContent("precious");
  }

  @Test
  void replacingLeavesAnInputOfTheSameNameInAnotherFormat() throws IOException {
    Path in = folder.resolve("in");
    String input = Drawn.sequence(in, Drawn.FLAT, 2, ".npz");
    byte[] before = Files.readAllBytes(in.resolve("density_0003.npz"));
    Path beside = in.resolve("density_%04d.uni");
    upscale(flat, input, beside, Existing.REFUSE);
    Path theirs = Files.writeString(in.resolve(".density_0003.npz.part"), "another's");
    upscale(flat, input, beside, Existing.REPLACE);
    assertThat(in.resolve("density_0003.npz")).hasBinaryContent(before);
    assertThat(in.resolve("density_0004.uni")).isRegularFile();
    assertThat(theirs).hasContent("another's");
  }

  @Test
  void framesOfAnotherFormatAreNotGoneOnWith() throws IOException {
    String input = Drawn.sequence(folder.resolve("in"), Drawn.FLAT, 2, ".npz");
    Path out = folder.resolve("out");
    upscale(flat, input, out, Existing.REFUSE);
    assertThatThrownBy(() -> upscale(flat, input, out.resolve("density_%04d.uni"), Existing.RESUME))
        .hasMessageContaining("output density_%04d.npz, now density_%04d.uni");
  }

  @Test
  void outputsThatCannotBe() throws IOException {
    String input = Drawn.sequence(folder.resolve("in"), Drawn.FLAT, 1, ".npz");
    assertThatThrownBy(() -> upscale(flat, input, folder.resolve("out.npz"), Existing.REFUSE))
        .hasMessageContaining("out.npz: ", "out_%04d.npz");
    assertThatThrownBy(() -> upscale(flat, input, folder.resolve("%04d.xyz"), Existing.REFUSE))
        .hasMessageContaining("must end with .uni or .npz");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> upscale(flat, input, file, Existing.REFUSE))
        .isInstanceOf(java.nio.file.NotDirectoryException.class);
  }

  @Test
  void aDamagedFrameEndsItCleanly() throws IOException {
    String input = Drawn.sequence(folder.resolve("in"), Drawn.FLAT, 6, ".npz");
    Path bad = folder.resolve("in/density_0006.npz");
    byte[] bytes = Files.readAllBytes(bad);
    bytes[bytes.length / 2] ^= 64;
    Files.write(bad, bytes);
    Path out = folder.resolve("out");
    assertThatThrownBy(() -> upscale(flat, input, out, Existing.REFUSE))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(bad + ": ");
    // Those before it are there, whole; mended, it goes on.
    assertThat(out.resolve("density_0003.npz")).isRegularFile();
    Drawn.sequence(folder.resolve("in"), Drawn.FLAT, 6, ".npz");
    upscale(flat, input, out, Existing.RESUME);
    upscale(flat, input, folder.resolve("whole"), Existing.REFUSE);
    assertSame(folder.resolve("whole"), out);
  }

  @Test
  void aFrameThatCannotBeWrittenEndsItCleanly() throws IOException {
    String input = Drawn.sequence(folder.resolve("in"), Drawn.FLAT, 8, ".npz");
    Path out = folder.resolve("out");
    var upscaler = upscaler(flat, input, out, Existing.REFUSE, PLAIN);
    Path blocked = Files.createDirectories(out.resolve("density_0005.npz"));
    assertThatThrownBy(() -> upscaler.run(done -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(blocked + ": is a folder");
  }

  @Test
  void tooLittleMemoryIsSaidAtOnce() throws IOException {
    String input = Drawn.sequence(folder.resolve("in"), Drawn.SOLID, 1, ".npz");
    var little = new UpscaleSettings(Precision.FP32, 100L << 20, false);
    assertThatThrownBy(() -> upscaler(solid, input, folder.resolve("out"), Existing.REFUSE, little))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "frames of 14x12x13 need \\d+ MB of memory, but the limit \\(--memory\\) is 100 MB");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  /** The same handles to native memory after few and after many frames. */
  @Test
  void nothingNativePilesUp() throws IOException {
    var size = GridSize.flat(10, 9);
    upscale(
        flat,
        Drawn.sequence(folder.resolve("warm"), size, 3, ".uni"),
        folder.resolve("w"),
        Existing.REFUSE);
    long before = Pointer.totalCount();
    for (int frames : new int[] {10, 40}) {
      String input = Drawn.sequence(folder.resolve("in" + frames), size, frames, ".uni");
      upscale(flat, input, folder.resolve("out" + frames), Existing.REFUSE);
      assertThat(Pointer.totalCount() - before).as("%d frames", frames).isBetween(-10L, 10L);
    }
  }

  /** A label is a file like others, and may come from anyone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x_%04d.npz",
        "../../x_%04d.npz",
        "/x_%04d.npz",
        "deep/../../x_%04d.npz",
        "..\\x_%04d.npz",
        "%04d",
        "x%04d%04d.npz",
        "notes_%d.txt",
        "a\u0000%d.npz"
      })
  void aLabelNamesNoFilesElsewhere(String named) throws IOException {
    String input = Drawn.sequence(folder.resolve("in"), Drawn.FLAT, 2, ".npz");
    Path out = folder.resolve("out/fine");
    upscale(flat, input, out, Existing.REFUSE);
    Path label = out.resolve("density.upscale.txt");
    Files.writeString(label, Files.readString(label).replace("density_%04d.npz", named));
    for (Path place : List.of(folder, folder.resolve("out"), out)) {
      Files.writeString(place.resolve("x_0003.npz"), "precious");
      Files.writeString(place.resolve("notes_3.txt"), "precious");
    }
    assertThatThrownBy(() -> upscale(flat, input, out, Existing.REPLACE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    for (Path place : List.of(folder, folder.resolve("out"), out)) {
      assertThat(place.resolve("x_0003.npz")).hasContent("precious");
      assertThat(place.resolve("notes_3.txt")).hasContent("precious");
    }
    assertThat(out.resolve("density_0003.npz")).exists();
  }
}
