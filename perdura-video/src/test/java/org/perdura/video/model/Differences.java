package org.perdura.video.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.perdura.nn.Tensor;

/** How far two tensors of the same shape are apart. */
public record Differences(double largest, double mean) {

  public static Differences of(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    float[] a = actual.toFloats();
    float[] b = expected.toFloats();
    double largest = 0;
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs((double) a[i] - b[i]);
      largest = difference <= largest ? largest : difference; // keeps NaN
      sum += difference;
    }
    return new Differences(largest, sum / a.length);
  }
}
