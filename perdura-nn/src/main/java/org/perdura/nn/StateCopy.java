package org.perdura.nn;

import java.util.Arrays;
import java.util.Map;

/** Copies named tensors onto named tensors, and says what does not fit. */
public final class StateCopy {

  private StateCopy() {}

  /**
   * Copies every value onto the target of the same name.
   *
   * @throws IllegalArgumentException if the names or the shapes differ, or where there must be
   *     fractions there are whole numbers; nothing is changed then
   */
  public static void copy(Map<String, Tensor> values, Map<String, Tensor> targets) {
    for (String name : values.keySet()) {
      if (!targets.containsKey(name)) {
        throw new IllegalArgumentException(
            "tensor " + name + ": the network has none of that name");
      }
    }
    targets.forEach(
        (name, target) -> {
          Tensor value = values.get(name);
          if (value == null) {
            throw new IllegalArgumentException("tensor " + name + ": missing");
          }
          if (!Arrays.equals(value.shape(), target.shape())) {
            throw new IllegalArgumentException(
                "tensor %s: shape %s, but the network needs %s"
                    .formatted(
                        name, Arrays.toString(value.shape()), Arrays.toString(target.shape())));
          }
          if (value.dtype().isFloatingPoint() != target.dtype().isFloatingPoint()) {
            throw new IllegalArgumentException(
                "tensor %s: elements of type %s, but the network needs %s"
                    .formatted(name, value.dtype(), target.dtype()));
          }
        });
    try (var noGradient = GradientMode.off()) {
      targets.forEach((name, target) -> target.copyInPlace(values.get(name)));
    }
  }
}
