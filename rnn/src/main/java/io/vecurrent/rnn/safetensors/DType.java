package io.vecurrent.rnn.safetensors;

import java.util.Arrays;

/**
 * The element types of the format whose size is a whole number of bytes. The constants are named as
 * they are written in files. Types that {@link Tensor} cannot convert are listed too, so that a
 * file can be read when only tensors that nobody asks for have such a type.
 */
public enum DType {
  /** IEEE 754 binary64. */
  F64(8),
  /** IEEE 754 binary32. */
  F32(4),
  /** IEEE 754 binary16. */
  F16(2),
  /** The upper half of a binary32. */
  BF16(2),
  /** Signed, two's complement. */
  I64(8),
  /** Signed, two's complement. */
  I32(4),
  /** Signed, two's complement. */
  I16(2),
  /** Signed, two's complement. */
  I8(1),
  /** Unsigned; no conversion here. */
  U64(8),
  /** Unsigned. */
  U32(4),
  /** Unsigned. */
  U16(2),
  /** Unsigned. */
  U8(1),
  /** One byte, 0 or 1. */
  BOOL(1),
  /** 8-bit floating point, 5 exponent bits; no conversion here. */
  F8_E5M2(1),
  /** 8-bit floating point, 4 exponent bits; no conversion here. */
  F8_E4M3(1),
  /** 8-bit power of two; no conversion here. */
  F8_E8M0(1),
  /** Two binary32, real and imaginary part; no conversion here. */
  C64(8);

  private final int byteSize;

  DType(int byteSize) {
    this.byteSize = byteSize;
  }

  /**
   * The size of one element.
   *
   * @return bytes, 1 to 8
   */
  public int byteSize() {
    return byteSize;
  }

  /** The type of this name, case-sensitive, or null if there is none. */
  static DType ofName(String name) {
    return Arrays.stream(values()).filter(d -> d.name().equals(name)).findFirst().orElse(null);
  }
}
