package org.perdura.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perdura.recipe.Recipe;
import org.perdura.recipe.RecipePaths;
import org.perdura.video.data.Footage;
import org.perdura.video.data.VideoDataSpec;

/** Where recipes and their data are found. */
final class Recipes {

  /** Set by the launcher: the folder that it lies in. */
  private static final String HOME = "perdura.home";

  private static final Pattern DATA =
      Pattern.compile("(validation\\.)?data\\.(photos\\.\\d+|(videos|sets)\\.\\d+\\.path)");

  private static final Pattern MODEL = Pattern.compile("initial");

  private Recipes() {}

  /**
   * Refuses a recipe that names data outside of the folder that is meant for them, or a model
   * outside of the working directory.
   *
   * @param data what its paths are relative to
   * @param overrides that it was read with, which may name anything
   */
  static void requireInside(Recipe<?> recipe, Path data, List<String> overrides) {
    RecipePaths.requireInside(recipe, DATA, data, overrides);
    RecipePaths.requireInside(recipe, MODEL, Path.of(""), overrides);
  }

  /** A file, or a recipe of that name in the folder of those that come with Perdura. */
  static Path find(String name) throws IOException {
    Path file = Path.of(name);
    boolean bare = file.getNameCount() == 1 && !name.endsWith(".yaml") && !name.endsWith(".yml");
    if (Files.isRegularFile(file) || !bare) {
      return file;
    }
    Path shipped = Path.of(System.getProperty(HOME, ""), "recipes");
    Path found = shipped.resolve(name + ".yaml");
    if (!Files.isRegularFile(found)) {
      throw new IOException(name + ": no such recipe; in " + shipped + " are " + names(shipped));
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
          .filter(file -> file.endsWith(".yaml"))
          .map(file -> file.substring(0, file.length() - ".yaml".length()))
          .sorted()
          .collect(Collectors.joining(", "));
    }
  }

  /**
   * Says what to do about the likeliest mistake.
   *
   * @param data with paths that are absolute or relative to the working directory
   */
  static void requireData(VideoDataSpec data) throws IOException {
    var named = Stream.concat(data.photos().stream(), data.videos().stream().map(Footage::path));
    for (String name : named.toList()) {
      boolean pattern = name.matches(".*[%*?\\[{].*");
      if (!pattern && !Files.exists(Path.of(name))) {
        throw new IOException(
            name + ": no such file or folder; --data says where the recipe's data are");
      }
    }
  }
}
