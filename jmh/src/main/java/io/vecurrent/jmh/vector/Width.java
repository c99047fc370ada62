package io.vecurrent.jmh.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The machine's own vectors. */
public final class Width {
  private static final int LARGEST_BITS = 512;

  /** What the JVM prefers here, up to 512 bits. */
  public static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.vectorBitSize() > LARGEST_BITS
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  /** Floats in a vector. */
  public static final int LANES = SPECIES.length();

  private Width() {}
}
