package io.vecurrent.rnn.digests;

import java.util.Random;

/** Seeded numbers of a kind. */
final class Numbers {
  /** Everything that floats can be, and what they mostly are. */
  enum Kind {
    SMALL,
    LARGE,
    ANY_BITS
  }

  private static final float LARGEST = 40;

  private final Kind kind;
  private final Random random;

  Numbers(Kind kind, long seed) {
    this.kind = kind;
    this.random = new Random(seed);
  }

  float[] floats(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (kind) {
            case SMALL -> 2 * random.nextFloat() - 1;
            case LARGE -> LARGEST * (2 * random.nextFloat() - 1);
            case ANY_BITS -> Float.intBitsToFloat(random.nextInt());
          };
    }
    return values;
  }

  int[] ints(int count, int bound) {
    return random.ints(count, 0, bound).toArray();
  }
}
