package io.vecurrent.jmh.reference;

import java.util.Arrays;

/** Clipping by the global norm, then Adam, in textbook loops. */
public final class PlainAdam {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final float rate;
  private final float maxNorm;
  private final float[] m;
  private final float[] v;
  private double power1 = 1;
  private double power2 = 1;

  /** For so many parameters. */
  public PlainAdam(int parameters, float rate, float maxNorm) {
    this.rate = rate;
    this.maxNorm = maxNorm;
    this.m = new float[parameters];
    this.v = new float[parameters];
  }

  /** Clips the gradients and moves the parameters. */
  public void step(float[] parameters, float[] gradients) {
    Plain.clipByGlobalNorm(gradients, maxNorm);
    power1 *= BETA1;
    power2 *= BETA2;
    float corrected = (float) (rate / (1 - power1));
    float rootScale = (float) (1 / Math.sqrt(1 - power2));
    Plain.adam(corrected, rootScale, BETA1, BETA2, EPSILON, gradients, m, v, parameters);
  }

  /** As before the first step. */
  public void reset() {
    Arrays.fill(m, 0);
    Arrays.fill(v, 0);
    power1 = 1;
    power2 = 1;
  }
}
