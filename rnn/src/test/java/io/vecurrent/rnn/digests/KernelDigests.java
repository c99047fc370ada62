package io.vecurrent.rnn.digests;

import io.vecurrent.kernels.Activations;
import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.kernels.Gates;
import io.vecurrent.kernels.OuterProduct;
import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.kernels.Precision;
import io.vecurrent.kernels.Softmax;
import io.vecurrent.kernels.Updates;
import java.util.Map;
import java.util.TreeMap;

/** One digest for each public kernel, over many sizes and kinds of values. */
final class KernelDigests {
  private static final int[] SIZES = {1, 2, 7, 8, 15, 16, 17, 31, 33, 64, 100, 127, 130, 600};
  private static final int LARGEST_MATRIX = 130;
  private static final int BATCH = 7;

  private KernelDigests() {}

  /** Computes on {@code n} numbers of a kind and adds all results. */
  private interface Kernel {
    void run(int n, Numbers numbers, Digest digest);
  }

  private interface Mapping {
    void apply(float[] src, int srcOffset, float[] dst, int dstOffset, int length);
  }

  private interface Gradient {
    void apply(float[] y, int yo, float[] g, int go, float[] dst, int dstOffset, int length);
  }

  /** Works on one array in place. */
  private interface InPlace {
    void apply(float[] x, int length);
  }

  static void addTo(Map<String, String> digests) {
    kernels()
        .forEach(
            (name, kernel) -> {
              Digest digest = new Digest();
              for (Numbers.Kind kind : Numbers.Kind.values()) {
                for (int n : SIZES) {
                  kernel.run(n, new Numbers(kind, n), digest);
                }
              }
              digests.put(name, digest.hex());
            });
  }

  private static Map<String, Kernel> kernels() {
    Map<String, Kernel> kernels = new TreeMap<>();
    activations(kernels);
    arithmetic(kernels);
    softmax(kernels);
    updates(kernels);
    gates(kernels);
    matrices(kernels);
    return kernels;
  }

  private static void activations(Map<String, Kernel> kernels) {
    kernels.put("Activations.exp", mapping(Activations::exp));
    kernels.put("Activations.log", mapping(Activations::log));
    kernels.put("Activations.tanh", mapping(Activations::tanh));
    kernels.put("Activations.sigmoid", mapping(Activations::sigmoid));
    kernels.put("Activations.relu", mapping(Activations::relu));
    kernels.put("Activations.sigmoidGradient", gradient(Activations::sigmoidGradient));
    kernels.put(
        "Activations.tanhGradient",
        both(
            gradient(Activations::tanhGradient),
            gradient(
                (y, yo, g, go, d, to, n) ->
                    Activations.tanhGradient(y, yo, g, go, d, to, n, 0.2f))));
    kernels.put(
        "Activations.reluGradient",
        both(
            gradient(Activations::reluGradient),
            gradient(
                (y, yo, g, go, d, to, n) ->
                    Activations.reluGradient(y, yo, g, go, d, to, n, 0.2f))));
  }

  private static void arithmetic(Map<String, Kernel> kernels) {
    kernels.put(
        "Arithmetic.axpy", mapping((x, a, y, b, n) -> Arithmetic.axpy(0.7f, x, a, y, b, n)));
    kernels.put(
        "Arithmetic.sumRows",
        (n, numbers, digest) -> {
          float[] y = new float[n];
          Arithmetic.sumRows(BATCH, numbers.floats(BATCH * n), 0, n, y, 0, n);
          digest.add(y);
        });
    kernels.put("Arithmetic.scale", inPlace((x, n) -> Arithmetic.scale(0.3f, x, 0, n)));
    kernels.put("Arithmetic.clamp", inPlace((x, n) -> Arithmetic.clamp(x, 0, n, -0.3f, 0.5f)));
    kernels.put("Arithmetic.flushBelow", inPlace((x, n) -> Arithmetic.flushBelow(x, 0, n, 0.1f)));
    kernels.put(
        "Arithmetic.dot",
        (n, numbers, digest) ->
            digest.add(Arithmetic.dot(numbers.floats(n), 0, numbers.floats(n), 0, n)));
    kernels.put(
        "Arithmetic.sumOfSquares",
        (n, numbers, digest) ->
            digest.add(Arithmetic.sumOfSquares(numbers.floats(20 * n), 0, 20 * n)));
  }

