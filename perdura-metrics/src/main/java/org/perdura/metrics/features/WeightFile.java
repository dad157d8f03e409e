package org.perdura.metrics.features;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.perdura.models.PerceptualWeights;
import org.perdura.nn.Module;
import org.perdura.nn.PyTorchFile;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Tensor;

/**
 * Named tensors from a file that may hold more than is wanted of it, e.g. a classifier.
 *
 * @param name for messages
 */
record WeightFile(String name, Map<String, Tensor> tensors) {

  /** Reads a .safetensors file, or else what {@code torch.save} wrote. */
  static WeightFile read(Path file) throws IOException {
    return new WeightFile(
        file.toString(),
        file.toString().endsWith(".safetensors")
            ? SafeTensors.read(file).tensors()
            : PyTorchFile.read(file));
  }

  static WeightFile shipped(PerceptualWeights weights) throws IOException {
    try (InputStream in = weights.open()) {
      return new WeightFile(weights.file(), SafeTensors.read(in, weights.file()).tensors());
    }
  }

  /** Several files as one; a later one wins. */
  static WeightFile join(Collection<WeightFile> files) {
    var all = new LinkedHashMap<String, Tensor>();
    files.forEach(file -> all.putAll(file.tensors));
    return new WeightFile(String.join(", ", files.stream().map(WeightFile::name).toList()), all);
  }

  WeightFile renamed(UnaryOperator<String> naming) {
    var renamed = new LinkedHashMap<String, Tensor>();
    tensors.forEach((key, tensor) -> renamed.put(naming.apply(key), tensor));
    return new WeightFile(name, renamed);
  }

  /**
   * Gives a network its weights and freezes it.
   *
   * @param wanted what the file must be, for the message
   * @throws IOException one line: a tensor is missing, of another shape, or not finite
   */
  void into(Module network, String wanted) throws IOException {
    try {
      var chosen = new LinkedHashMap<String, Tensor>();
      for (var entry : network.state().entrySet()) {
        chosen.put(entry.getKey(), get(entry.getKey(), wanted, entry.getValue().shape()));
      }
      network.load(chosen);
      network.trainable(false);
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  Tensor get(String key, String wanted, long... shape) throws IOException {
    Tensor tensor = tensors.get(key);
    if (tensor == null) {
      throw new IOException("%s: no tensor %s; must be %s".formatted(name, key, wanted));
    }
    if (!Arrays.equals(tensor.shape(), shape)) {
      throw new IOException(
          "%s: tensor %s has shape %s, must be %s for %s"
              .formatted(
                  name, key, Arrays.toString(tensor.shape()), Arrays.toString(shape), wanted));
    }
    if (!tensor.allFinite()) {
      throw new IOException("%s: tensor %s holds values that are no numbers".formatted(name, key));
    }
    return tensor;
  }
}
