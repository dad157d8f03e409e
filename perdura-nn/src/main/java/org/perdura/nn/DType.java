package org.perdura.nn;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** The element types that the networks, the frames and the checkpoints use. */
public enum DType {
  FLOAT32(ScalarType.Float, 4, "F32"),
  BFLOAT16(ScalarType.BFloat16, 2, "BF16"),
  FLOAT16(ScalarType.Half, 2, "F16"),
  FLOAT64(ScalarType.Double, 8, "F64"),
  UINT8(ScalarType.Byte, 1, "U8"),
  INT32(ScalarType.Int, 4, "I32"),
  INT64(ScalarType.Long, 8, "I64"),
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
