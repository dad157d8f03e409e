package org.perdura.grid.vdb;

/** 16-bit floating-point numbers, IEEE 754 binary16. */
final class Half {

  /** The largest, 65504. */
  static final float MAX = 65504;

  private static final int MANTISSA = 10;
  private static final int FLOAT_MANTISSA = 23;
  private static final int SHIFT = FLOAT_MANTISSA - MANTISSA;
  private static final int BIAS = 127 - 15;
  private static final int SIGN = 0x8000;
  private static final int LARGEST_EXPONENT = 31;

  private Half() {}

  static float toFloat(int half) {
    int sign = (half & SIGN) << 16;
    int exponent = (half >> MANTISSA) & LARGEST_EXPONENT;
    int mantissa = half & ((1 << MANTISSA) - 1);
    if (exponent == 0) { // 0, or a subnormal: mantissa * 2^-24
      float value = mantissa * 0x1p-24f;
      return sign == 0 ? value : -value;
    }
    int wide = exponent == LARGEST_EXPONENT ? 255 : exponent + BIAS;
    return Float.intBitsToFloat(sign | (wide << FLOAT_MANTISSA) | (mantissa << SHIFT));
  }

  /** The nearest; of two as near the even one. What is too large becomes infinite. */
  static int of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & SIGN;
    float size = Math.abs(value);
    if (Float.isNaN(value)) {
      return sign | 0x7e00;
    }
    if (size >= MAX + 16) { // half-way to what would come next
      return sign | (LARGEST_EXPONENT << MANTISSA);
    }
    if (size
        < 0x1p-14f) { // subnormal: adding 0.5 leaves multiples of 2^-24, rounded by the hardware
      return sign | (Float.floatToRawIntBits(size + 0.5f) - Float.floatToRawIntBits(0.5f));
    }
    int rounded = (bits + (1 << (SHIFT - 1)) - 1 + ((bits >> SHIFT) & 1)) & 0x7fffffff;
    return sign | ((rounded >> SHIFT) - (BIAS << MANTISSA));
  }
}
