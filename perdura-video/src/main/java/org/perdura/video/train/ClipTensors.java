package org.perdura.video.train;

import org.perdura.nn.DType;
import org.perdura.nn.Tensor;
import org.perdura.video.data.Clip;

/** Frames of several clips as tensors. */
final class ClipTensors {

  private ClipTensors() {}

  /** Low-res frame t of all clips: {@code [n, 3, s, s]} in [0, 1], channels last in memory. */
  static Tensor low(Clip[] clips, int t) {
    int side = clips[0].shape().lowSize();
    byte[][] frames = new byte[clips.length][];
    for (int i = 0; i < clips.length; i++) {
      frames[i] = clips[i].low();
    }
    return frame(frames, t, side);
  }

  /** High-res frame t of all clips: {@code [n, 3, 4s, 4s]} in [0, 1], channels last in memory. */
  static Tensor high(Clip[] clips, int t) {
    int side = clips[0].shape().highSize();
    byte[][] frames = new byte[clips.length][];
    for (int i = 0; i < clips.length; i++) {
      frames[i] = clips[i].high();
    }
    return frame(frames, t, side);
  }

  private static Tensor frame(byte[][] clips, int t, int side) {
    int size = side * side * 3;
    byte[] together = new byte[clips.length * size];
    for (int i = 0; i < clips.length; i++) {
      System.arraycopy(clips[i], t * size, together, i * size, size);
    }
    return Tensor.ofBytes(together, clips.length, side, side, 3)
        .permute(0, 3, 1, 2)
        .to(DType.FLOAT32)
        .mul(1 / 255.0);
  }
}
