package org.perdura.video.upscale;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.perdura.models.ShippedModels;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.SafeTensorsFile;
import org.perdura.nn.Scope;
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
    try (var scope = new Scope()) {
      return of(name, read(name));
    }
  }

  private static SafeTensorsFile read(String name) throws IOException {
    if (ShippedModels.names().contains(name)) {
      try (InputStream in = ShippedModels.open(name)) {
        return SafeTensors.read(in, name);
      }
    }
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          name + ": no such model; shipped are " + String.join(", ", ShippedModels.names()));
    }
    return SafeTensors.read(file);
  }

  private static VideoModel of(String name, SafeTensorsFile file) throws IOException {
    VideoGenerator generator = null;
    try {
      var spec = GeneratorSpec.of(file.metadata());
      generator = spec.create(0);
      generator.load(file.tensors());
      requireNumbers(generator);
      var model = new VideoModel(name, spec, generator, file.metadata());
      generator = null;
      return model;
    } catch (IllegalArgumentException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    } finally {
      if (generator != null) {
        generator.close();
      }
    }
  }

  private static void requireNumbers(VideoGenerator generator) {
    for (var parameter : generator.parameters().entrySet()) {
      if (!parameter.getValue().allFinite()) {
        throw new IllegalArgumentException(
            "tensor " + parameter.getKey() + ": holds values that are no numbers");
      }
    }
  }

  @Override
  public void close() {
    generator.close();
  }
}
