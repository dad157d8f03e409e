package org.perdura.smoke.upscale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.perdura.fluid.output.Existing;
import org.perdura.fluid.output.LabelFile;
import org.perdura.fluid.output.OutputFolder;
import org.perdura.grid.ScalarField;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.GridSequence;
import org.perdura.grid.io.SequenceName;

/**
 * Where high-res frames go, numbered as those that they are made from. A label beside them says how
 * they were made: the first file that is written and the last that is deleted.
 */
final class UpscaledFrames {

  private final SequenceName name;
  private final Path label;
  private final Map<String, String> making;
  private final List<Integer> numbers;
  private final Existing existing;
  private final boolean labelled;

  /**
   * Looks at what is there.
   *
   * @param output a sequence such as {@code fine/density_%04d.npz}; or a folder, for the same names
   * @param making what must be the same for frames to be gone on with
   * @throws IOException one line: what is there must not be touched, or is of another making
   */
  UpscaledFrames(String output, SmokeSequence input, Map<String, String> making, Existing existing)
      throws IOException {
    this.name = name(output, input.density());
    this.making = making;
    this.numbers = input.density().numbers();
    this.existing = existing;
    label = name.folder().resolve(name.prefix().replaceAll("[^\\p{Alnum}]+$", "") + ".upscale.txt");
    labelled = Files.isRegularFile(label);
    requireOther(input);
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
    return input.name().in(folder);
  }

  private void requireOther(SmokeSequence input) throws IOException {
    for (int number : numbers) {
      Path file = name.file(number);
      if (Files.exists(file)
          && (Files.isSameFile(file, input.density().file(number))
              || (input.velocity().isPresent()
                  && Files.isSameFile(file, input.velocity().get().file(number))))) {
        throw new IOException(file + ": is the input itself; name another file or folder");
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
      LabelFile.requireSame(label, LabelFile.read(label), making);
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

  SequenceName name() {
    return name;
  }

  /** The frames that are to be made, ascending. */
  List<Integer> missing() {
    return existing == Existing.RESUME
        ? numbers.stream().filter(n -> !Files.isRegularFile(name.file(n))).toList()
        : numbers;
  }

  /** Makes room: afterwards all frames that are there are of this making. */
  void begin() throws IOException {
    Files.createDirectories(name.folder().toAbsolutePath());
    if (existing == Existing.REPLACE) {
      if (labelled) { // those of other numbers and formats, too
        OutputFolder.delete(folder(), all());
      }
      for (int number : numbers) {
        Files.deleteIfExists(name.file(number));
      }
      Files.deleteIfExists(label);
    }
    LabelFile.write(label, making);
  }

  /** Files that a sequence of this name may consist of. */
  private Pattern all() {
    String suffix = name.suffix().substring(0, name.suffix().lastIndexOf('.'));
    String endings =
        GridFiles.endings().stream().map(Pattern::quote).collect(Collectors.joining("|"));
    return Pattern.compile(
        Pattern.quote(name.prefix()) + "\\d+" + Pattern.quote(suffix) + "(" + endings + ")");
  }

  private Path folder() {
    return name.folder().toString().isEmpty() ? Path.of(".") : name.folder();
  }

  void write(int number, ScalarField density) throws IOException {
    GridFiles.write(name.file(number), density);
  }
}
