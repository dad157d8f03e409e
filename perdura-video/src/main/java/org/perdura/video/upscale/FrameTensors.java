package org.perdura.video.upscale;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import org.perdura.media.Frame;
import org.perdura.nn.DType;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

/** Frames as tensors and back. */
public final class FrameTensors {

  private static final double LARGEST_8 = 255;
  private static final double LARGEST_16 = 65535;

  /** Into how many parts a frame is divided on its way to bytes. */
  static final int CONVERSIONS = 8;

  private FrameTensors() {}

  /**
   * {@code [1, 3, h, w]} in [0, 1], channels last in memory; {@code [2, 3, h, w]} of a frame with
   * alpha, the second item being alpha as a grey picture.
   */
  public static Tensor of(Frame frame) {
    int h = frame.height();
    int w = frame.width();
    int n = frame.alpha() == null ? 1 : 2;
    byte[] pixels = frame.alpha() == null ? frame.pixels() : AlphaTensors.withGray(frame);
    if (frame.bits() == 8) {
      return Tensor.ofBytes(pixels, n, h, w, Frame.CHANNELS)
          .permute(0, 3, 1, 2)
          .to(DType.FLOAT32)
          .mul(1 / LARGEST_8);
    }
    ShortBuffer samples = ByteBuffer.wrap(pixels).order(ByteOrder.nativeOrder()).asShortBuffer();
    float[] values = new float[samples.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (Short.toUnsignedInt(samples.get(i)) / LARGEST_16);
    }
    return Tensor.of(values, n, h, w, Frame.CHANNELS).permute(0, 3, 1, 2);
  }

  /**
   * A frame in the depth and at the time of another.
   *
   * @param picture {@code [1, 3, h, w]}; clamped to [0, 1] here. {@code [2, 3, h, w]} if the other
   *     frame has alpha: alpha is the mean of the second item's channels, and where the other's is
   *     flat it stays as it is.
   */
  public static Frame frame(Tensor picture, Frame like) {
    int h = (int) picture.size(2);
    int w = (int) picture.size(3);
    byte[] pixels = bytes(picture.narrow(0, 0, 1), like.bits());
    byte[] alpha = null;
    if (picture.size(0) > 1) {
      try (var scope = new Scope()) {
        alpha = bytes(picture.narrow(0, 1, 1).mean(1).reshape(1, 1, h, w), like.bits());
      }
      AlphaTensors.keepFlat(alpha, like, h / like.height());
    }
    return new Frame(w, h, like.bits(), pixels, alpha, like.pts(), like.duration());
  }

  /** Some rows at a time, so that the steps between need little memory. */
  private static byte[] bytes(Tensor picture, int bits) {
    int channels = (int) picture.size(1);
    int h = (int) picture.size(2);
    int rowBytes = (int) picture.size(3) * channels * bits / Byte.SIZE;
    int most = (h + CONVERSIONS - 1) / CONVERSIONS;
    var bytes = new byte[h * rowBytes];
    for (int top = 0; top < h; top += most) {
      try (var scope = new Scope()) {
        int count = Math.min(most, h - top);
        Tensor rows = picture.narrow(2, top, count).permute(0, 2, 3, 1); // [1, rows, w, c]
        byte[] part = bits == 8 ? bytes8(rows) : bytes16(rows);
        System.arraycopy(part, 0, bytes, top * rowBytes, part.length);
      }
    }
    return bytes;
  }

  private static byte[] bytes8(Tensor rows) {
    return rows.mul(LARGEST_8).add(0.5).clamp(0, LARGEST_8).to(DType.UINT8).toRaw();
  }

  private static byte[] bytes16(Tensor rows) {
    float[] values = rows.mul(LARGEST_16).clamp(0, LARGEST_16).round().toFloats();
    var bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.nativeOrder());
    for (float value : values) {
      bytes.putShort((short) (int) value);
    }
    return bytes.array();
  }
}
