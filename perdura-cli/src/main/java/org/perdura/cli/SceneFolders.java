package org.perdura.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.perdura.cli.report.Report;
import org.perdura.fluid.output.Existing;
import org.perdura.grid.io.WholeFile;
import org.perdura.media.FrameReader;
import org.perdura.media.Media;

/**
 * A folder whose folders hold the pictures of a scene each, upscaled into folders of the same names
 * with one model. Each scene appears when it is done.
 */
final class SceneFolders {

  /** Names that do not mean a folder. */
  static final String FILM_OR_PICTURE =
      "(?i).*(%\\d*d.*|\\.(mp4|mov|mkv|webm|avi|png|jpe?g|tiff?))";

  private static final String REPLACING = "to-be-replaced.txt";

  private final Upscaling all;
  private final List<Path> scenes;

  /**
   * @param all with the folders of the scenes and of the results
   * @param scenes folders of pictures
   */
  SceneFolders(Upscaling all, List<Path> scenes) {
    this.all = all;
    this.scenes = List.copyOf(scenes);
  }

  /** Folders of pictures in a folder without any; empty if the input is something else. */
  static List<Path> in(String input) throws IOException {
    Path folder;
    try {
      folder = Path.of(input);
    } catch (InvalidPathException e) {
      return List.of(); // a pattern, on some systems
    }
    if (!Files.isDirectory(folder) || !Media.picturesIn(folder).isEmpty()) {
      return List.of();
    }
    var scenes = new ArrayList<Path>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        boolean hidden = entry.getFileName().toString().startsWith(".");
        if (!hidden && Files.isDirectory(entry) && !Media.picturesIn(entry).isEmpty()) {
          scenes.add(entry);
        }
      }
    }
    scenes.sort(null);
    return scenes;
  }

  /**
   * Does all.
   *
   * @throws IOException one line; scenes that are done stay
   */
  void run(EngineOptions engine, Report report) throws IOException {
    var missing = new ArrayList<Path>();
    requireFolder();
    warnOfOthers(report);
    for (Path scene : scenes) {
      if (!isDone(scene)) {
        requireUsable(scene);
        missing.add(scene);
      }
    }
    int kept = scenes.size() - missing.size();
    if (!missing.isEmpty()) {
      Files.createDirectories(Path.of(all.output()));
      if (all.existing() == Existing.REPLACE) {
        keepToBeReplaced(new TreeSet<>(missing.stream().map(SceneFolders::name).toList()));
      }
      upscale(missing, kept, engine, report);
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("output", all.output());
    fields.put("scenes", scenes.size());
    fields.put("kept", kept);
    report.event(
        "all-done",
        fields,
        "%s: %d %s%s"
            .formatted(
                all.output(),
                scenes.size(),
                scenes.size() == 1 ? "scene" : "scenes",
                kept == 0 ? "" : ", %d of before".formatted(kept)));
  }

  /** Folders in the input that are no scenes. */
  private void warnOfOthers(Report report) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(all.input()))) {
      for (Path entry : entries) {
        boolean hidden = entry.getFileName().toString().startsWith(".");
        if (!hidden && Files.isDirectory(entry) && !scenes.contains(entry)) {
          report.warn(entry + ": holds no pictures itself, left out");
        }
      }
    }
  }

  private void upscale(List<Path> missing, int kept, EngineOptions engine, Report report)
      throws IOException {
    int done = kept;
    try (var model = engine.loadVideo()) {
      for (Path scene : missing) {
        String what = "upscaling " + scene.getFileName();
        upscaling(scene).run(engine, model, what, report);
        Set<String> left = toBeReplaced();
        if (left.remove(name(scene))) {
          keepToBeReplaced(left);
        }
        done++;
      }
    } catch (StoppedException e) {
      throw new StoppedException(
          "stopped after %d of %d scenes; --resume goes on from there"
              .formatted(done, scenes.size()));
    }
  }

  private static String name(Path scene) {
    return scene.getFileName().toString();
  }

  private Path result(Path scene) {
    return Path.of(all.output()).resolve(name(scene));
  }

  /** A scene whose old result was to be replaced when an earlier run ended is replaced now. */
  private Upscaling upscaling(Path scene) throws IOException {
    Upscaling upscaling = all.of(scene, result(scene));
    boolean replaced = toBeReplaced().contains(name(scene)) && !upscaling.isBegun();
    return replaced ? upscaling.with(Existing.REPLACE) : upscaling;
  }

  /** Names of scenes whose results are old, as long as a run that replaces them is not through. */
  private Set<String> toBeReplaced() throws IOException {
    Path list = Path.of(all.output()).resolve(REPLACING);
    return Files.isRegularFile(list) ? new TreeSet<>(Files.readAllLines(list)) : new TreeSet<>();
  }

  private void keepToBeReplaced(Set<String> names) throws IOException {
    Path list = Path.of(all.output()).resolve(REPLACING);
    if (names.isEmpty()) {
      Files.deleteIfExists(list);
    } else {
      WholeFile.write(list, String.join("\n", names).getBytes(StandardCharsets.UTF_8));
    }
  }

  private void requireFolder() throws IOException {
    Path output = Path.of(all.output());
    boolean folder =
        Files.exists(output) ? Files.isDirectory(output) : !all.output().matches(FILM_OR_PICTURE);
    if (!folder) {
      throw new IOException(
          "%s: must be a folder, since %s holds %d scenes"
              .formatted(all.output(), all.input(), scenes.size()));
    }
  }

  private boolean isDone(Path scene) throws IOException {
    if (all.existing() != Existing.RESUME || toBeReplaced().contains(name(scene))) {
      return false;
    }
    try (FrameReader reader = Media.open(scene.toString(), all.reading())) {
      return all.of(scene, result(scene)).isDone(reader);
    }
  }

  /** Looked at first, so that one bad picture is known before hours of work. */
  private void requireUsable(Path scene) throws IOException {
    Path result = result(scene);
    if (Files.exists(result) && Files.isSameFile(scene, result)) {
      throw new IOException(all.output() + ": is where the input's pictures are");
    }
    if (all.existing() == Existing.REFUSE
        && Files.isDirectory(result)
        && !Media.picturesIn(result).isEmpty()) {
      throw new IOException(
          result + ": holds pictures; --resume keeps scenes that are done, --overwrite none");
    }
    try (FrameReader reader = Media.open(scene.toString(), all.reading())) {
      reader.info();
    }
  }
}
