package io.vecurrent.jmh.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * The fastest ways to read an array once: one addition for each vector, so that nothing can be left
 * out, into eight sums, so that no addition waits for another. Measured with 2 to 16 sums and with
 * 16 and 32 vectors a round on a Zen 3 core, JDK 17 and 25: from 6 sums on all take the same time
 * (16 KiB: 85 ns; 4 sums 119, 2 sums 215), and exclusive-or instead of addition does too.
 *
 * <p>In which order is faster depends on the machine and the cache: on a Zen 5 core 256 KiB take
 * 2,000 ns one after the other, 1,420 in eight parts at once, 16 KiB 35 and 39 (JDK 25).
 */
public final class VectorRead {
  private static final VectorSpecies<Float> SPECIES = Width.SPECIES;
  private static final int LANES = Width.LANES;
  private static final int BLOCK = 8 * LANES;

  private VectorRead() {}

  /** The sum of {@code length} floats from {@code from}, one after the other. */
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public static float sum(float[] a, int from, int length) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    int i = from;
    for (int end = from + length / BLOCK * BLOCK; i < end; i += BLOCK) {
      s0 = s0.add(FloatVector.fromArray(SPECIES, a, i));
      s1 = s1.add(FloatVector.fromArray(SPECIES, a, i + LANES));
      s2 = s2.add(FloatVector.fromArray(SPECIES, a, i + 2 * LANES));
      s3 = s3.add(FloatVector.fromArray(SPECIES, a, i + 3 * LANES));
      s4 = s4.add(FloatVector.fromArray(SPECIES, a, i + 4 * LANES));
      s5 = s5.add(FloatVector.fromArray(SPECIES, a, i + 5 * LANES));
      s6 = s6.add(FloatVector.fromArray(SPECIES, a, i + 6 * LANES));
      s7 = s7.add(FloatVector.fromArray(SPECIES, a, i + 7 * LANES));
    }
    for (int end = from + length - length % LANES; i < end; i += LANES) {
      s0 = s0.add(FloatVector.fromArray(SPECIES, a, i));
    }
    FloatVector low = s0.add(s1).add(s2.add(s3));
    FloatVector high = s4.add(s5).add(s6.add(s7));
    float sum = low.add(high).reduceLanes(VectorOperators.ADD);
    for (int end = from + length; i < end; i++) {
      sum += a[i];
    }
    return sum;
  }

  /** The same sum, in eight parts that are read at the same time. */
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public static float sumInParts(float[] a, int from, int length) {
    int part = length / BLOCK * LANES;
    int p1 = from + part;
    int p2 = p1 + part;
    int p3 = p2 + part;
    int p4 = p3 + part;
    int p5 = p4 + part;
    int p6 = p5 + part;
    int p7 = p6 + part;
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    for (int i = 0; i < part; i += LANES) {
      s0 = s0.add(FloatVector.fromArray(SPECIES, a, from + i));
      s1 = s1.add(FloatVector.fromArray(SPECIES, a, p1 + i));
      s2 = s2.add(FloatVector.fromArray(SPECIES, a, p2 + i));
      s3 = s3.add(FloatVector.fromArray(SPECIES, a, p3 + i));
      s4 = s4.add(FloatVector.fromArray(SPECIES, a, p4 + i));
      s5 = s5.add(FloatVector.fromArray(SPECIES, a, p5 + i));
      s6 = s6.add(FloatVector.fromArray(SPECIES, a, p6 + i));
      s7 = s7.add(FloatVector.fromArray(SPECIES, a, p7 + i));
    }
    FloatVector low = s0.add(s1).add(s2.add(s3));
    FloatVector high = s4.add(s5).add(s6.add(s7));
    float sum = low.add(high).reduceLanes(VectorOperators.ADD);
    for (int i = from + 8 * part; i < from + length; i++) {
      sum += a[i];
    }
    return sum;
  }
}
