package io.vecurrent.rnn.layer;

/**
 * Inverted dropout (Srivastava et al., 2014) on the rows between two layers: each unit of each step
 * becomes 0 with probability p, the others are multiplied by {@code 1 / (1 - p)}.
 *
 * <p>Whether a unit is kept is a function of the seed, the pass, the layer, the step, the sequence
 * and the unit: the same in every batch, on every thread, forward and backward. It is the generator
 * SplitMix64 (Steele, Lea and Flood, 2014), one state of its own for each row, the unit's number
 * its counter.
 */
final class Dropout {
  private static final long GAMMA = 0x9e37_79b9_7f4a_7c15L;

  /** Units whose upper 24 random bits are at least this are kept. */
  private final int threshold;

  private final float scale;

  /** For a probability of at least 0 and below 1. */
  Dropout(float p) {
    threshold = (int) Math.ceil(p * (double) (1 << 24));
    scale = 1 / (1 - p);
  }

  /** The key of one pass over the rows between two layers. */
  static long key(long seed, long pass, int layer) {
    return mix(mix(mix(seed) + pass) + layer);
  }

  /** Drops from one to another, or in place; a member's part of the steps. */
  void apply(Steps steps, Rows from, Rows to, long key, Share part) {
    int source = from.offset(steps.batch());
    int target = to.offset(steps.batch());
    for (int t = part.from(steps.time()); t < part.to(steps.time()); t++) {
      for (int place = 0; place < steps.count(t); place++) {
        int row = steps.first(t) + place;
        long state = mix(mix(key + t) + steps.sequence(place));
        int at = source + row * from.stride;
        row(from.values, at, to.values, target + row * to.stride, from.width, state);
      }
    }
  }

  private void row(float[] from, int source, float[] to, int target, int width, long state) {
    for (int unit = 0; unit < width; unit++) {
      boolean kept = mix(state + unit * GAMMA) >>> 40 >= threshold;
      to[target + unit] = kept ? from[source + unit] * scale : 0f;
    }
  }

  private static long mix(long x) {
    long z = x + GAMMA;
    z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return z ^ (z >>> 31);
  }
}
