package io.vecurrent.kernels.support;

import java.util.SplittableRandom;

/** Repeatable random numbers. Its text is the seed: put it into every failure message. */
public final class Rng {
  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
  };

  private final long seed;
  private final SplittableRandom random;

  public Rng(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /** Uniform in [-1, 1). */
  public float[] floats(int count) {
    return floats(count, -1f, 1f);
  }

  public float[] floats(int count, float low, float high) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (low + ((double) high - low) * random.nextDouble());
    }
    return values;
  }

  /** Random bit patterns: every size and sign, a special value in six; NaN is canonical. */
  public float[] anything(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      float value =
          random.nextInt(6) == 0
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : Float.intBitsToFloat(random.nextInt());
      values[i] = Float.isNaN(value) ? Float.NaN : value;
    }
    return values;
  }

  /** From {@code low} to {@code high}, both included. */
  public int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  @Override
  public String toString() {
    return "seed " + seed;
  }
}
