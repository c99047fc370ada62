package io.vecurrent.kernels.support;

import io.vecurrent.kernels.Activations;
import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.kernels.Backend;
import io.vecurrent.kernels.OuterProduct;
import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.kernels.Softmax;

/**
 * A program that a test starts in a JVM of its own: prints the back end and a hash of the bits that
 * it computes. Needs nothing but the kernels.
 */
public final class Probe {
  private Probe() {}

  public static void main(String[] args) {
    if (args.length > 0) {
      Arithmetic.scale(1f, new float[1], 0, 1);
    }
    Backend backend = Backend.current();
    System.out.println("name=" + backend.name());
    System.out.println("lanes=" + backend.lanes());
    System.out.println("fma=" + backend.fma());
    System.out.println("reason=" + backend.reason());
    System.out.println("text=" + backend);
    System.out.println("bits=" + Integer.toHexString(bits()));
    System.out.println("named=" + Backend.class.getModule().isNamed());
  }

  /** Products, sums and functions of sizes that use whole vectors and what is left over. */
  private static int bits() {
    int size = 53;
    Rng rng = new Rng(8000);
    PackedMatrix w = PackedMatrix.pack(rng.floats(size * size), size, size);
    float[] x = rng.floats(7 * size);
    float[] y = new float[7 * size];
    float[] c = new float[size * size];
    int hash = 1;
    w.multiply(7, x, 0, size, y, 0, size);
    hash = hash(hash, y);
    OuterProduct.accumulate(7, x, 0, size, size, y, 0, size, size, c, 0, size);
    hash = hash(hash, c);
    Activations.tanh(y, 0, x, 0, y.length);
    hash = hash(hash, x);
    Activations.sigmoid(y, 0, x, 0, y.length);
    hash = hash(hash, x);
    hash = 31 * hash + Float.floatToIntBits(Softmax.crossEntropyGradient(y, 0, size, 3, 1f, x, 0));
    hash = hash(hash, x);
    return 31 * hash + Float.floatToIntBits(Arithmetic.dot(y, 0, c, 0, y.length));
  }

  private static int hash(int hash, float[] values) {
    int result = hash;
    for (float value : values) {
      result = 31 * result + Float.floatToIntBits(value);
    }
    return result;
  }
}
