package io.vecurrent.kernels.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.scalar.Subject.FloatFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScalarMathTest {
  /** A prime: the sample of all bit patterns that it steps through has 1,047,810 floats. */
  private static final int STEP = 4_099;

  /** What remains of the claims on machines that round a multiply-add twice. */
  private static final double ULP_WITHOUT_FMA = 2;

  private static final float INFINITY = Float.POSITIVE_INFINITY;

  @ParameterizedTest
  @EnumSource
  void staysWithinTheClaimedError(Subject subject) {
    double claim = claim(subject);
    double worst = 0;
    float where = 0;
    for (long i = 0; i < 1L << 32; i += STEP) {
      float x = Float.intBitsToFloat((int) i);
      double error = subject.errorInUlp(x);
      if (error > worst) {
        worst = error;
        where = x;
      }
    }
    assertTrue(worst <= claim, worst + " ulp at " + where);
  }

  @ParameterizedTest
  @EnumSource
  void staysWithinTheClaimedErrorOnDenormals(Subject subject) {
    double claim = claim(subject);
    for (float x = Float.MIN_VALUE; x < Float.MIN_NORMAL; x = Math.nextUp(x * 1.001f)) {
      assertTrue(subject.errorInUlp(x) <= claim, "x = " + x);
      assertTrue(subject.errorInUlp(-x) <= claim, "x = " + -x);
    }
  }

  private static double claim(Subject subject) {
    return Fma.HARDWARE ? subject.claimedUlp : ULP_WITHOUT_FMA;
  }

  @ParameterizedTest
  @EnumSource
  void givesNanForNan(Subject subject) {
    for (int bits : new int[] {0x7fc0_0000, 0xffc0_0000, 0x7fff_ffff, 0xffff_ffff, 0x7fc1_2345}) {
      assertTrue(Float.isNaN(subject.function.apply(Float.intBitsToFloat(bits))), "bits " + bits);
    }
  }

  @Test
  void ascendsAcrossTheBordersOfRangeReduction() {
    for (int n = -150; n <= 128; n++) {
      float border = (float) ((n + 0.5) * StrictMath.log(2));
      assertAscendsAround(Subject.EXP.function, border);
      assertAscendsAround(Subject.SIGMOID.function, border);
      assertAscendsAround(Subject.TANH.function, border / 2);
    }
    for (int exponent = -149; exponent <= 127; exponent++) {
      assertAscendsAround(Subject.LOG.function, Math.scalb(2f / 3f, exponent));
    }
  }

  private static void assertAscendsAround(FloatFunction function, float border) {
    float x = border;
    for (int i = 0; i < 500; i++) {
      x = Math.nextDown(x);
    }
    for (int i = 0; i < 1_000; i++) {
      float next = Math.nextUp(x);
      assertTrue(!(function.apply(next) < function.apply(x)), "descends after " + x);
      x = next;
    }
  }

  @Test
  void expOverflowsAndUnderflows() {
    assertSame(1f, ScalarMath.exp(0f));
    assertSame(1f, ScalarMath.exp(-0f));
    assertSame(INFINITY, ScalarMath.exp(INFINITY));
    assertSame(0f, ScalarMath.exp(-INFINITY));
    assertSame(INFINITY, ScalarMath.exp(Float.MAX_VALUE));
    assertSame(0f, ScalarMath.exp(-Float.MAX_VALUE));
    assertTrue(ScalarMath.exp(88.72283f) < INFINITY);
    assertSame(INFINITY, ScalarMath.exp(88.72284f));
    assertSame(Float.MIN_VALUE, ScalarMath.exp(-103.97207f));
    assertSame(0f, ScalarMath.exp(-103.97209f));
  }

  @Test
  void logOfSpecials() {
    assertSame(0f, ScalarMath.log(1f));
    assertSame(-INFINITY, ScalarMath.log(0f));
    assertSame(-INFINITY, ScalarMath.log(-0f));
    assertSame(INFINITY, ScalarMath.log(INFINITY));
    for (float x : new float[] {-Float.MIN_VALUE, -1f, -Float.MAX_VALUE, -INFINITY}) {
      assertTrue(Float.isNaN(ScalarMath.log(x)), "x = " + x);
    }
  }

  @Test
  void sigmoidSaturates() {
    assertSame(0.5f, ScalarMath.sigmoid(0f));
    assertSame(0.5f, ScalarMath.sigmoid(-0f));
    for (float x : new float[] {17.33f, 18f, 88f, 1e10f, Float.MAX_VALUE, INFINITY}) {
      assertSame(1f, ScalarMath.sigmoid(x));
    }
    assertSame(Float.MIN_VALUE, ScalarMath.sigmoid(-103.97207f));
    for (float x : new float[] {-103.97209f, -104f, -1e10f, -Float.MAX_VALUE, -INFINITY}) {
      assertSame(0f, ScalarMath.sigmoid(x));
    }
  }

  @Test
  void tanhSaturates() {
    for (float x : new float[] {9.02f, 10f, 1e10f, Float.MAX_VALUE, INFINITY}) {
      assertSame(1f, ScalarMath.tanh(x));
      assertSame(-1f, ScalarMath.tanh(-x));
    }
  }

  @Test
  void tanhOfTinyArgumentsIsTheArgument() {
    assertSame(0f, ScalarMath.tanh(0f));
    assertSame(-0f, ScalarMath.tanh(-0f));
    for (float x = Float.MIN_VALUE; x < 0x1p-25f; x = Math.nextUp(x * 1.01f)) {
      assertSame(x, ScalarMath.tanh(x));
    }
  }

  @Test
  void tanhIsOddAndWithinOne() {
    for (long i = 0; i <= 0x7f80_0000L; i += STEP) {
      float x = Float.intBitsToFloat((int) i);
      float y = ScalarMath.tanh(x);
      assertTrue(y >= 0 && y <= 1, "x = " + x);
      assertSame(-y, ScalarMath.tanh(-x));
    }
  }

  private static void assertSame(float expected, float actual) {
    assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(actual), "" + actual);
  }
}
