package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SamplingTest {
  private static final double ALMOST_ONE = Math.nextDown(1.0);
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  private static void refused(float[] array, Executable call, String... parts) {
    float[] kept = array.clone();
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), part + " is not in: " + message);
    }
    Near.bits("after: " + message, kept, array);
  }

  @Test
  void invertsTheCumulativeSum() {
    float[] p = {9, 0.25f, 0.5f, 0.25f, 9};
    double[] u = {0, 0.2499, 0.25, 0.7499, 0.75, ALMOST_ONE};
    int[] expected = {0, 0, 1, 1, 2, 2};
    for (int i = 0; i < u.length; i++) {
      assertEquals(expected[i], Sampling.draw(p, 1, 3, u[i]), "u = " + u[i]);
    }
  }

  @Test
  void dividesByTheWhole() {
    float[] p = {1, 2, 1};
    assertEquals(0, Sampling.draw(p, 0, 3, 0.24));
    assertEquals(1, Sampling.draw(p, 0, 3, 0.26));
    assertEquals(2, Sampling.draw(p, 0, 3, 0.76));
  }

  @Test
  void neverDrawsWhatHasNoProbability() {
    float[] p = {0, 0.5f, 0, 0.5f, 0};
    for (double u : new double[] {0, 0.4999, 0.5, 0.75, ALMOST_ONE}) {
      assertEquals(u < 0.5 ? 1 : 3, Sampling.draw(p, 0, 5, u), "u = " + u);
    }
    // Sums that round: 0.1f is above 0.1, and nothing is drawn past the last positive one.
    float[] tenths = {0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0};
    assertEquals(9, Sampling.draw(tenths, 0, 11, ALMOST_ONE));
    float[] uneven = {1e-30f, 1, 1e-30f};
    assertEquals(0, Sampling.draw(uneven, 0, 3, 0));
    assertEquals(1, Sampling.draw(uneven, 0, 3, 1e-29));
  }

  @Test
  void oneSymbolIsAlwaysDrawn() {
    assertEquals(0, Sampling.draw(new float[] {1e-38f}, 0, 1, 0));
    assertEquals(0, Sampling.draw(new float[] {3}, 0, 1, ALMOST_ONE));
    assertEquals(0, Sampling.draw(new float[] {-7}, 0, 1, 0.01f, 0.5));
  }

  @Test
  void refusesWhatIsNoProbability() {
    float[] p = {0.5f, 0.5f, 0};
    for (double u : new double[] {-1e-300, 1, 2, Double.NaN, Double.POSITIVE_INFINITY}) {
      refused(p, () -> Sampling.draw(p, 0, 3, u), "u", "" + u);
      refused(p, () -> Sampling.draw(p, 0, 3, 1f, u), "u", "" + u);
    }
    for (float bad : new float[] {-0.1f, NAN, Float.NEGATIVE_INFINITY}) {
      float[] array = {0.5f, bad, 0.5f};
      refused(array, () -> Sampling.draw(array, 0, 3, 0.9), "probabilities", "1", "" + bad);
    }
    float[] infinite = {1, INF};
    refused(infinite, () -> Sampling.draw(infinite, 0, 2, 0.5), "sum", "Infinity");
    float[] zeros = new float[3];
    refused(zeros, () -> Sampling.draw(zeros, 0, 3, 0.5), "sum", "0.0");
  }

  @Test
  void refusesRanges() {
    float[] p = {1, 1};
    refused(p, () -> Sampling.draw(p, 0, 0, 0.5), "count", "1", "0");
    refused(p, () -> Sampling.draw(p, 0, 3, 0.5), "probabilities", "3", "2");
    refused(p, () -> Sampling.draw(p, -1, 1, 0.5), "probabilities", "-1");
    refused(p, () -> Sampling.draw(p, 0, 0, 1f, 0.5), "count", "1", "0");
    refused(p, () -> Sampling.draw(p, 1, 2, 1f, 0.5), "logits", "2", "1");
    refused(p, () -> Sampling.draw(p, -2, 1, 1f, 0.5), "logits", "-2");
    for (float t : new float[] {0, -1, NAN, INF}) {
      refused(p, () -> Sampling.draw(p, 0, 2, t, 0.5), "temperature", "" + t);
    }
    assertThrows(NullPointerException.class, () -> Sampling.draw(null, 0, 1, 0.5));
    assertThrows(NullPointerException.class, () -> Sampling.draw(null, 0, 1, 1f, 0.5));
  }

  @Test
  void refusesLogitsWithoutASoftmax() {
    for (float bad : new float[] {NAN, INF}) {
      float[] logits = {0, bad, 1};
      refused(logits, () -> Sampling.draw(logits, 0, 3, 1f, 0.5), "logits");
    }
  }

  @Test
  void temperatureSharpensAndFlattens() {
    float[] cold = {1, 3, 2};
    assertEquals(1, Sampling.draw(cold, 0, 3, 1e-3f, ALMOST_ONE));
    Near.within("cold", new double[] {0, 1, 0}, cold, 1e-6);
    float[] hot = {1, 3, 2};
    Sampling.draw(hot, 0, 3, 1e6f, 0.5);
    Near.within("hot", new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, hot, 1e-5);
    float[] half = {0, (float) Math.log(2), 0, 5};
    Sampling.draw(half, 0, 3, 0.5f, 0.5);
    Near.within("temperature 0.5", new double[] {1 / 6.0, 4 / 6.0, 1 / 6.0, 5}, half, 1e-6);
    float[] behind = {9, 7, 0, (float) Math.log(2), 0, 5};
    assertEquals(1, Sampling.draw(behind, 2, 3, 0.5f, 0.5));
    Near.within("from 2", new double[] {9, 7, 1 / 6.0, 4 / 6.0, 1 / 6.0, 5}, behind, 1e-6);
  }

  @Test
  void extremeTemperaturesOfFiniteLogitsDraw() {
    float[] logits = {1, 3, 2};
    assertEquals(1, Sampling.draw(logits.clone(), 0, 3, 1e-30f, 0.5));
    assertEquals(1, Sampling.draw(logits.clone(), 0, 3, Float.MIN_NORMAL, 0.5));
    assertEquals(1, Sampling.draw(logits.clone(), 0, 3, Float.MIN_VALUE, 0.5));
    assertEquals(2, Sampling.draw(logits.clone(), 0, 3, Float.MAX_VALUE, 0.9));
  }

  @Test
  void frequenciesAreTheProbabilities() {
    Random random = new Random(1);
    float[] p = {0.1f, 0.2f, 0.3f, 0.4f};
    int[] counts = new int[4];
    int draws = 100_000;
    for (int i = 0; i < draws; i++) {
      counts[Sampling.draw(p, 0, 4, random.nextDouble())]++;
    }
    for (int i = 0; i < 4; i++) {
      // Five standard deviations.
      double deviation = Math.sqrt(draws * p[i] * (1 - p[i]));
      Near.within("symbol " + i, draws * p[i], counts[i], 5 * deviation);
    }
  }
}
