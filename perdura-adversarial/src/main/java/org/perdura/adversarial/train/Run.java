package org.perdura.adversarial.train;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.perdura.recipe.Recipe;

/**
 * Where one training is kept, and what it is.
 *
 * @param directory log, curves, checkpoints and model go here
 * @param resume goes on from the newest checkpoint; without it the directory must be empty or
 *     absent
 * @param name of the recipe
 * @param recipe every key that was given and its value, see {@link Recipe#flat}
 * @param neutral keys of the recipe that may differ on resuming because they do not change the
 *     weights, besides the trainer's own (such as {@code log-every}); either full ({@code
 *     data.workers}) or the last part alone
 */
public record Run(
    Path directory, boolean resume, String name, Map<String, String> recipe, Set<String> neutral) {

  public Run(Path directory, boolean resume, Recipe<?> recipe) {
    this(directory, resume, recipe.name(), recipe.flat(), Set.of());
  }
}
