package org.perdura.recipe;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps what a recipe names within the folder that its paths are relative to. Who runs a recipe
 * chooses the folder, but need not have written the recipe; what is said by {@code --set} is the
 * user's own word, and may name anything.
 */
public final class RecipePaths {

  private RecipePaths() {}

  /**
   * Refuses paths that lead out of a folder.
   *
   * @param keys of texts that are paths
   * @param folder that relative ones are relative to
   * @param overrides as {@link RecipeReader#read} was given them
   * @throws RecipeException if one of a recipe's own leads elsewhere
   */
  public static void requireInside(
      Recipe<?> recipe, Pattern keys, Path folder, List<String> overrides) {
    recipe
        .flat()
        .forEach(
            (key, path) -> {
              if (keys.matcher(key).matches() && !isSet(key, overrides)) {
                inside(folder, path, recipe.name() + ": " + key);
              }
            });
  }

  /**
   * A path as it is meant.
   *
   * @param where for the message
   * @throws RecipeException if it is none, or leads out of the folder
   */
  static Path inside(Path folder, String path, String where) {
    Path resolved = resolve(folder, path, where);
    Path root = folder.toAbsolutePath().normalize();
    if (!resolved.toAbsolutePath().normalize().startsWith(root)) {
      throw new RecipeException(
          "%s: %s leads out of %s: must lie in it, or be said by --set"
              .formatted(where, path, root));
    }
    return resolved;
  }

  /** Inside or outside. */
  static Path resolve(Path folder, String path, String where) {
    try {
      return folder.resolve(path);
    } catch (InvalidPathException e) {
      throw new RecipeException("%s: %s, must be a path".formatted(where, path));
    }
  }

  /** Whether overrides give a key its value, or something that it is in. */
  static boolean isSet(String key, List<String> overrides) {
    for (String override : overrides) {
      int equals = override.indexOf('=');
      String set = equals < 0 ? override : override.substring(0, equals).strip();
      if (key.equals(set) || key.startsWith(set + ".")) {
        return true;
      }
    }
    return false;
  }
}