  private static void softmax(Map<String, Kernel> kernels) {
    kernels.put("Softmax.softmax", mapping(Softmax::softmax));
    kernels.put("Softmax.logSoftmax", mapping(Softmax::logSoftmax));
    kernels.put(
        "Softmax.logSumExp",
        (n, numbers, digest) -> digest.add(Softmax.logSumExp(numbers.floats(n), 0, n)));
    kernels.put(
        "Softmax.crossEntropy",
        (n, numbers, digest) -> digest.add(Softmax.crossEntropy(numbers.floats(n), 0, n, n / 2)));
    kernels.put(
        "Softmax.crossEntropyGradient",
        (n, numbers, digest) -> {
          float[] g = new float[n];
          float[] logits = numbers.floats(n);
          digest.add(Softmax.crossEntropyGradient(logits, 0, n, n / 2, 0.5f, g, 0));
          digest.add(g);
        });
  }

  private static void updates(Map<String, Kernel> kernels) {
    kernels.put("Updates.sgd", update((g, m, v, w) -> Updates.sgd(0.1f, g, w, 0, w.length)));
    kernels.put(
        "Updates.momentum",
        update((g, m, v, w) -> Updates.momentum(0.1f, 0.9f, g, m, w, 0, w.length)));
    kernels.put(
        "Updates.rmsProp",
        update((g, m, v, w) -> Updates.rmsProp(0.1f, 0.9f, 1e-8f, g, v, w, 0, w.length)));
    kernels.put(
        "Updates.adam",
        update(
            (g, m, v, w) ->
                Updates.adam(0.1f, 1.5f, 0.9f, 0.999f, 1e-8f, g, m, v, w, 0, w.length)));
  }

  private static void matrices(Map<String, Kernel> kernels) {
    kernels.put("PackedMatrix.pack", matrix(KernelDigests::pack));
    kernels.put("PackedMatrix.packTransposed", matrix(KernelDigests::packTransposed));
    kernels.put("PackedMatrix.setBlock", matrix(KernelDigests::setBlock));
    kernels.put("PackedMatrix.setTransposedBlock", matrix(KernelDigests::setTransposedBlock));
    kernels.put("PackedMatrix.unpack", matrix(KernelDigests::pack));
    kernels.put("PackedMatrix.multiply", matrix(KernelDigests::multiply));
    kernels.put("PackedMatrix.multiplyAdd", matrix(KernelDigests::multiplyAdd));
    kernels.put("OuterProduct.accumulate", matrix(KernelDigests::outerProduct));
  }

  private static void gates(Map<String, Kernel> kernels) {
    kernels.put(
        "Gates.lstm",
        (n, numbers, digest) -> {
          float[][] a = rows(numbers, n, 4, 1, 1, 1);
          Gates.lstm(a[0], 0, n, a[1], 0, a[2], 0, a[3], 0, n, 1e-3f);
          digest.add(a);
        });
    kernels.put(
        "Gates.lstmGradient",
        (n, numbers, digest) -> {
          float[][] a = rows(numbers, n, 4, 1, 1, 1, 1);
          Gates.lstmGradient(a[0], 0, n, a[1], 0, a[2], 0, a[3], 0, a[4], 0, n, 1e-3f);
          digest.add(a);
        });
    kernels.put(
        "Gates.gru",
        (n, numbers, digest) -> {
          float[][] a = rows(numbers, n, 4, 1, 1);
          Gates.gru(a[0], 0, n, a[1], 0, a[2], 0, n, 1e-3f);
          digest.add(a);
        });
    kernels.put(
        "Gates.gruGradient",
        (n, numbers, digest) -> {
          float[][] a = rows(numbers, n, 4, 1, 1, 1);
          Gates.gruGradient(a[0], 0, n, a[1], 0, a[2], 0, a[3], 0, n, 1e-3f);
          digest.add(a);
        });
  }

  /** Arrays of so many rows of n numbers. */
  private static float[][] rows(Numbers numbers, int n, int... counts) {
    float[][] arrays = new float[counts.length][];
    for (int i = 0; i < counts.length; i++) {
      arrays[i] = numbers.floats(counts[i] * n);
    }
    return arrays;
  }

  private static Kernel both(Kernel first, Kernel second) {
    return (n, numbers, digest) -> {
      first.run(n, numbers, digest);
      second.run(n, numbers, digest);
    };
  }

  private static Kernel mapping(Mapping mapping) {
    return (n, numbers, digest) -> {
      float[] y = numbers.floats(n);
      mapping.apply(numbers.floats(n), 0, y, 0, n);
      digest.add(y);
    };
  }

  private static Kernel gradient(Gradient gradient) {
    return (n, numbers, digest) -> {
      float[] dst = new float[n];
      gradient.apply(numbers.floats(n), 0, numbers.floats(n), 0, dst, 0, n);
      digest.add(dst);
    };
  }

