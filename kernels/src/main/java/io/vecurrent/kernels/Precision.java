package io.vecurrent.kernels;

/** How weights are stored. Inputs, sums and outputs are floats of 32 bits always. */
public enum Precision {
  /** 32 bits: the weights as they are. */
  FLOAT32,

  /**
   * 16 bits, a float cut to 8 bits of significand: rounded once, to nearest, ties to even, when the
   * weights are packed. Products are those of the rounded weights, bit for bit. They read half as
   * many bytes, and are faster where reading the weights is what takes time; each weight is off by
   * up to 1 part in 256 (denormal ones by more), a NaN stays NaN, and from 0x1.ffp127 on a weight
   * becomes infinite.
   */
  BFLOAT16
}
