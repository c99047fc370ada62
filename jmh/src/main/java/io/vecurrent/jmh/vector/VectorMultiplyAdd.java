package io.vecurrent.jmh.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * Nothing but fused multiply-adds on registers: twelve chains, more than the units' latency needs
 * (two units of four cycles: eight), and with the two factors still within the 16 registers of a
 * 256-bit machine. Measured with 8 to 14 chains on a Zen 3 core: 50.7 to 51.7 G a second each (JDK
 * 25), 51.1 to 51.5 (JDK 17, where 14 spill: 48.1).
 */
public final class VectorMultiplyAdd {
  /** Chains that do not depend on each other. */
  public static final int CHAINS = 12;

  private static final VectorSpecies<Float> SPECIES = Width.SPECIES;

  private VectorMultiplyAdd() {}

  /** Adds {@code x * y} to each lane of each chain, {@code rounds} times; the sum of all lanes. */
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public static float sum(float x, float y, int rounds) {
    FloatVector a = FloatVector.broadcast(SPECIES, x);
    FloatVector b = FloatVector.broadcast(SPECIES, y);
    // Each begins elsewhere: chains that are the same the compiler could compute once.
    FloatVector s0 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector s1 = FloatVector.broadcast(SPECIES, 1f);
    FloatVector s2 = FloatVector.broadcast(SPECIES, 2f);
    FloatVector s3 = FloatVector.broadcast(SPECIES, 3f);
    FloatVector s4 = FloatVector.broadcast(SPECIES, 4f);
    FloatVector s5 = FloatVector.broadcast(SPECIES, 5f);
    FloatVector s6 = FloatVector.broadcast(SPECIES, 6f);
    FloatVector s7 = FloatVector.broadcast(SPECIES, 7f);
    FloatVector s8 = FloatVector.broadcast(SPECIES, 8f);
    FloatVector s9 = FloatVector.broadcast(SPECIES, 9f);
    FloatVector s10 = FloatVector.broadcast(SPECIES, 10f);
    FloatVector s11 = FloatVector.broadcast(SPECIES, 11f);
    for (int i = 0; i < rounds; i++) {
      s0 = a.fma(b, s0);
      s1 = a.fma(b, s1);
      s2 = a.fma(b, s2);
      s3 = a.fma(b, s3);
      s4 = a.fma(b, s4);
      s5 = a.fma(b, s5);
      s6 = a.fma(b, s6);
      s7 = a.fma(b, s7);
      s8 = a.fma(b, s8);
      s9 = a.fma(b, s9);
      s10 = a.fma(b, s10);
      s11 = a.fma(b, s11);
    }
    FloatVector low = s0.add(s1).add(s2.add(s3)).add(s4.add(s5));
    FloatVector high = s6.add(s7).add(s8.add(s9)).add(s10.add(s11));
    return low.add(high).reduceLanes(VectorOperators.ADD);
  }
}
