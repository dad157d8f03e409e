package org.perdura.smoke.upscale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.perdura.fluid.output.Existing;
import org.perdura.fluid.output.LabelFile;
import org.perdura.fluid.output.OutputFolder;
import org.perdura.grid.ScalarField;
import org.perdura.grid.io.GridData;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.GridSequence;
import org.perdura.grid.io.SequenceName;
import org.perdura.grid.io.VdbFormat;
import org.perdura.grid.io.VdbScene;
import org.perdura.smoke.model.SmokeGenerator;

/**
 * Where high-res frames go, numbered as those that they are made from. A label beside them says how
 * they were made: the first file that is written and the last that is deleted.
 */
final class UpscaledFrames {

  /** Key of the label: the frames' names, such as {@code density_%04d.npz}. */
  private static final String OUTPUT = "output";

  /** Key of the label: the input's first and last frame, of which those at the ends depend. */
  private static final String FRAMES = "frames";

  /** Without folders and what no file's name has. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[^/\\\\:\\p{Cc}]+");

  private final SequenceName name;
  private final CoarseSequence input;
  private final Path label;
  private final Map<String, String> making;
  private final SeenFrames seen;
  private final List<Integer> numbers;

  /** Frames that are there, but were made when the sequence ended there. */
  private final Set<Integer> outdated = new TreeSet<>();

  private final Existing existing;
  private final boolean labelled;

  /**
   * Looks at what is there.
   *
   * @param output a sequence such as {@code fine/density_%04d.npz}; or a folder, for the same names
   * @param making what must be the same for frames to be gone on with
   * @param seen what is looked at for each frame; more may follow before what is there is gone on
   *     with
   * @throws IOException one line: what is there must not be touched, or is of another making
   */
  UpscaledFrames(
      String output,
      CoarseSequence input,
      Map<String, String> making,
      SeenFrames seen,
      Existing existing)
      throws IOException {
    this.name = name(output, input.density());
    this.input = input;
    this.making = new TreeMap<>(making);
    this.making.put(OUTPUT, fileNames(name));
    this.making.put(FRAMES, seen.toString());
    this.seen = seen;
    this.numbers = input.density().numbers();
    this.existing = existing;
    label = name.folder().resolve(name.prefix().replaceAll("[^\\p{Alnum}]+$", "") + ".upscale.txt");
    labelled = Files.isRegularFile(label);
    requireInputStays(input);
    if (isVdb()) {
      input.density().scene(numbers.get(0)); // says early if it cannot be written anew
    }
    if (existing == Existing.REFUSE) {
      requireNothing();
    } else if (existing == Existing.RESUME) {
      requireSame();
    }
  }

  private static SequenceName name(String output, GridSequence input) throws IOException {
    if (SequenceName.isPattern(output)) {
      SequenceName name = SequenceName.of(output);
      GridFiles.format(name.file(0)); // says so if it is none
      return name;
    }
    Path folder = Path.of(output);
    if (GridFiles.isGrid(folder)) {
      throw new IOException(
          output
              + ": the input is a sequence, so this must be one such as out_%04d.npz, or a folder");
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new NotDirectoryException(output);
    }
    return input.name().in(folder).withGrid("");
  }

  private static boolean isOf(CoarseSequence input, int number, Path file) throws IOException {
    return Files.exists(file)
        && (Files.isSameFile(file, input.density().file(number))
            || (input.velocity().isPresent()
                && Files.isSameFile(file, input.velocity().get().file(number))));
  }

  private static String fileNames(SequenceName name) {
    return String.valueOf(Path.of(name.toString()).getFileName());
  }

  /** What the label says was made here before; empty if it does not say. */
  private Optional<SequenceName> before() throws IOException {
    String names = labelled ? LabelFile.read(label).getOrDefault(OUTPUT, "") : "";
    if (!SequenceName.isPattern(names)) {
      return Optional.empty();
    }
    // What is named here will be deleted: names of files beside the label, and of grids.
    boolean plain = PLAIN_NAME.matcher(SequenceName.files(names)).matches();
    if (!plain || !GridFiles.isGrid(Path.of(SequenceName.files(names)))) {
      throw new IOException(
          "%s: says that frames were called %s: must be names such as density_%%04d.npz"
              .formatted(label, names));
    }
    return Optional.of(SequenceName.of(folder().resolve(names).toString()));
  }

