package io.vecurrent.kernels.support;

import com.sun.management.ThreadMXBean;
import io.vecurrent.kernels.Backend;
import io.vecurrent.kernels.support.Operations.Operation;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A program that a test starts in a JVM of its own: uses vectors of other widths as another library
 * in the same JVM might, and prints which operations allocate for ever afterwards.
 */
public final class OtherSpecies {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int SIZE = 100;

  /** Rounds until the compiler must be done. */
  private static final int ROUNDS = 60;

  /** Enough for the compiler to inline the other species where it reads a profile. */
  private static final int CALLS = 30_000;

  private static float sum;

  private OtherSpecies() {}

  /**
   * Prints.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Stream.of(FloatVector.SPECIES_64, FloatVector.SPECIES_128, FloatVector.SPECIES_256)
        .filter(species -> species.length() < FloatVector.SPECIES_PREFERRED.length())
        .forEach(OtherSpecies::use);
    System.out.println("backend=" + Backend.current().name());
    System.out.println("sum=" + sum);
    System.out.println(
        "allocating="
            + Operations.all()
                .filter(operation -> !becomesClean(operation))
                .collect(Collectors.toList()));
  }

  private static boolean becomesClean(Operation operation) {
    Runnable call = operation.prepare(SIZE);
    int calls = operation.calls(SIZE);
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < calls; i++) {
        call.run();
      }
      if (THREADS.getCurrentThreadAllocatedBytes() == before) {
        return true;
      }
    }
    return false;
  }

  private static void use(VectorSpecies<Float> species) {
    VectorSpecies<Integer> ints = species.withLanes(int.class);
    float[] x = new float[species.length()];
    int[] bits = new int[species.length()];
    FloatVector one = FloatVector.broadcast(species, 1f);
    for (int i = 0; i < CALLS; i++) {
      FloatVector a = FloatVector.fromArray(species, x, 0);
      FloatVector b = a.add(one).sub(a).mul(one).div(2f).max(a).min(one).fma(one, a).abs().neg();
      b = b.blend(0f, b.compare(VectorOperators.LT, 1f)).lanewise(VectorOperators.SQRT).add(1f);
      IntVector n = b.reinterpretAsInts().and(0x7fff_ffff).lanewise(VectorOperators.LSHL, 1);
      n = n.or(1).add(n).sub(1).max(IntVector.fromArray(ints, bits, 0));
      n.lanewise(VectorOperators.ASHR, 1).intoArray(bits, 0);
      b.add(n.reinterpretAsFloats().mul(0f)).intoArray(x, 0);
      sum += b.lane(0) + b.reduceLanes(VectorOperators.MAX);
    }
  }
}
