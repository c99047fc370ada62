package io.vecurrent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The species of every kernel.
 *
 * <p>Kernels work on whole vectors and leave what remains at the end of a row to the scalar back
 * end, whose bits are the same. Masked loads and stores box on JDK 17; partial vectors moved lane
 * by lane did so on every JDK wherever a whole and a partial vector met in one variable, and made a
 * matvec fifteen times slower. Callers in a hurry pad their rows to a multiple of 16.
 */
final class Lanes {
  /** The preferred species, at most 512 bits: panels are padded for no more than 16 lanes. */
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  static final int COUNT = SPECIES.length();

  private Lanes() {}
}
