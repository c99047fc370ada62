package io.vecurrent.kernels.support;

import io.vecurrent.kernels.Activations;
import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.kernels.Backend;
import io.vecurrent.kernels.OuterProduct;
import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.kernels.Softmax;

/**
 * A program that a test starts in a JVM of its own: prints the back end, a hash of the bits that it
 * computes, and how far they are from the same in double. Needs nothing but the kernels.
 */
public final class Probe {
  private static final int SIZE = 53;

  private Probe() {}

  /**
   * Prints.
   *
   * @param args if any, the name that the virtual machine pretends to have
   */
  public static void main(String[] args) {
    if (args.length > 0) {
      System.setProperty("java.vm.name", args[0]);
    }
    Backend backend = Backend.current();
    System.out.println("name=" + backend.name());
    System.out.println("lanes=" + backend.lanes());
    System.out.println("fma=" + backend.fma());
    System.out.println("reason=" + backend.reason());
    System.out.println("text=" + backend);
    System.out.println("bits=" + Integer.toHexString(bits()));
    System.out.println("error=" + error());
    System.out.println("named=" + Backend.class.getModule().isNamed());
  }

  /** Products, sums and functions of sizes that use whole vectors and what is left over. */
  private static int bits() {
    Rng rng = new Rng(8000);
    PackedMatrix w = PackedMatrix.pack(rng.floats(SIZE * SIZE), SIZE, SIZE);
    float[] x = rng.floats(7 * SIZE);
    float[] y = new float[7 * SIZE];
    float[] c = new float[SIZE * SIZE];
    int hash = 1;
    w.multiply(7, x, 0, SIZE, y, 0, SIZE);
    hash = hash(hash, y);
    OuterProduct.accumulate(7, x, 0, SIZE, SIZE, y, 0, SIZE, SIZE, c, 0, SIZE);
    hash = hash(hash, c);
    Activations.tanh(y, 0, x, 0, y.length);
    hash = hash(hash, x);
    Activations.sigmoid(y, 0, x, 0, y.length);
    hash = hash(hash, x);
    hash = 31 * hash + Float.floatToIntBits(Softmax.crossEntropyGradient(y, 0, SIZE, 3, 1f, x, 0));
    hash = hash(hash, x);
    return 31 * hash + Float.floatToIntBits(Arithmetic.dot(y, 0, c, 0, y.length));
  }

  /** The largest distance of {@code tanh(W x)}, all between -1 and 1, from the same in double. */
  private static double error() {
    Rng rng = new Rng(8001);
    float[] w = rng.floats(SIZE * SIZE);
    float[] x = rng.floats(SIZE);
    float[] y = new float[SIZE];
    PackedMatrix.pack(w, SIZE, SIZE).multiply(x, 0, y, 0);
    Activations.tanh(y, 0, y, 0, SIZE);
    double worst = 0;
    for (int i = 0; i < SIZE; i++) {
      double exact = 0;
      for (int j = 0; j < SIZE; j++) {
        exact += (double) w[i * SIZE + j] * x[j];
      }
      double error = Math.abs(Math.tanh(exact) - y[i]);
      worst = error <= worst ? worst : error;
    }
    return worst;
  }

  private static int hash(int hash, float[] values) {
    int result = hash;
    for (float value : values) {
      result = 31 * result + Float.floatToIntBits(value);
    }
    return result;
  }
}
