package io.vecurrent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Level-1 arithmetic and update rules on a positive multiple of {@link Lanes#COUNT} elements.
 *
 * <p>Moments that would be denormal become 0, in a line of each loop: a helper for it in a class
 * like this was not always inlined (see NotInlined), and the loop then allocated for ever.
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class ArithmeticLoops extends NotInlined {
  private ArithmeticLoops() {}

  static void axpy(float a, float[] x, int xOffset, float[] y, int yOffset, int length) {
    FloatVector s = Lanes.all(a);
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.SPECIES, x, xOffset + i);
      FloatVector w = FloatVector.fromArray(Lanes.SPECIES, y, yOffset + i);
      Lanes.fma(v, s, w).intoArray(y, yOffset + i);
    }
  }

  static void scale(float a, float[] x, int xOffset, int length) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.SPECIES, x, xOffset + i).mul(a).intoArray(x, xOffset + i);
    }
  }

  static void clamp(float[] x, int xOffset, int length, float low, float high) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.SPECIES, x, xOffset + i);
      v.max(low).min(high).intoArray(x, xOffset + i);
    }
  }

  static void flushBelow(float[] x, int xOffset, int length, float threshold) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.SPECIES, x, xOffset + i);
      v.blend(0f, v.abs().compare(VectorOperators.LT, threshold)).intoArray(x, xOffset + i);
    }
  }

  static void momentum(
      float rate, float momentum, float[] g, float[] buffer, float[] w, int offset, int length) {
    FloatVector mu = Lanes.all(momentum);
    FloatVector step = Lanes.all(-rate);
    for (int i = offset; i < offset + length; i += Lanes.COUNT) {
      FloatVector old = FloatVector.fromArray(Lanes.SPECIES, buffer, i);
      FloatVector b = Lanes.fma(mu, old, FloatVector.fromArray(Lanes.SPECIES, g, i));
      b = b.blend(0f, b.abs().compare(VectorOperators.LT, Float.MIN_NORMAL));
      b.intoArray(buffer, i);
      Lanes.fma(step, b, FloatVector.fromArray(Lanes.SPECIES, w, i)).intoArray(w, i);
    }
  }

  static void rmsProp(
      float rate,
      float decay,
      float epsilon,
      float[] g,
      float[] v,
      float[] w,
      int offset,
      int length) {
    FloatVector keep = Lanes.all(decay);
    FloatVector step = Lanes.all(-rate);
    for (int i = offset; i < offset + length; i += Lanes.COUNT) {
      FloatVector gradient = FloatVector.fromArray(Lanes.SPECIES, g, i);
      FloatVector fresh = gradient.mul(1f - decay).mul(gradient);
      FloatVector last = FloatVector.fromArray(Lanes.SPECIES, v, i);
      FloatVector square = Lanes.fma(keep, last, fresh);
      square = square.blend(0f, square.abs().compare(VectorOperators.LT, Float.MIN_NORMAL));
      square.intoArray(v, i);
      FloatVector root = square.lanewise(VectorOperators.SQRT).add(epsilon);
      FloatVector old = FloatVector.fromArray(Lanes.SPECIES, w, i);
      Lanes.fma(step, gradient.div(root), old).intoArray(w, i);
    }
  }

  static void adam(
      float rate,
      float rootScale,
      float beta1,
      float beta2,
      float epsilon,
      float[] g,
      float[] m,
      float[] v,
      float[] w,
      int offset,
      int length) {
    FloatVector keep1 = Lanes.all(beta1);
    FloatVector keep2 = Lanes.all(beta2);
    FloatVector scale = Lanes.all(rootScale);
    FloatVector eps = Lanes.all(epsilon);
    FloatVector step = Lanes.all(-rate);
    for (int i = offset; i < offset + length; i += Lanes.COUNT) {
      FloatVector gradient = FloatVector.fromArray(Lanes.SPECIES, g, i);
      FloatVector oldMean = FloatVector.fromArray(Lanes.SPECIES, m, i);
      FloatVector mean = Lanes.fma(keep1, oldMean, gradient.mul(1f - beta1));
      mean = mean.blend(0f, mean.abs().compare(VectorOperators.LT, Float.MIN_NORMAL));
      mean.intoArray(m, i);
      FloatVector fresh = gradient.mul(1f - beta2).mul(gradient);
      FloatVector last = FloatVector.fromArray(Lanes.SPECIES, v, i);
      FloatVector square = Lanes.fma(keep2, last, fresh);
      square = square.blend(0f, square.abs().compare(VectorOperators.LT, Float.MIN_NORMAL));
      square.intoArray(v, i);
      FloatVector root = Lanes.fma(square.lanewise(VectorOperators.SQRT), scale, eps);
      FloatVector old = FloatVector.fromArray(Lanes.SPECIES, w, i);
      Lanes.fma(step, mean.div(root), old).intoArray(w, i);
    }
  }
}
