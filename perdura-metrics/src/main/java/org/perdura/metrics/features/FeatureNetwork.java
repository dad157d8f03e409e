package org.perdura.metrics.features;

import java.util.List;
import org.perdura.nn.Tensor;

/**
 * A trained network as a judge of pictures. Its weights are frozen; gradients pass through it to
 * the pictures.
 */
public interface FeatureNetwork extends AutoCloseable {

  /**
   * What the network sees.
   *
   * @param pictures {@code [n, 3, h, w]} R'G'B', in [0, 1]; what the network wants to have
   *     subtracted or scaled, it does itself
   * @return one {@code [n, c, h', w']} for each of {@link #layers}, rectified; float, or bfloat16
   *     under autocast
   * @throws IllegalArgumentException if the pictures are too small for the network
   */
  List<Tensor> features(Tensor pictures);

  /** The names of the layers that are looked at, from the picture upwards. */
  List<String> layers();

  @Override
  void close();
}
