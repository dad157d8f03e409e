package org.perdura.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.perdura.fluid.data.SmokeDatasetWriter;
import org.perdura.fluid.output.OutputFolder;

/** Where the smoke of a demo goes, and what is in it. */
record SmokeFolder(Path path) {

  /** Its name in the demo's folder. */
  static final String NAME = "smoke";

  static final String FILM = "side-by-side.mp4";
  static final String PICTURE = "comparison.png";

  private static final String PAIR = "pair";
  private static final String UPSCALED = "density_%04d.npz";

  /** Files that a demo makes in it, in whatever folder. */
  private static final Pattern RESULTS =
      Pattern.compile(
          "(density|velocity)(_low|_high)?_\\d{4}\\.npz|density\\.upscale\\.txt|\\.state"
              + "|(dataset|description)\\.json|side-by-side\\.mp4|comparison\\.png"
              + "|\\..*\\.part(\\..*)?");

  static SmokeFolder in(Path demo) {
    return new SmokeFolder(demo.resolve(NAME));
  }

  /** What {@code perdura dataset smoke} would have written. */
  Path pair() {
    return path.resolve(PAIR);
  }

  /** The pattern of the coarse density. */
  String low() {
    return pair().resolve("sim_0000/density_low_%04d.npz").toString();
  }

  /** The pattern of the fine density, the truth. */
  String high() {
    return pair().resolve("sim_0000/density_high_%04d.npz").toString();
  }

  /** The pattern of what a model makes. */
  String upscaled(ShownModel model) {
    return path.resolve(model.output()).resolve(UPSCALED).toString();
  }

  /** Whether this is nobody else's: a demo's smoke, finished or not, or nothing. */
  boolean isOurs() throws IOException {
    return Files.isDirectory(path)
        && (OutputFolder.isEmpty(path)
            || Files.isRegularFile(pair().resolve(SmokeDatasetWriter.FILE)));
  }

  /** Deletes what a demo makes, and nothing else. */
  void delete() throws IOException {
    List<Path> all;
    try (var found = Files.walk(path)) {
      all = found.sorted(Comparator.reverseOrder()).toList(); // what is in a folder before it
    }
    for (Path one : all) {
      boolean folder = Files.isDirectory(one);
      boolean result = RESULTS.matcher(one.getFileName().toString()).matches();
      if (folder ? isBare(one) : result) {
        Files.delete(one);
      }
    }
  }

  private static boolean isBare(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }
}
