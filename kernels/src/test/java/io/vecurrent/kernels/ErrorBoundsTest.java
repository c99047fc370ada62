package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.support.Rng;
import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds that hold for every input: of the sum of probabilities, of products, of overflow. */
class ErrorBoundsTest {
  private static final double EPSILON = 0x1p-24;
  private static final int ROUNDS = 300;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 15, 16, 31, 39, 64, 100, 255, 256, 257, 511, 1000, 4096, 10_000})
  void probabilitiesSumToOne(int classes) {
    Rng rng = new Rng(2900 + classes);
    for (int round = 0; round < ROUNDS; round++) {
      float[] logits = rng.floats(classes, -20f, 20f);
      assertSumsToOne(logits, "random, round " + round + ", " + rng);
      // Equal small terms beside one of 1: every addition rounds in the same direction.
      Arrays.fill(logits, -17 * rng.floats(1, 0f, 1f)[0]);
      assertSumsToOne(logits, "equal, round " + round + ", " + rng);
      logits[0] = 0;
      assertSumsToOne(logits, "equal but one, round " + round + ", " + rng);
    }
  }

  /** Found by a search through a million logits for each number of classes. */
  @ParameterizedTest
  @CsvSource({
    "8, -0x1.53e5ecp3",
    "14, -0x1.679886p3",
    "15, -0x1.6913e6p3",
    "31, -0x1.763b52p3",
    "63, -0x1.569a2ep3",
    "255, -0x1.23bf3ap3",
    "511, -0x1.ddfdc2p3"
  })
  void probabilitiesOfTheWorstKnownRowsSumToOne(int classes, String logit) {
    float[] logits = new float[classes];
    Arrays.fill(logits, Float.parseFloat(logit));
    logits[0] = 0;
    assertSumsToOne(logits, "all but one " + logit);
  }

  private static void assertSumsToOne(float[] logits, String context) {
    int classes = logits.length;
    float[] p = new float[classes];
    Softmax.softmax(logits, 0, p, 0, classes);
    double sum = 0;
    for (float value : p) {
      sum += value;
    }
    double bound = 2 * Math.ulp(1f) * (Math.log(classes) / Math.log(2));
    assertEquals(1, sum, bound, classes + " classes, " + context);
  }

  /** Log-softmax and cross-entropy are beyond float where two finite logits are that far apart. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 16, 17, 64, 300})
  void noFiniteLogitsOverflow(int classes) {
    Rng rng = new Rng(3000 + classes);
    for (int round = 0; round < ROUNDS; round++) {
      float[] logits = rng.anything(classes);
      for (int i = 0; i < classes; i++) {
        logits[i] =
            Float.isFinite(logits[i]) ? logits[i] : i % 2 == 0 ? Float.MAX_VALUE : -Float.MAX_VALUE;
      }
      String context = Arrays.toString(logits) + ", " + rng;
      float[] p = new float[classes];
      Softmax.softmax(logits, 0, p, 0, classes);
      for (float value : p) {
        assertTrue(value >= 0 && value <= 1, value + " of " + context);
      }
      assertTrue(Float.isFinite(Softmax.logSumExp(logits, 0, classes)), context);
      Softmax.logSoftmax(logits, 0, p, 0, classes);
      for (float value : p) {
        assertTrue(value <= 0, value + " of " + context);
      }
      float[] gradient = new float[classes];
      float loss = Softmax.crossEntropyGradient(logits, 0, classes, 0, 1f, gradient, 0);
      assertTrue(loss >= 0, loss + " of " + context);
      for (float value : gradient) {
        assertTrue(Math.abs(value) <= 1, value + " of " + context);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 3", "16, 17", "33, 64", "20, 500", "7, 2000"})
  void productsStayWithinTheBound(int rows, int cols) {
    Rng rng = new Rng(3100 + cols);
    float[] w = spread(rng, rows * cols);
    float[] x = spread(rng, cols);
    float[] y = new float[rows];
    PackedMatrix.pack(w, rows, cols).multiply(x, 0, y, 0);
    for (int i = 0; i < rows; i++) {
      BigDecimal exact = BigDecimal.ZERO;
      double absolute = 0;
      for (int j = 0; j < cols; j++) {
        double product = (double) w[i * cols + j] * x[j];
        exact = exact.add(new BigDecimal(product));
        absolute += Math.abs(product);
      }
      double error = exact.subtract(new BigDecimal(y[i])).abs().doubleValue();
      assertTrue(
          error <= cols * EPSILON * absolute, "row " + i + " is off by " + error + ", " + rng);
    }
  }

  /** Of all signs and of sizes from 2^-20 to 1, so that much cancels. */
  private static float[] spread(Rng rng, int count) {
    float[] values = rng.floats(count);
    for (int i = 0; i < count; i++) {
      values[i] = Math.scalb(values[i], -rng.between(0, 20));
    }
    return values;
  }

  /** The canary: a sum in one float chain breaks the bound that the library keeps. */
  @Test
  void onePlainSumWouldBreakTheBound() {
    float c = -0x1.77dfb8p3f;
    float sum = 1;
    double exact = 1;
    for (int i = 1; i < 1000; i++) {
      sum += (float) Math.exp(c);
      exact += (float) Math.exp(c);
    }
    double bound = 2 * Math.ulp(1f) * (Math.log(1000) / Math.log(2));
    assertTrue(Math.abs(exact / sum - 1) > bound, "off by " + (exact / sum - 1));
  }
}
