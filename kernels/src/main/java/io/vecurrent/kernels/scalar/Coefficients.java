package io.vecurrent.kernels.scalar;

/** Constants shared by {@link ScalarMath} and its vector twin. */
public final class Coefficients {

  /** log2(e). */
  public static final float LOG2_E = 0x1.715476p+0f;

  /** ln(2), upper 15 bits. */
  public static final float LN2_HI = 0x1.62e4p-1f;

  /** ln(2) - LN2_HI. */
  public static final float LN2_LO = 0x1.7f7d1cp-20f;

  public static final float EXP_MAGIC = 0x1.8p23f;
  public static final float EXP_MIN = -104f;
  public static final float EXP_MAX = 89f;
  public static final float EXP_2 = 0x1p-1f;
  public static final float EXP_3 = 0x1.555466p-3f;
  public static final float EXP_4 = 0x1.5552fep-5f;
  public static final float EXP_5 = 0x1.1257dap-7f;
  public static final float EXP_6 = 0x1.6ff26ep-10f;

  public static final float SIGMOID_MIN = -104f;
  public static final float SIGMOID_MAX = 18f;
  public static final float SIGMOID_MAGIC = 0x1.8000cep23f;
  public static final float SIGMOID_SCALE = 0x1p-24f;

  public static final float TANH_MAX = 9.02f;
  public static final float TANH_MAGIC = 0x1.8000fep23f;
  public static final float TWO_LOG2_E = 0x1.715476p+1f;
  public static final float HALF_LN2 = 0x1.62e43p-2f;
  public static final float TANH_2 = 0x1.fffffep-1f;
  public static final float TANH_3 = 0x1.5554aap-1f;
  public static final float TANH_4 = 0x1.55579ap-2f;
  public static final float TANH_5 = 0x1.122c38p-3f;
  public static final float TANH_6 = 0x1.6ac054p-5f;

  public static final float LOG_SCALE = 0x1p23f;
  public static final int LOG_BORDER_BITS = 0x3f2aaaab;
  public static final int LOG_MAGIC_BITS = 0x4b400000;
  public static final float LOG_MAGIC = 0x1.8p23f;
  public static final float LOG_MAGIC_DENORMAL = 0x1.8p23f + 23f;
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
