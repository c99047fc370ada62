package io.vecurrent.kernels.scalar;

/**
 * The constants that {@link ScalarMath} and its vector twin share.
 *
 * <p>Each polynomial is a minimax fit of the relative error, made with a linear program over 1,500
 * Chebyshev points in the real numbers. Then the coefficients were rounded to float one at a time,
 * lowest power first, and the remaining ones were fitted again after each.
 */
public final class Coefficients {
  /** log2(e). */
  public static final float LOG2_E = 0x1.715476p+0f;

  /** The upper 15 bits of ln(2): its product with an exponent is exact. */
  public static final float LN2_HIGH = 0x1.62e4p-1f;

  /** ln(2) - {@link #LN2_HIGH}. */
  public static final float LN2_LOW = 0x1.7f7d1cp-20f;

  /** exp underflows to zero here and below. */
  public static final float EXP_MIN = -104f;

  /** exp overflows to infinity here and above. */
  public static final float EXP_MAX = 89f;

  /**
   * Added to a small float it rounds it to an integer n and leaves n + 254 in the lowest bits,
   * which is the sum of the biased exponents of two powers of two whose product is 2^n.
   */
  public static final float EXP_MAGIC = 0x1.8p23f + 254f;

  /** From minus this to this, exp(x) is a normal number. */
  public static final float EXP_NORMAL = 87f;

  /** As {@link #EXP_MAGIC}, but leaves n itself in the lowest bits. */
  public static final float EXP_NORMAL_MAGIC = 0x1.8p23f;

  /**
   * As {@link #EXP_MAGIC}, but leaves the biased exponent of 2^n / {@link #EXP_NEGATIVE_SCALE} in
   * the lowest bits, a normal number for all n from -150 to 0.
   */
  public static final float EXP_NEGATIVE_MAGIC = 0x1.8p23f + 151f;

  /** What {@link #EXP_NEGATIVE_MAGIC} leaves out. */
  public static final float EXP_NEGATIVE_SCALE = 0x1p-24f;

  // exp(r) = 1 + r + r^2 (EXP_2 + EXP_3 r + EXP_4 r^2 + EXP_5 r^3 + EXP_6 r^4),
  // |r| <= ln(2) / 2, relative error 2^-28.2.
  public static final float EXP_2 = 0x1.fffffcp-2f;
  public static final float EXP_3 = 0x1.555492p-3f;
  public static final float EXP_4 = 0x1.5558acp-5f;
  public static final float EXP_5 = 0x1.123976p-7f;
  public static final float EXP_6 = 0x1.6a5054p-10f;

  /** sigmoid underflows to zero here and below. */
  public static final float SIGMOID_MIN = -104f;

  /** sigmoid is 1 here and above. */
  public static final float SIGMOID_MAX = 18f;

  /** Numerator of sigmoid: keeps the denominator finite where the quotient is denormal. */
  public static final float SIGMOID_SCALE = 0x1p-24f;

  /**
   * As {@link #EXP_MAGIC}, but leaves the sign and the biased exponent of -2^n * {@link
   * #SIGMOID_SCALE} in the lowest nine bits: 256 + 127 - 24 + n.
   */
  public static final float SIGMOID_MAGIC = 0x1.8p23f + 359f;

  /** From minus this to this, |n| is at most 23 in sigmoid, and 1 + 2^n exact. */
  public static final float SIGMOID_NORMAL = 16f;

  /** As {@link #SIGMOID_MAGIC}, without {@link #SIGMOID_SCALE}. */
  public static final float SIGMOID_NORMAL_MAGIC = 0x1.8p23f + 383f;

  /** The rational form below gives exactly 1 from a little below this. */
  public static final float TANH_MAX = 9.02f;

  /** As {@link #EXP_MAGIC}, but leaves the biased exponent of 2^n / 2 in the lowest bits. */
  public static final float TANH_MAGIC = 0x1.8p23f + 126f;

  /** 2 log2(e). */
  public static final float TWO_LOG2_E = 0x1.715476p+1f;

  /** ln(2) / 2. */
  public static final float HALF_LN2 = 0x1.62e43p-2f;

  // (1 - exp(-2 r)) / 2 = r + r^2 (TANH_2 + TANH_3 r + TANH_4 r^2 + TANH_5 r^3 + TANH_6 r^4),
  // |r| <= ln(2) / 4, error 2^-27.3 relative to the value for r > 0 and to 1/2 for r < 0.
  public static final float TANH_2 = -0x1.fffff4p-1f;
  public static final float TANH_3 = 0x1.5554a0p-1f;
  public static final float TANH_4 = -0x1.555f2ep-2f;
  public static final float TANH_5 = 0x1.123174p-3f;
  public static final float TANH_6 = -0x1.6590eap-5f;

  /** Lifts a denormal argument of log into the normal range. */
  public static final float LOG_SCALE = 0x1p23f;

  /** The bits of the float next to 2/3: log reduces its argument to [2/3, 4/3). */
  public static final int LOG_BORDER_BITS = 0x3f2aaaab;

  /** The bits of {@link #LOG_MAGIC}. */
  public static final int LOG_MAGIC_BITS = 0x4b400000;

  /** An integer added to the bits of this float is added to its value. */
  public static final float LOG_MAGIC = 0x1.8p23f;

  /** {@link #LOG_MAGIC} for an argument multiplied by {@link #LOG_SCALE}. */
  public static final float LOG_MAGIC_DENORMAL = 0x1.8p23f + 23f;

  // log(1 + f) = f - f^2 / 2 + f^3 (LOG_3 + LOG_4 f + ... + LOG_10 f^7), -1/3 <= f < 1/3,
  // relative error 2^-26.1.
  public static final float LOG_3 = 0x1.555506p-2f;
  public static final float LOG_4 = -0x1.fffedep-3f;
  public static final float LOG_5 = 0x1.99d088p-3f;
  public static final float LOG_6 = -0x1.55a192p-3f;
  public static final float LOG_7 = 0x1.1ecf92p-3f;
  public static final float LOG_8 = -0x1.f29194p-4f;
  public static final float LOG_9 = 0x1.1ea546p-3f;
  public static final float LOG_10 = -0x1.09186p-3f;

  private Coefficients() {}
}