  /** Neither new frames may take the place of the input, nor may it make room for them. */
  private void requireInputStays(CoarseSequence input) throws IOException {
    requireInputIsNot(name, input, "is the input itself");
    Optional<SequenceName> before = before();
    if (existing == Existing.REPLACE && before.isPresent()) {
      requireInputIsNot(before.get(), input, "would be replaced, and is the input itself");
    }
  }

  private void requireInputIsNot(SequenceName frames, CoarseSequence input, String what)
      throws IOException {
    for (int number : numbers) {
      Path file = frames.file(number);
      if (isOf(input, number, file)) {
        throw new IOException("%s: %s; name another file or folder".formatted(file, what));
      }
    }
  }

  private void requireNothing() throws IOException {
    if (labelled) {
      throw new IOException(
          "%s: is begun already; --resume goes on with it, --overwrite replaces it"
              .formatted(name));
    }
    for (int number : numbers) {
      if (Files.exists(name.file(number))) {
        throw new IOException(name.file(number) + ": exists already; --overwrite replaces it");
      }
    }
  }

  private void requireSame() throws IOException {
    if (labelled) {
      Map<String, String> then = LabelFile.read(label);
      Optional<SeenFrames> before = seen.parse(then.getOrDefault(FRAMES, ""));
      if (before.isPresent()) {
        requireContinued(before.get());
      }
      if (before.isPresent() || seen.neighbours() == 0) { // labels once left them out then
        then.put(FRAMES, seen.toString());
      }
      LabelFile.requireSame(label, then, making);
      return;
    }
    for (int number : numbers) {
      if (Files.exists(name.file(number))) {
        throw new IOException(
            "%s: cannot be resumed, since %s, which would say how it was made, is missing"
                .formatted(name.file(number), label));
      }
    }
  }

  /** Frames may have come at both ends: a simulation goes on while its frames are made finer. */
  private void requireContinued(SeenFrames before) throws IOException {
    if (!before.isWithin(seen)) {
      throw new IOException(
          "%s: was begun with frames %s, now %s; must be these or more to resume"
              .formatted(label, before, seen));
    }
    for (int number : numbers) {
      boolean there = Files.isRegularFile(name.file(number));
      if (there && !before.contains(number)) {
        throw new IOException(
            "%s: is none of the frames %s that %s speaks of; move it away to resume"
                .formatted(name.file(number), before, label));
      }
      if (there && !seen.isSeenAlike(number, before)) {
        outdated.add(number);
      }
    }
  }

  SequenceName name() {
    return name;
  }

  /** The frames that are to be made, ascending. */
  List<Integer> missing() {
    return existing == Existing.RESUME
        ? numbers.stream()
            .filter(n -> outdated.contains(n) || !Files.isRegularFile(name.file(n)))
            .toList()
        : numbers;
  }

  /** Makes room: afterwards all frames that are there are of this making. */
  void begin() throws IOException {
    Files.createDirectories(name.folder().toAbsolutePath());
    if (existing == Existing.REPLACE) {
      deleteMadeBefore();
      for (int number : numbers) {
        Files.deleteIfExists(name.file(number));
      }
      Files.deleteIfExists(label);
    }
    for (int number : outdated) { // before the label says that none of them is left
      Files.deleteIfExists(name.file(number));
    }
    LabelFile.write(label, making);
  }

  /** Deletes the frames that the label speaks of, of any number, and their unfinished ones. */
  private void deleteMadeBefore() throws IOException {
    Optional<SequenceName> before = before();
    if (before.isEmpty()) {
      return;
    }
    String frame =
        Pattern.quote(before.get().prefix()) + "\\d+" + Pattern.quote(before.get().suffix());
    OutputFolder.delete(folder(), Pattern.compile(frame));
  }

  private Path folder() {
    return name.folder().toString().isEmpty() ? Path.of(".") : name.folder();
  }

  private boolean isVdb() {
    return GridFiles.isVdb(name.file(0));
  }

  /** OpenVDB files keep the place in the scene and all other grids of the file they come from. */
  void write(int number, ScalarField density) throws IOException {
    Path file = name.file(number);
    if (!isVdb()) {
      GridFiles.write(file, density);
      return;
    }
    GridSequence low = input.density();
    VdbScene scene = low.scene(number).orElseGet(() -> VdbScene.usual(low.info().size()));
    VdbFormat.write(file, scene.refined(SmokeGenerator.SCALE), List.of(GridData.of(density)));
  }
}