  private static Kernel inPlace(InPlace function) {
    return (n, numbers, digest) -> {
      float[] x = numbers.floats(n);
      function.apply(x, n);
      digest.add(x);
    };
  }

  private interface Update {
    void apply(float[] g, float[] m, float[] v, float[] w);
  }

  private static Kernel update(Update update) {
    return (n, numbers, digest) -> {
      float[] m = numbers.floats(n);
      float[] v = numbers.floats(n);
      for (int i = 0; i < n; i++) {
        v[i] = Math.abs(v[i]);
      }
      float[] w = numbers.floats(n);
      update.apply(numbers.floats(n), m, v, w);
      digest.add(m);
      digest.add(v);
      digest.add(w);
    };
  }

  /** A square and two oblong matrices, in both precisions. */
  private interface MatrixKernel {
    void run(int rows, int cols, Precision precision, Numbers numbers, Digest digest);
  }

  private static Kernel matrix(MatrixKernel kernel) {
    return (n, numbers, digest) -> {
      if (n <= LARGEST_MATRIX) {
        for (Precision precision : Precision.values()) {
          kernel.run(n, n, precision, numbers, digest);
          kernel.run(n, n / 3 + 1, precision, numbers, digest);
          kernel.run(n / 3 + 1, n, precision, numbers, digest);
        }
      }
    };
  }

  private static PackedMatrix random(int rows, int cols, Precision precision, Numbers numbers) {
    return PackedMatrix.pack(numbers.floats(rows * cols), 0, rows, cols, precision);
  }

  private static void addWeights(PackedMatrix w, Digest digest) {
    float[] rowMajor = new float[w.rows() * w.cols()];
    w.unpack(rowMajor, 0);
    digest.add(rowMajor);
  }

  private static void pack(int rows, int cols, Precision p, Numbers numbers, Digest digest) {
    addWeights(random(rows, cols, p, numbers), digest);
    addWeights(PackedMatrix.pack(numbers.floats(rows * cols), rows, cols), digest);
    addWeights(PackedMatrix.pack(numbers.floats(rows * cols), 0, rows, cols), digest);
  }

  private static void packTransposed(
      int rows, int cols, Precision p, Numbers numbers, Digest digest) {
    addWeights(PackedMatrix.packTransposed(numbers.floats(rows * cols), 0, rows, cols), digest);
  }

  private static void setBlock(int rows, int cols, Precision p, Numbers numbers, Digest digest) {
    PackedMatrix w = random(rows, cols, p, numbers);
    int height = rows - rows / 2;
    int width = cols - cols / 2;
    w.setBlock(rows / 2, cols / 2, numbers.floats(height * width), 0, width, height, width);
    addWeights(w, digest);
  }

  private static void setTransposedBlock(
      int rows, int cols, Precision p, Numbers numbers, Digest digest) {
    PackedMatrix w = random(rows, cols, p, numbers);
    int height = rows - rows / 2;
    int width = cols - cols / 2;
    float[] src = numbers.floats(height * width);
    w.setTransposedBlock(rows / 2, cols / 2, src, 0, height, width, height);
    addWeights(w, digest);
  }

  private static void multiply(int rows, int cols, Precision p, Numbers numbers, Digest digest) {
    PackedMatrix w = random(rows, cols, p, numbers);
    float[] x = numbers.floats(BATCH * cols);
    float[] bias = numbers.floats(rows);
    float[] y = new float[BATCH * rows];
    w.multiply(x, 0, y, 0);
    digest.add(y);
    w.multiply(x, 0, bias, 0, y, 0);
    digest.add(y);
    w.multiply(BATCH, x, 0, cols, y, 0, rows);
    digest.add(y);
    w.multiply(BATCH, x, 0, cols, bias, 0, y, 0, rows);
    digest.add(y);
  }

  private static void multiplyAdd(int rows, int cols, Precision p, Numbers numbers, Digest digest) {
    PackedMatrix w = random(rows, cols, p, numbers);
    float[] x = numbers.floats(BATCH * cols);
    float[] y = numbers.floats(BATCH * rows);
    w.multiplyAdd(x, 0, y, 0);
    digest.add(y);
    w.multiplyAdd(BATCH, x, 0, cols, y, 0, rows);
    digest.add(y);
  }

  private static void outerProduct(
      int rows, int cols, Precision p, Numbers numbers, Digest digest) {
    float[] a = numbers.floats(BATCH * rows);
    float[] b = numbers.floats(BATCH * cols);
    float[] c = numbers.floats(rows * cols);
    OuterProduct.accumulate(BATCH, a, 0, rows, rows, b, 0, cols, cols, c, 0, cols);
    digest.add(c);
  }
}
