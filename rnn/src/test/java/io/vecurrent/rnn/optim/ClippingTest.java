package io.vecurrent.rnn.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.Near;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClippingTest {
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  private static float[] gaussian(int length) {
    Random random = new Random(length);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  @Test
  void byValueLimitsEveryElement() {
    float[] g = {-3, -2, -1.5f, -0f, 0, 1.5f, 2, 3, -INF, INF, Float.MIN_VALUE};
    Clipping.byValue(g, 2);
    float[] expected = {-2, -2, -1.5f, -0f, 0, 1.5f, 2, 2, -2, 2, Float.MIN_VALUE};
    Near.bits("clipped", expected, g);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 33})
  void byValueKeepsNan(int length) {
    for (int at = 0; at < length; at++) {
      float[] g = gaussian(length);
      g[at] = NAN;
      Clipping.byValue(g, 0.5f);
      for (int i = 0; i < length; i++) {
        assertEquals(i == at, Float.isNaN(g[i]), at + " of " + length);
        assertTrue(i == at || Math.abs(g[i]) <= 0.5f);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 100, 4096, 10_000})
  void byNormScalesLikeTheFormula(int length) {
    float[] g = gaussian(length);
    double norm = norm(g);
    float max = (float) (norm / 3);
    double[] expected = Near.widen(g);
    for (int i = 0; i < length; i++) {
      expected[i] *= max / (norm + 1e-6);
    }
    Near.within("norm", norm, Clipping.byGlobalNorm(g, max), 1e-6 * norm);
    Near.relative("clipped", expected, g, 1e-6);
  }

  @Test
  void smallGradientsStayAsTheyAre() {
    float[] g = gaussian(50);
    float[] kept = g.clone();
    double norm = norm(g);
    Near.within("norm", norm, Clipping.byGlobalNorm(g, (float) norm * 1.001f), 1e-6 * norm);
    Near.bits("gradients", kept, g);
    Clipping.byValue(g, 100);
    Near.bits("gradients", kept, g);
  }

  @Test
  void zerosHaveNormZero() {
    float[] g = new float[20];
    assertEquals(0, Clipping.byGlobalNorm(g, 1));
    Near.bits("gradients", new float[20], g);
    // Smaller than the 1e-6 of the formula.
    assertEquals(0, Clipping.byGlobalNorm(g, 1e-9f));
    Near.bits("gradients", new float[20], g);
    assertEquals(0, Clipping.byGlobalNorm(new float[0], 1));
  }

  @Test
  void normsThatAreNotFiniteLeaveTheGradients() {
    for (float bad : new float[] {NAN, INF, -INF}) {
      float[] g = gaussian(40);
      g[33] = bad;
      float[] kept = g.clone();
      double norm = Clipping.byGlobalNorm(g, 1);
      assertEquals(Float.isNaN(bad) ? Double.NaN : INF, norm);
      Near.bits("gradients", kept, g);
    }
  }

  @Test
  void squaresThatOverflowOrVanishAreStillSummed() {
    float[] large = new float[20];
    Arrays.fill(large, 1e30f);
    double expected = 1e30f * Math.sqrt(20);
    Near.within("large", expected, Clipping.byGlobalNorm(large, 1), 1e-6 * expected);
    Near.within("clipped", 1, norm(large), 1e-6);
    float[] small = new float[20];
    Arrays.fill(small, 1e-30f);
    double tiny = 1e-30f * Math.sqrt(20);
    Near.within("small", tiny, Clipping.byGlobalNorm(small, 1), 1e-6 * tiny);
    Near.within("not clipped", 1e-30f, small[3], 0);
  }
}
