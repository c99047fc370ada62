package io.vecurrent.kernels.support;

import io.vecurrent.kernels.Activations;
import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.kernels.Backend;
import io.vecurrent.kernels.Gates;
import io.vecurrent.kernels.OuterProduct;
import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.kernels.Precision;
import io.vecurrent.kernels.Softmax;
import io.vecurrent.kernels.Updates;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** A call of every public method that must not allocate, named as {@link Facade#key} does. */
public final class Operations {
  private static final int BATCH = 20;

  private static volatile double sink;
  private static volatile Object object;

  private Operations() {}

  /** One method, on a variant of its arguments, to be prepared for a size. */
  public record Operation(String key, String variant, int power, IntFunction<Runnable> factory) {
    public Runnable prepare(int size) {
      return factory.apply(size);
    }

    /** Thousands of calls where they are cheap. */
    public int calls(int size) {
      double work = Math.pow(size, power);
      return (int) Math.max(500, Math.min(10_000, 40_000_000 / work));
    }

    @Override
    public String toString() {
      return key + variant;
    }
  }

  public static Stream<Operation> all() {
    return Stream.of(
            backend(),
            matrix("", Operations::packed),
            matrix(" with BFLOAT16", Operations::rounded),
            matrix(" of a slice", Operations::slice),
            outerProduct(),
            activations(),
            softmax(),
            arithmetic(),
            gates(),
            updates())
        .flatMap(s -> s);
  }

  private static Operation line(String name, IntFunction<Runnable> factory) {
    return new Operation(name, "", 1, factory);
  }

  private static float[] floats(int count) {
    return new Rng(count).floats(count, 0.1f, 1f);
  }

  private static PackedMatrix packed(int size) {
    return PackedMatrix.pack(floats(size * size), size, size);
  }

  private static PackedMatrix rounded(int size) {
    return PackedMatrix.pack(floats(size * size), 0, size, size, Precision.BFLOAT16);
  }

  private static PackedMatrix slice(int size) {
    return PackedMatrix.pack(floats((size + 16) * size), size + 16, size).slice(16, size + 16);
  }

  private static Stream<Operation> backend() {
    return Stream.of(
        line("Backend.current/0", n -> () -> object = Backend.current()),
        line("Backend.name/0", n -> () -> object = Backend.current().name()),
        line("Backend.lanes/0", n -> () -> sink = Backend.current().lanes()),
        line("Backend.vectorBits/0", n -> () -> sink = Backend.current().vectorBits()),
        line("Backend.fma/0", n -> () -> sink = Backend.current().fma() ? 1 : 0),
        line("Backend.reason/0", n -> () -> object = Backend.current().reason()));
  }

  private interface OnMatrix {
    Runnable prepare(PackedMatrix w, int n);
  }

  private static Stream<Operation> matrix(String variant, IntFunction<PackedMatrix> factory) {
    Map<String, OnMatrix> methods = new LinkedHashMap<>();
    methods.put("rows/0", (w, n) -> () -> sink = w.rows());
    methods.put("cols/0", (w, n) -> () -> sink = w.cols());
    methods.put("precision/0", (w, n) -> () -> object = w.precision());
    methods.put("setBlock/7", (w, n) -> setBlock(w, floats(n * n), n));
    methods.put("setTransposedBlock/7", (w, n) -> setTransposed(w, floats(n * n), n));
    methods.put("unpack/2", (w, n) -> unpack(w, new float[n * n]));
    methods.put("multiply/4", (w, n) -> multiply(w, floats(n), new float[n]));
    methods.put("multiply/6", (w, n) -> bias(w, floats(n), floats(n), new float[n]));
    methods.put("multiplyAdd/4", (w, n) -> add(w, floats(n), new float[n]));
    methods.put("multiply/7", (w, n) -> batch(w, floats(BATCH * n), n));
    methods.put("multiply/9", (w, n) -> biasBatch(w, floats(BATCH * n), n));
    methods.put("multiplyAdd/7", (w, n) -> addBatch(w, floats(BATCH * n), n));
    return methods.entrySet().stream()
        .map(
            method -> {
              IntFunction<Runnable> prepare = n -> method.getValue().prepare(factory.apply(n), n);
              return new Operation("PackedMatrix." + method.getKey(), variant, 2, prepare);
            });
  }

  private static Stream<Operation> outerProduct() {
    return Stream.of(
        new Operation("OuterProduct.accumulate/12", "", 2, n -> outer(floats(BATCH * n), n)));
  }

  private static Runnable setBlock(PackedMatrix w, float[] src, int n) {
    return () -> w.setBlock(0, 0, src, 0, n, n, n);
  }

  private static Runnable setTransposed(PackedMatrix w, float[] src, int n) {
    return () -> w.setTransposedBlock(0, 0, src, 0, n, n, n);
  }

  private static Runnable unpack(PackedMatrix w, float[] dst) {
    return () -> w.unpack(dst, 0);
  }

  private static Runnable multiply(PackedMatrix w, float[] x, float[] y) {
    return () -> w.multiply(x, 0, y, 0);
  }

  private static Runnable bias(PackedMatrix w, float[] x, float[] bias, float[] y) {
    return () -> w.multiply(x, 0, bias, 0, y, 0);
  }

  private static Runnable add(PackedMatrix w, float[] x, float[] y) {
    return () -> w.multiplyAdd(x, 0, y, 0);
  }

  /** All batch sizes in turn: each may take other tiles. */
  private static Runnable batch(PackedMatrix w, float[] x, int n) {
    float[] y = new float[BATCH * n];
    int[] calls = new int[1];
    return () -> w.multiply(1 + calls[0]++ % BATCH, x, 0, n, y, 0, n);
  }

  private static Runnable biasBatch(PackedMatrix w, float[] x, int n) {
    float[] y = new float[BATCH * n];
    float[] bias = floats(n);
    int[] calls = new int[1];
    return () -> w.multiply(1 + calls[0]++ % BATCH, x, 0, n, bias, 0, y, 0, n);
  }

  private static Runnable addBatch(PackedMatrix w, float[] x, int n) {
    float[] y = new float[BATCH * n];
    int[] calls = new int[1];
    return () -> w.multiplyAdd(1 + calls[0]++ % BATCH, x, 0, n, y, 0, n);
  }

  private static Runnable outer(float[] a, int n) {
    float[] c = new float[n * n];
    int[] calls = new int[1];
    return () -> OuterProduct.accumulate(1 + calls[0]++ % BATCH, a, 0, n, n, a, 0, n, n, c, 0, n);
  }

  private interface Mapping {
    void apply(float[] src, int srcOffset, float[] dst, int dstOffset, int length);
  }

  private interface Gradient {
    void apply(float[] y, int yo, float[] g, int go, float[] dst, int dstOffset, int length);
  }

  private static Operation mapping(String name, Mapping function) {
    return line(
        name,
        n -> {
          float[] x = floats(n);
          float[] y = new float[n];
          return () -> function.apply(x, 0, y, 0, n);
        });
  }

  private static Operation gradient(String name, Gradient function) {
    return line(
        name,
        n -> {
          float[] x = floats(n);
          float[] y = new float[n];
          return () -> function.apply(x, 0, x, 0, y, 0, n);
        });
  }

  private static Stream<Operation> activations() {
    return Stream.of(
        mapping("Activations.exp/5", Activations::exp),
        mapping("Activations.log/5", Activations::log),
        mapping("Activations.tanh/5", Activations::tanh),
        mapping("Activations.tanh/6", (x, xo, y, yo, n) -> Activations.tanh(x, xo, y, yo, n, 0.1f)),
        mapping("Activations.sigmoid/5", Activations::sigmoid),
        mapping("Activations.relu/5", Activations::relu),
        mapping("Activations.relu/6", (x, xo, y, yo, n) -> Activations.relu(x, xo, y, yo, n, 0.1f)),
        gradient("Activations.tanhGradient/7", Activations::tanhGradient),
        gradient(
            "Activations.tanhGradient/8",
            (y, yo, g, go, d, to, n) -> Activations.tanhGradient(y, yo, g, go, d, to, n, 0.1f)),
        gradient("Activations.sigmoidGradient/7", Activations::sigmoidGradient),
        gradient("Activations.reluGradient/7", Activations::reluGradient),
        gradient(
            "Activations.reluGradient/8",
            (y, yo, g, go, d, to, n) -> Activations.reluGradient(y, yo, g, go, d, to, n, 0.1f)));
  }

  private static Stream<Operation> softmax() {
    return Stream.of(
        mapping("Softmax.softmax/5", Softmax::softmax),
        mapping("Softmax.logSoftmax/5", Softmax::logSoftmax),
        line("Softmax.logSumExp/3", n -> logSumExp(floats(n))),
        line("Softmax.crossEntropy/4", n -> crossEntropy(floats(n))),
        line("Softmax.crossEntropyGradient/7", n -> crossEntropyGradient(floats(n))));
  }

  private static Runnable logSumExp(float[] x) {
    return () -> sink = Softmax.logSumExp(x, 0, x.length);
  }

  private static Runnable crossEntropy(float[] x) {
    return () -> sink = Softmax.crossEntropy(x, 0, x.length, 3);
  }

  private static Runnable crossEntropyGradient(float[] x) {
    float[] g = new float[x.length];
    return () -> sink = Softmax.crossEntropyGradient(x, 0, x.length, 3, 1f, g, 0);
  }

  private static Stream<Operation> arithmetic() {
    return Stream.of(
        mapping("Arithmetic.axpy/6", (x, xo, y, yo, n) -> Arithmetic.axpy(1e-3f, x, xo, y, yo, n)),
        line("Arithmetic.sumRows/7", n -> sumRows(floats(BATCH * n), new float[n], n)),
        mapping("Arithmetic.scale/4", (x, xo, y, yo, n) -> Arithmetic.scale(1f, x, xo, n)),
        mapping("Arithmetic.clamp/5", (x, xo, y, yo, n) -> Arithmetic.clamp(x, xo, n, 0f, 1f)),
        mapping(
            "Arithmetic.flushBelow/4", (x, xo, y, yo, n) -> Arithmetic.flushBelow(x, xo, n, .1f)),
        mapping("Arithmetic.dot/5", (x, xo, y, yo, n) -> sink = Arithmetic.dot(x, xo, y, yo, n)),
        mapping(
            "Arithmetic.sumOfSquares/3",
            (x, xo, y, yo, n) -> sink = Arithmetic.sumOfSquares(x, xo, n)));
  }

  private static Runnable sumRows(float[] x, float[] y, int n) {
    int[] calls = new int[1];
    return () -> Arithmetic.sumRows(1 + calls[0]++ % BATCH, x, 0, n, y, 0, n);
  }

  /** Rows without gaps, and with some: sigmoid then runs over one range, or over several. */
  private static Stream<Operation> gates() {
    return Stream.of(0, 16)
        .flatMap(
            gap -> {
              String variant = " with a gap of " + gap;
              return Stream.of(
                  new Operation("Gates.lstm/11", variant, 1, n -> lstm(n, n + gap)),
                  new Operation("Gates.lstmGradient/13", variant, 1, n -> lstmBack(n, n + gap)),
                  new Operation("Gates.gru/9", variant, 1, n -> gru(n, n + gap)),
                  new Operation("Gates.gruGradient/11", variant, 1, n -> gruBack(n, n + gap)));
            });
  }

  private static Runnable lstm(int n, int apart) {
    float[] g = floats(4 * apart);
    float[] c = floats(n);
    float[] h = floats(n);
    return () -> Gates.lstm(g, 0, apart, c, 0, c, 0, h, 0, n, 0.1f);
  }

  private static Runnable lstmBack(int n, int apart) {
    float[] g = floats(4 * apart);
    float[] c = floats(n);
    float[] d = floats(n);
    return () -> Gates.lstmGradient(g, 0, apart, c, 0, c, 0, c, 0, d, 0, n, 0.1f);
  }

  private static Runnable gru(int n, int apart) {
    float[] g = floats(4 * apart);
    float[] h = floats(n);
    return () -> Gates.gru(g, 0, apart, h, 0, h, 0, n, 0.1f);
  }

  private static Runnable gruBack(int n, int apart) {
    float[] g = floats(4 * apart);
    float[] h = floats(n);
    float[] d = floats(n);
    return () -> Gates.gruGradient(g, 0, apart, h, 0, h, 0, d, 0, n, 0.1f);
  }

  private static Stream<Operation> updates() {
    float rate = 1e-3f;
    float[] m = floats(256);
    float[] v = floats(256);
    return Stream.of(
        mapping("Updates.sgd/5", (g, go, w, wo, n) -> Updates.sgd(rate, g, w, 0, n)),
        mapping(
            "Updates.momentum/7", (g, go, w, wo, n) -> Updates.momentum(rate, .9f, g, m, w, 0, n)),
        mapping(
            "Updates.rmsProp/8",
            (g, go, w, wo, n) -> Updates.rmsProp(rate, .9f, 1e-8f, g, v, w, 0, n)),
        mapping(
            "Updates.adam/11",
            (g, go, w, wo, n) -> Updates.adam(rate, 1f, .9f, .999f, 1e-8f, g, m, v, w, 0, n)));
  }
}
