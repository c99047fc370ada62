package io.vecurrent.rnn.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.Near;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Update rules against their formulas in double. */
class OptimizerTest {
  private static final int STEPS = 20;

  /** What a rule does to one parameter in step k = 1, 2, ...; m and v are kept by index. */
  private interface Rule {
    double update(int i, int k, double g, double w);
  }

  private static void check(String what, Parameters p, Optimizer optimizer, Rule rule) {
    Random random = new Random(p.size());
    double[] expected = Near.widen(p.values());
    for (int k = 1; k <= STEPS; k++) {
      float[] gradients = new float[p.size()];
      for (int i = 0; i < gradients.length; i++) {
        // Over many sizes, and sometimes 0.
        double size = Math.pow(10, random.nextInt(6) - 4);
        gradients[i] = random.nextInt(10) == 0 ? 0 : (float) (random.nextGaussian() * size);
        expected[i] = rule.update(i, k, gradients[i], expected[i]);
      }
      float[] kept = gradients.clone();
      optimizer.step(p, gradients);
      Near.bits(what + ": gradients", kept, gradients);
      for (int i = 0; i < expected.length; i++) {
        double tolerance = 1e-5 * Math.max(0.1, Math.abs(expected[i]));
        Near.within(what + " step " + k + " " + i, expected[i], p.values()[i], tolerance);
      }
    }
  }

  private static Parameters parameters(int hidden) {
    return Network.builder(3).rnn(hidden).linear(2).seed(1).build().parameters();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 33})
  void sgd(int hidden) {
    Parameters p = parameters(hidden);
    float lr = 0.03f;
    check("sgd", p, new Sgd(p, lr), (i, k, g, w) -> w - lr * g);
  }

  @Test
  void theRateChangesFromTheNextStepOn() {
    Parameters p = parameters(5);
    float[] before = p.values().clone();
    float[] gradients = new float[p.size()];
    Arrays.fill(gradients, 1f);
    Sgd sgd = new Sgd(p, 0.5f);
    sgd.setLearningRate(0.25f);
    assertEquals(0.25f, sgd.learningRate());
    for (float bad : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> sgd.setLearningRate(bad)).getMessage();
      assertTrue(message.startsWith("learningRate: ") && message.endsWith("was " + bad), message);
    }
    sgd.step(p, gradients);
    for (int i = 0; i < before.length; i++) {
      assertEquals(before[i] - 0.25f, p.values()[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 33})
  void momentum(int hidden) {
    Parameters p = parameters(hidden);
    float lr = 0.03f;
    float momentum = 0.8f;
    double[] m = new double[p.size()];
    check(
        "momentum",
        p,
        new Sgd(p, lr, momentum),
        (i, k, g, w) -> {
          m[i] = momentum * m[i] + g;
          return w - lr * m[i];
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 33})
  void rmsProp(int hidden) {
    for (boolean defaults : new boolean[] {true, false}) {
      Parameters p = parameters(hidden);
      float lr = 0.01f;
      float alpha = defaults ? 0.99f : 0.7f;
      float eps = defaults ? 1e-8f : 1e-3f;
      double[] v = new double[p.size()];
      check(
          "rmsprop",
          p,
          defaults ? new RmsProp(p, lr) : new RmsProp(p, lr, alpha, eps),
          (i, k, g, w) -> {
            v[i] = alpha * v[i] + (1 - (double) alpha) * g * g;
            return w - lr * g / (Math.sqrt(v[i]) + eps);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 33})
  void adam(int hidden) {
    for (boolean defaults : new boolean[] {true, false}) {
      Parameters p = parameters(hidden);
      float lr = 0.01f;
      float beta1 = defaults ? 0.9f : 0.5f;
      float beta2 = defaults ? 0.999f : 0.9f;
      float eps = defaults ? 1e-8f : 1e-3f;
      double[] m = new double[p.size()];
      double[] v = new double[p.size()];
      check(
          "adam",
          p,
          defaults ? new Adam(p, lr) : new Adam(p, lr, beta1, beta2, eps),
          (i, k, g, w) -> {
            m[i] = beta1 * m[i] + (1 - (double) beta1) * g;
            v[i] = beta2 * v[i] + (1 - (double) beta2) * g * g;
            double unbiased1 = m[i] / (1 - Math.pow(beta1, k));
            double unbiased2 = v[i] / (1 - Math.pow(beta2, k));
            return w - lr * unbiased1 / (Math.sqrt(unbiased2) + eps);
          });
    }
  }

  @Test
  void zeroGradientsAndZeroRatesChangeNothing() {
    Parameters p = parameters(5);
    float[] kept = p.values().clone();
    float[] zeros = new float[p.size()];
    float[] ones = new float[p.size()];
    Arrays.fill(ones, 1f);
    for (float momentum : new float[] {0, 0.9f}) {
      new Sgd(p, 0.1f, momentum).step(p, zeros);
      new Sgd(p, 0, momentum).step(p, ones);
    }
    new RmsProp(p, 0.1f).step(p, zeros);
    new RmsProp(p, 0).step(p, ones);
    new Adam(p, 0.1f).step(p, zeros);
    new Adam(p, 0).step(p, ones);
    Near.bits("parameters", kept, p.values());
    assertEquals(0.25f, new Adam(p, 0.25f).learningRate());
  }

  /** A refused call leaves no trace, not even in Adam's bias correction. */
  @ParameterizedTest
  @MethodSource("rules")
  void theParametersAreNoGradients(Function<Parameters, Optimizer> rule) {
    Parameters p = parameters(5);
    Parameters q = parameters(5);
    Optimizer refused = rule.apply(p);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> refused.step(p, p.values()));
    assertTrue(e.getMessage().startsWith("gradients"), e.getMessage());
    Near.bits("parameters", q.values(), p.values());
    assertEquals(0, refused.steps() + refused.skippedSteps());
    float[] gradients = q.values().clone();
    refused.step(p, gradients);
    rule.apply(q).step(q, gradients);
    Near.bits("after a step", q.values(), p.values());
  }

  static List<Function<Parameters, Optimizer>> rules() {
    return List.of(
        p -> new Sgd(p, 0.1f),
        p -> new Sgd(p, 0.1f, 0.9f),
        p -> new RmsProp(p, 0.1f),
        p -> new Adam(p, 0.1f));
  }
}
