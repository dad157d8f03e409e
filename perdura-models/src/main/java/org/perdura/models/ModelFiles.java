package org.perdura.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.perdura.nn.Module;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.SafeTensorsFile;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.TensorFileException;

/** Trained models, shipped or the user's: files whose metadata says which network they are for. */
public final class ModelFiles {

  private static final int DIGEST_BYTES = 8;

  private ModelFiles() {}

  /**
   * A network and what its file says of it.
   *
   * @param <M> the network
   */
  public record Loaded<M extends Module>(M network, Map<String, String> metadata) {}

  /**
   * Makes the networks of a domain.
   *
   * @param <M> the network
   */
  @FunctionalInterface
  public interface Maker<M extends Module> {

    /**
     * The network that metadata ask for.
     *
     * @param numbers in all tensors of the file: what would have many more is not made, for the
     *     file cannot be a model of it, and it may not fit into any memory
     * @throws IllegalArgumentException if there is none, or the file has too few numbers for it
     */
    M make(Map<String, String> metadata, long numbers);
  }

  /**
   * Loads a model.
   *
   * @param name of a shipped model, or the path of a file
   * @throws IOException one line saying what is wrong: there is none of that name, the file is
   *     damaged, or it is not a model of that kind
   */
  public static <M extends Module> Loaded<M> load(String name, Maker<M> maker) throws IOException {
    M network = null;
    try (var scope = new Scope()) {
      SafeTensorsFile file = read(name);
      long numbers = file.tensors().values().stream().mapToLong(Tensor::count).sum();
      network = maker.make(file.metadata(), numbers);
      network.load(file.tensors());
      requireNumbers(network);
      var loaded = new Loaded<>(network, file.metadata());
      network = null;
      return loaded;
    } catch (IllegalArgumentException e) {
      throw new TensorFileException(name, e.getMessage(), e);
    } finally {
      if (network != null) {
        network.close();
      }
    }
  }

  /**
   * The file's metadata alone; its tensors are not read.
   *
   * @param name of a shipped model, or the path of a file
   */
  public static Map<String, String> metadata(String name) throws IOException {
    if (ShippedModels.names().contains(name)) {
      try (InputStream in = ShippedModels.open(name)) {
        return SafeTensors.readMetadata(in, name);
      }
    }
    return SafeTensors.readMetadata(file(name));
  }

  private static SafeTensorsFile read(String name) throws IOException {
    if (ShippedModels.names().contains(name)) {
      try (InputStream in = ShippedModels.open(name)) {
        return SafeTensors.read(in, name);
      }
    }
    return SafeTensors.read(file(name));
  }

  private static Path file(String name) throws IOException {
    try {
      Path file = Path.of(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException e) {
      // Nothing can be there: the same message.
    }
    throw new IOException(
        name + ": no such model; shipped are " + String.join(", ", ShippedModels.names()));
  }

  private static void requireNumbers(Module network) {
    for (var tensor : network.state().entrySet()) {
      if (!tensor.getValue().allFinite()) {
        throw new IllegalArgumentException(
            "tensor " + tensor.getKey() + ": holds values that are no numbers");
      }
    }
  }

  /**
   * Which model this is, wherever its file lies: its name without the folder, and the first digits
   * of a check sum of the weights.
   */
  public static String identity(String name, Module network) {
    MessageDigest digest = sha256();
    network
        .state()
        .forEach(
            (key, tensor) -> {
              digest.update(key.getBytes(StandardCharsets.UTF_8));
              float[] values = tensor.toFloats();
              var bytes = ByteBuffer.allocate(Float.BYTES * values.length);
              bytes.asFloatBuffer().put(values);
              digest.update(bytes);
            });
    String sum = HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
    return Path.of(name).getFileName() + " " + sum;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
