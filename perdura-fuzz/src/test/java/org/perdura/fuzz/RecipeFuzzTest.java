package org.perdura.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.perdura.fluid.scene.Scene;
import org.perdura.recipe.RecipeException;
import org.perdura.recipe.RecipeReader;
import org.perdura.smoke.train.SmokeRecipe;
import org.perdura.video.train.VideoRecipe;

/** YAML: recipes of both domains and scenes, one of which the first byte chooses. */
final class RecipeFuzzTest {

  private static final Set<Class<? extends Exception>> REFUSALS =
      Set.of(IOException.class, RecipeException.class);

  @FuzzTest
  void reads(byte[] content) {
    Path file = Reading.file(".yaml", content);
    Class<?> type =
        switch (content.length == 0 ? 0 : content[0]) {
          case 'd' -> SmokeRecipe.class; // domain: smoke
          case 'g' -> VideoRecipe.class; // generator: ...
          default -> Scene.class;
        };
    Reading.check(content.length, REFUSALS, () -> RecipeReader.peek(file, "domain"));
    Reading.check(content.length, REFUSALS, () -> RecipeReader.read(file, type, List.of()));
  }
}
