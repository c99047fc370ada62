package io.vecurrent.jmh.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The JDK's own vector functions; arrays are whole vectors long. */
public final class Lanewise {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private Lanewise() {}

  /** {@code y = tanh x}. */
  public static void tanh(float[] x, float[] y) {
    for (int i = 0; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.TANH).intoArray(y, i);
    }
    for (int i = SPECIES.loopBound(x.length); i < x.length; i++) {
      y[i] = (float) Math.tanh(x[i]);
    }
  }

  /** {@code y = e^x}. */
  public static void exp(float[] x, float[] y) {
    for (int i = 0; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.EXP).intoArray(y, i);
    }
    for (int i = SPECIES.loopBound(x.length); i < x.length; i++) {
      y[i] = (float) Math.exp(x[i]);
    }
  }

  /** {@code y = 1 / (1 + e^-x)}. */
  public static void sigmoid(float[] x, float[] y) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (int i = 0; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector e = FloatVector.fromArray(SPECIES, x, i).neg().lanewise(VectorOperators.EXP);
      one.div(e.add(1f)).intoArray(y, i);
    }
    for (int i = SPECIES.loopBound(x.length); i < x.length; i++) {
      y[i] = (float) (1 / (1 + Math.exp(-x[i])));
    }
  }
}
