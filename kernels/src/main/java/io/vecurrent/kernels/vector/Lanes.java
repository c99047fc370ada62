package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.spi.Bfloat16;
import io.vecurrent.kernels.spi.Panels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The species of every kernel, and where the vectors of a tile lie in panels.
 *
 * <p>Kernels work on whole vectors. What remains at the end of a row is done in a last vector that
 * repeats some results, or by the scalar back end, whose bits are the same. Masked loads and stores
 * box on JDK 17; partial vectors moved lane by lane did so on every JDK wherever a whole and a
 * partial vector met in one variable, and made a matvec fifteen times slower. Callers in a hurry
 * pad their rows to a multiple of 16.
 */
final class Lanes {
  /** The preferred species, at most 512 bits: panels are padded for no more than 16 lanes. */
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  static final int COUNT = SPECIES.length();

  /** Whether the machine has 32 registers; a vector then fills a panel. */
  static final boolean WIDE = COUNT == Panels.HEIGHT;

  /**
   * The class of every vector. A vector that lives on from round to round of a loop is cast to it
   * before it is stored or asked for its lanes: of such a vector C2 knows its class from a profile
   * only, which other species spoil, those of another library in the same JVM too, and where it
   * does not, the loop allocates.
   */
  static final Class<? extends FloatVector> CLASS = FloatVector.zero(SPECIES).getClass();

  /** As many ints. */
  static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);

  private Lanes() {}

  /**
   * The bits of the largest number that becomes +0 below a threshold; -1 where none does. Sizes are
   * compared by subtracting them from it: the sign of the difference, spread over the lane, is what
   * stays, and a NaN does. That needs no mask: 1,024 elements take 30 ns instead of 45 on JDK 17,
   * which keeps masks of 512 bits in vectors, and 30 instead of 48 on JDK 25 (Zen 5). It is three
   * operations more than a comparison and a blend.
   */
  static int cut(float threshold) {
    return threshold > 0 ? Float.floatToRawIntBits(threshold) - 1 : -1;
  }

  /** The row of the lower halves in vector {@code i} of the pairs of a tile. */
  static int lowRow(int i) {
    return i * COUNT / Bfloat16.WIDTH * Bfloat16.HEIGHT + i * COUNT % Bfloat16.WIDTH;
  }

  /** Where the weights of vector {@code i} of a tile stand; {@code panel} floats are a panel's. */
  static int weight(int i, int panel) {
    return i * COUNT / Panels.HEIGHT * panel + i * COUNT % Panels.HEIGHT;
  }

  /**
   * The row of vector {@code i} in a tile of {@code vectors}; those of the last panel lie {@code
   * repeated} rows before their usual place.
   */
  static int row(int i, int vectors, int repeated) {
    int lastPanel = vectors * COUNT / Panels.HEIGHT - 1;
    return i * COUNT - (i * COUNT / Panels.HEIGHT == lastPanel ? repeated : 0);
  }
}
