package io.vecurrent.rnn.digests;

import io.vecurrent.kernels.Activations;
import io.vecurrent.kernels.OuterProduct;
import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.kernels.Precision;
import java.util.Map;

/**
 * Products beyond the borders of the blocks that the vector back end cuts them into, whatever its
 * width, from offsets that are no multiple of a vector; and thresholds.
 */
final class LargeDigests {
  private static final int OFFSET = 3;
  private static final float THRESHOLD = 0.25f;

  private LargeDigests() {}

  static void addTo(Map<String, String> digests) {
    for (Precision precision : Precision.values()) {
      digests.put("large.multiply-" + precision, multiply(precision));
    }
    digests.put("large.outerProduct", outerProduct());
    digests.put("threshold.tanh", threshold(Activations::tanh));
    digests.put("threshold.relu", threshold(Activations::relu));
  }

  /** 131 rows of X: two blocks of 60, or of 48, and some; 300 columns are two blocks. */
  private static String multiply(Precision precision) {
    Numbers numbers = new Numbers(Numbers.Kind.SMALL, 131);
    int rows = 41;
    int cols = 300;
    int count = 131;
    float[] weights = numbers.floats(rows * cols);
    PackedMatrix w = PackedMatrix.pack(weights, 0, rows, cols, precision);
    float[] x = numbers.floats(OFFSET + count * cols);
    float[] y = numbers.floats(OFFSET + count * rows);
    Digest digest = new Digest();
    w.multiplyAdd(count, x, OFFSET, cols, y, OFFSET, rows);
    digest.add(y);
    return digest.hex();
  }

  /** 131 products added up, in blocks of 128; 263 columns are two blocks of 256. */
  private static String outerProduct() {
    Numbers numbers = new Numbers(Numbers.Kind.SMALL, 263);
    int rows = 71;
    int cols = 263;
    int count = 131;
    float[] a = numbers.floats(OFFSET + count * rows);
    float[] b = numbers.floats(OFFSET + count * cols);
    float[] c = numbers.floats(OFFSET + rows * cols);
    Digest digest = new Digest();
    OuterProduct.accumulate(count, a, OFFSET, rows, rows, b, OFFSET, cols, cols, c, OFFSET, cols);
    digest.add(c);
    return digest.hex();
  }

  private interface Flushed {
    void apply(float[] src, int from, float[] dst, int to, int length, float threshold);
  }

  private static String threshold(Flushed function) {
    Digest digest = new Digest();
    for (Numbers.Kind kind : Numbers.Kind.values()) {
      for (int n : new int[] {1, 15, 16, 37, 130}) {
        float[] y = new float[n];
        function.apply(new Numbers(kind, n).floats(n), 0, y, 0, n, THRESHOLD);
        digest.add(y);
      }
    }
    return digest.hex();
  }
}
