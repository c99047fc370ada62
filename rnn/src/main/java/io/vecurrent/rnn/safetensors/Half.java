package io.vecurrent.rnn.safetensors;

/** Conversion of 16-bit floating-point formats to float. Every value is represented exactly. */
public final class Half {
  private static final int F16_EXPONENT = 0x7c00;
  private static final int F16_FRACTION = 0x03ff;

  // One unit in the last place of a binary16 denormal: 2^-24.
  private static final float F16_ULP = 0x1p-24f;

  private Half() {}

  /**
   * Widens IEEE 754 binary16. Denormals become normal floats, infinities stay, and a NaN keeps its
   * sign and its payload (shifted to the upper bits).
   *
   * @param bits the pattern in the low 16 bits; the upper bits are ignored
   */
  public static float fromF16(int bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits & F16_EXPONENT;
    int fraction = bits & F16_FRACTION;
    if (exponent == F16_EXPONENT) {
      return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
    }
    if (exponent == 0) {
      float magnitude = fraction * F16_ULP;
      return sign == 0 ? magnitude : -magnitude;
    }
    // The exponent bias grows from 15 to 127.
    return Float.intBitsToFloat(sign | (exponent << 13) + (112 << 23) | fraction << 13);
  }

  /**
   * Widens bfloat16, the upper half of a float.
   *
   * @param bits the pattern in the low 16 bits; the upper bits are ignored
   */
  public static float fromBf16(int bits) {
    return Float.intBitsToFloat(bits << 16);
  }
}
