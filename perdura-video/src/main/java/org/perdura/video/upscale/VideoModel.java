package org.perdura.video.upscale;

import java.io.IOException;
import java.util.Map;
import org.perdura.models.ModelFiles;
import org.perdura.video.model.GeneratorSpec;
import org.perdura.video.model.VideoGenerator;

/**
 * A trained video model: one .safetensors file whose metadata says which network it is for.
 *
 * @param name as it was asked for
 * @param metadata as the file holds it
 */
public record VideoModel(
    String name, GeneratorSpec spec, VideoGenerator generator, Map<String, String> metadata)
    implements AutoCloseable {

  /** The model that is used when none is named. */
  public static final String DEFAULT = "video-4x";

  /**
   * Loads a model.
   *
   * @param name of a shipped model, or the path of a file
   * @throws IOException one line saying what is wrong: there is none of that name, the file is
   *     damaged, or it is not a video model
   */
  public static VideoModel load(String name) throws IOException {
    var loaded =
        ModelFiles.load(
            name, (metadata, numbers) -> GeneratorSpec.of(metadata).requireFits(numbers).create(0));
    return new VideoModel(
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
