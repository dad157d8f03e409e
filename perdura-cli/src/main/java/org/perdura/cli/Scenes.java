package org.perdura.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Where scenes of smoke are found. */
final class Scenes {

  /** Set by the launcher: the folder that it lies in. */
  private static final String HOME = "perdura.home";

  private static final String ENDING = ".yaml";

  private Scenes() {}

  /** A file, or a scene of that name in the folder of those that come with Perdura. */
  static Path find(String name) throws IOException {
    Path file = Path.of(name);
    boolean bare = file.getNameCount() == 1 && !name.endsWith(ENDING) && !name.endsWith(".yml");
    if (Files.isRegularFile(file) || !bare) {
      return file;
    }
    Path shipped = Path.of(System.getProperty(HOME, ""), "scenes");
    Path found = shipped.resolve(name + ENDING);
    if (!Files.isRegularFile(found)) {
      throw new IOException(name + ": no such scene; in " + shipped + " are " + names(shipped));
    }
    return found;
  }

  private static String names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return "none";
    }
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(ENDING))
          .map(file -> file.substring(0, file.length() - ENDING.length()))
          .sorted()
          .collect(Collectors.joining(", "));
    }
  }
}
