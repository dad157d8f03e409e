package org.perdura.nn;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** The element types that the networks, the frames and the checkpoints use. */
public enum DType {
  /** Weights and most computation. */
  FLOAT32(ScalarType.Float, 4, "F32"),
  /** The range of float with 8 significant bits. */
  BFLOAT16(ScalarType.BFloat16, 2, "BF16"),
  /** Half precision: 11 significant bits, up to 65504. */
  FLOAT16(ScalarType.Half, 2, "F16"),
  /** Double precision. */
  FLOAT64(ScalarType.Double, 8, "F64"),
  /** Samples of pictures, 0 to 255. */
  UINT8(ScalarType.Byte, 1, "U8"),
  /** Whole numbers. */
  INT32(ScalarType.Int, 4, "I32"),
  /** Indices. */
  INT64(ScalarType.Long, 8, "I64"),
  /** True or false, a byte each. */
  BOOL(ScalarType.Bool, 1, "BOOL");

  final ScalarType scalarType;
  private final int bytes;
  private final String safetensorsName;

  DType(ScalarType scalarType, int bytes, String safetensorsName) {
    this.scalarType = scalarType;
    this.bytes = bytes;
    this.safetensorsName = safetensorsName;
  }

  /** Bytes an element. */
  public int bytes() {
    return bytes;
  }

  /** Whether it holds fractions, as weights need them. */
  public boolean isFloatingPoint() {
    return this == FLOAT32 || this == BFLOAT16 || this == FLOAT16 || this == FLOAT64;
  }

  /** The name that the safetensors format gives it. */
  public String safetensorsName() {
    return safetensorsName;
  }

  static DType of(ScalarType type) {
    ScalarType known = type.intern();
    for (DType candidate : values()) {
      if (candidate.scalarType == known) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("Tensor of type " + known + ": not used here");
  }
}
