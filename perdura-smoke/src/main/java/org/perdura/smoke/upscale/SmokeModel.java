package org.perdura.smoke.upscale;

import java.io.IOException;
import java.util.Map;
import org.perdura.models.ModelFiles;
import org.perdura.smoke.model.GeneratorSpec;
import org.perdura.smoke.model.SmokeGenerator;

/**
 * A trained smoke model: one .safetensors file whose metadata says which network it is for.
 *
 * @param name as it was asked for
 * @param metadata as the file holds it
 */
public record SmokeModel(
    String name, GeneratorSpec spec, SmokeGenerator generator, Map<String, String> metadata)
    implements AutoCloseable {

  /** The model that is used for flat smoke when none is named. */
  public static final String DEFAULT_2D = "smoke-2d-4x";

  /** The model that is used for volumes of smoke when none is named. */
  public static final String DEFAULT_3D = "smoke-3d-4x";

  /**
   * Loads a model.
   *
   * @param name of a shipped model, or the path of a file
   * @throws IOException one line saying what is wrong: there is none of that name, the file is
   *     damaged, or it is not a smoke model
   */
  public static SmokeModel load(String name) throws IOException {
    var loaded =
        ModelFiles.load(
            name, (metadata, numbers) -> GeneratorSpec.of(metadata).requireFits(numbers).create(0));
    return new SmokeModel(
        name, GeneratorSpec.of(loaded.metadata()), loaded.network(), loaded.metadata());
  }

  /** Which model this is, wherever its file lies. */
  public String identity() {
    return ModelFiles.identity(name, generator);
  }

  @Override
  public void close() {
    generator.close();
  }
}
