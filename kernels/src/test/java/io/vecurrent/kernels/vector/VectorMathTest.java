package io.vecurrent.kernels.vector;

import static io.vecurrent.kernels.scalar.Coefficients.EXP_NORMAL;
import static io.vecurrent.kernels.scalar.Coefficients.SIGMOID_NORMAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vecurrent.kernels.scalar.ScalarMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VectorMathTest {
  /** A prime: the sample of all bit patterns that it steps through has 1,047,810 floats. */
  private static final int STEP = 4_099;

  /** A multiple of every vector length. */
  private static final int BLOCK = 1_024;

  private interface ScalarFunction {
    float apply(float x);
  }

  private interface ArrayFunction {
    void apply(float[] x, float[] y);
  }

  @BeforeEach
  void needsTheIncubatorModule() {
    assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
  }

  @Test
  void exp() {
    assertSameBits(ScalarMath::exp, Loops::exp);
  }

  @Test
  void expOfArgumentsWithNormalResults() {
    assertSameBits(x -> ScalarMath.exp(zeroBeyond(EXP_NORMAL, x)), Loops::expNormal);
  }

  @Test
  void expOfNegativeArguments() {
    assertSameBits(x -> ScalarMath.exp(-Math.abs(x)), Loops::expNegative);
  }

  @Test
  void log() {
    assertSameBits(ScalarMath::log, Loops::log);
  }

  @Test
  void logOfNormalArguments() {
    assertSameBits(x -> ScalarMath.log(normal(x) ? x : 1f), Loops::logNormal);
  }

  @Test
  void sigmoid() {
    assertSameBits(ScalarMath::sigmoid, Loops::sigmoid);
  }

  @Test
  void sigmoidWithoutScale() {
    assertSameBits(x -> ScalarMath.sigmoid(zeroBeyond(SIGMOID_NORMAL, x)), Loops::sigmoidNormal);
  }

  @Test
  void tanh() {
    assertSameBits(ScalarMath::tanh, Loops::tanh);
  }

  private static float zeroBeyond(float bound, float x) {
    return Math.abs(x) <= bound ? x : 0f;
  }

  private static boolean normal(float x) {
    return x >= Float.MIN_NORMAL && x <= Float.MAX_VALUE;
  }

  private static void assertSameBits(ScalarFunction scalar, ArrayFunction vector) {
    float[] x = new float[BLOCK];
    float[] y = new float[BLOCK];
    for (long first = 0; first < 1L << 32; first += (long) BLOCK * STEP) {
      for (int i = 0; i < BLOCK; i++) {
        x[i] = Float.intBitsToFloat((int) (first + (long) i * STEP));
      }
      vector.apply(x, y);
      for (int i = 0; i < BLOCK; i++) {
        assertBits(x[i], scalar.apply(x[i]), y[i]);
      }
    }
  }

  private static void assertBits(float x, float expected, float actual) {
    if (Float.floatToIntBits(expected) != Float.floatToIntBits(actual)) {
      assertEquals(expected, actual, "x = " + x);
    }
  }

  /** Apart, so that the test's own class loads without the incubator module. */
  private static final class Loops {
    static void exp(float[] x, float[] y) {
      for (int i = 0; i < BLOCK; i += Lanes.COUNT) {
        VectorMath.exp(FloatVector.fromArray(Lanes.SPECIES, x, i)).intoArray(y, i);
      }
    }

    static void expNormal(float[] x, float[] y) {
      for (int i = 0; i < BLOCK; i += Lanes.COUNT) {
        VectorMath.expNormal(zeroBeyond(EXP_NORMAL, x, i)).intoArray(y, i);
      }
    }

    static void expNegative(float[] x, float[] y) {
      for (int i = 0; i < BLOCK; i += Lanes.COUNT) {
        FloatVector v = FloatVector.fromArray(Lanes.SPECIES, x, i);
        VectorMath.expNegative(v.abs().neg()).intoArray(y, i);
      }
    }

    static void log(float[] x, float[] y) {
      for (int i = 0; i < BLOCK; i += Lanes.COUNT) {
        FloatVector v = FloatVector.fromArray(Lanes.SPECIES, x, i);
        VectorMath.logSpecials(v, VectorMath.log(v)).intoArray(y, i);
      }
    }

    static void logNormal(float[] x, float[] y) {
      for (int i = 0; i < BLOCK; i += Lanes.COUNT) {
        FloatVector v = FloatVector.fromArray(Lanes.SPECIES, x, i);
        v = v.blend(1f, v.compare(VectorOperators.GE, Float.MIN_NORMAL).not());
        v = v.blend(1f, v.compare(VectorOperators.GT, Float.MAX_VALUE));
        VectorMath.logNormal(v).intoArray(y, i);
      }
    }

    static void sigmoid(float[] x, float[] y) {
      for (int i = 0; i < BLOCK; i += Lanes.COUNT) {
        VectorMath.sigmoid(FloatVector.fromArray(Lanes.SPECIES, x, i)).intoArray(y, i);
      }
    }

    static void sigmoidNormal(float[] x, float[] y) {
      for (int i = 0; i < BLOCK; i += Lanes.COUNT) {
        VectorMath.sigmoidNormal(zeroBeyond(SIGMOID_NORMAL, x, i)).intoArray(y, i);
      }
    }

    static void tanh(float[] x, float[] y) {
      for (int i = 0; i < BLOCK; i += Lanes.COUNT) {
        VectorMath.tanh(FloatVector.fromArray(Lanes.SPECIES, x, i)).intoArray(y, i);
      }
    }

    private static FloatVector zeroBeyond(float bound, float[] x, int i) {
      FloatVector v = FloatVector.fromArray(Lanes.SPECIES, x, i);
      return v.blend(0f, v.abs().compare(VectorOperators.LE, bound).not());
    }
  }
}
