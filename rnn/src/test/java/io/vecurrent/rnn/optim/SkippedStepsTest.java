package io.vecurrent.rnn.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.Near;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Steps that optimisers refuse, and what becomes of gradients that are merely huge. */
class SkippedStepsTest {
  private static final float INF = Float.POSITIVE_INFINITY;

  private static final List<Function<Parameters, Optimizer>> OPTIMIZERS =
      List.of(
          p -> new Sgd(p, 0.1f),
          p -> new Sgd(p, 0.1f, 0.9f),
          p -> new RmsProp(p, 0.1f),
          p -> new Adam(p, 0.1f));

  private static Parameters parameters() {
    return Network.builder(3).rnn(5).linear(2).seed(1).build().parameters();
  }

  private static float[] gaussian(int seed, int length) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** A run with refused steps in between ends with the bits of the run without them. */
  @Test
  void aRefusedStepLeavesNoTrace() {
    for (Function<Parameters, Optimizer> maker : OPTIMIZERS) {
      Parameters clean = parameters();
      Parameters disturbed = parameters();
      Optimizer first = maker.apply(clean);
      Optimizer second = maker.apply(disturbed);
      int refused = 0;
      for (int step = 0; step < 6; step++) {
        float[] gradients = gaussian(step, clean.size());
        for (float bad : new float[] {Float.NaN, INF, -INF}) {
          float[] spoilt = gradients.clone();
          spoilt[(7 * step) % spoilt.length] = bad;
          float[] kept = spoilt.clone();
          assertFalse(second.step(disturbed, spoilt));
          Near.bits("gradients", kept, spoilt);
          Near.bits("parameters", clean.values(), disturbed.values());
          assertEquals(++refused, second.skippedSteps());
          assertEquals(step, second.steps());
        }
        assertTrue(first.step(clean, gradients));
        assertTrue(second.step(disturbed, gradients));
        Near.bits("parameters", clean.values(), disturbed.values());
      }
      assertEquals(0, first.skippedSteps());
      assertEquals(6, first.steps());
    }
  }

  /** One bad element is enough, wherever it stands. */
  @Test
  void everyElementIsLookedAt() {
    Parameters p = parameters();
    Sgd sgd = new Sgd(p, 0.1f);
    for (int i = 0; i < p.size(); i++) {
      float[] gradients = new float[p.size()];
      gradients[i] = Float.NaN;
      assertFalse(sgd.step(p, gradients), "NaN at " + i);
    }
    assertEquals(p.size(), sgd.skippedSteps());
  }

  @Test
  void refusedArgumentsAreNotCounted() {
    Parameters p = parameters();
    Sgd sgd = new Sgd(p, 0.1f);
    float[] tooFew = {Float.NaN};
    assertThrows(IllegalArgumentException.class, () -> sgd.step(p, tooFew));
    assertThrows(NullPointerException.class, () -> sgd.step(p, null));
    assertEquals(0, sgd.skippedSteps());
    assertEquals(0, sgd.steps());
  }

  @Test
  void hugeFiniteGradientsAreNotRefused() {
    Parameters p = parameters();
    float[] gradients = new float[p.size()];
    Arrays.fill(gradients, Float.MAX_VALUE);
    for (Function<Parameters, Optimizer> maker : OPTIMIZERS) {
      assertTrue(maker.apply(parameters()).step(p, gradients));
    }
  }

  /** As PyTorch: a parameter whose second moment has overflowed never moves again. */
  @Test
  void squaresThatOverflowStopAParameter() {
    Parameters p = parameters();
    for (Optimizer optimizer : new Optimizer[] {new RmsProp(p, 0.1f), new Adam(p, 0.1f)}) {
      float[] gradients = gaussian(1, p.size());
      gradients[4] = 1e22f;
      float[] before = p.values().clone();
      assertTrue(optimizer.step(p, gradients));
      gradients[4] = 1;
      assertTrue(optimizer.step(p, gradients));
      assertEquals(before[4], p.values()[4]);
      assertTrue(before[5] != p.values()[5]);
    }
  }

  @Test
  void aProductThatOverflowsMakesAParameterInfinite() {
    Parameters p = parameters();
    float[] gradients = new float[p.size()];
    gradients[2] = 1e38f;
    assertTrue(new Sgd(p, 100f).step(p, gradients));
    assertEquals(-INF, p.values()[2]);
    // Clipped first, the same gradient does no harm.
    Parameters clipped = parameters();
    Clipping.byGlobalNorm(gradients, 1);
    assertTrue(new Sgd(clipped, 100f).step(clipped, gradients));
    assertEquals(parameters().values()[2] - 100f, clipped.values()[2], 1e-4f);
  }

  @Test
  void clippingByValueHidesInfinitiesFromTheOptimizer() {
    Parameters p = parameters();
    float[] gradients = new float[p.size()];
    gradients[1] = -INF;
    Clipping.byValue(gradients, 2);
    assertTrue(new Sgd(p, 0.5f).step(p, gradients));
    assertEquals(parameters().values()[1] + 1, p.values()[1]);
  }

  /** A rule that another thread can be caught in. */
  private static final class Slow extends Optimizer {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);

    Slow(Parameters parameters) {
      super(parameters.size(), 0);
    }

    @Override
    void update(float[] parameters, float[] gradients) {
      entered.countDown();
      try {
        leave.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void twoThreadsAtOnceAreDetected() throws Exception {
    Parameters p = parameters();
    float[] gradients = new float[p.size()];
    Slow shared = new Slow(p);
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> other = executor.submit(() -> shared.step(p, gradients));
      shared.entered.await();
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> shared.step(p, gradients));
      assertEquals("optimizer: is stepping in another thread", e.getMessage());
      shared.leave.countDown();
      assertTrue(other.get());
      assertTrue(shared.step(p, gradients));
      assertEquals(2, shared.steps());
    } finally {
      executor.shutdownNow();
    }
  }
}
