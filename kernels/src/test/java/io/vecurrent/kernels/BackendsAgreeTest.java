package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vecurrent.kernels.scalar.ScalarKernels;
import io.vecurrent.kernels.spi.ActivationKernels;
import io.vecurrent.kernels.spi.ArithmeticKernels;
import io.vecurrent.kernels.spi.Bfloat16;
import io.vecurrent.kernels.spi.GateKernels;
import io.vecurrent.kernels.spi.Kernels;
import io.vecurrent.kernels.spi.Panels;
import io.vecurrent.kernels.spi.SoftmaxKernels;
import io.vecurrent.kernels.support.Bits;
import io.vecurrent.kernels.support.Rng;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method of every kernel interface, called with the same random arguments on both back ends:
 * results and all arrays have the same bits. New methods are found by reflection and join by
 * themselves, as long as their arguments follow the conventions of the others.
 */
class BackendsAgreeTest {
  private static final int ROUNDS = 400;
  private static Kernels scalar;
  private static Kernels vector;

  @BeforeAll
  static void load() throws ReflectiveOperationException {
    assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    scalar = new ScalarKernels();
    vector =
        Class.forName("io.vecurrent.kernels.vector.VectorKernels")
            .asSubclass(Kernels.class)
            .getDeclaredConstructor()
            .newInstance();
  }

  static Stream<Method> elementWise() {
    return Stream.of(ActivationKernels.class, SoftmaxKernels.class, ArithmeticKernels.class)
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .sorted(Comparator.comparing(Method::toString));
  }

  @Test
  void theVectorBackEndHasLanes() {
    assertTrue(vector.lanes() >= 4, "lanes: " + vector.lanes());
    assertTrue(scalar.lanes() == 1, "lanes: " + scalar.lanes());
  }

  @ParameterizedTest
  @MethodSource("elementWise")
  void elementWiseMethods(Method method) throws ReflectiveOperationException {
    Rng rng = new Rng(method.getName().hashCode());
    for (int round = 0; round < ROUNDS; round++) {
      int length = round < 100 ? round + 1 : rng.between(1, 700);
      Object[] arguments = arguments(method, length, rng, round % 3);
      if (method.getName().endsWith("xpShifted")) {
        liftShift(arguments, length);
      }
      Object[] copies = deepCopy(arguments);
      String context = method.getName() + " " + length + ", round " + round + ", " + rng;
      Object expected = invoke(method, scalar, arguments);
      Object actual = invoke(method, vector, copies);
      for (int i = 0; i < arguments.length; i++) {
        if (arguments[i] instanceof float[] array) {
          Bits.assertSame(array, (float[]) copies[i], "#" + i + " of " + context);
        }
      }
      if (expected instanceof Float number) {
        Bits.assertSame(number, (Float) actual, "result of " + context);
      }
    }
  }

  /** Offsets differ from array to array, but for the methods that have one for all of them. */
  private static Object[] arguments(Method method, int length, Rng rng, int kind) {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    int offset = rng.between(0, 5);
    for (int i = 0; i < types.length; i++) {
      if (types[i] == float[].class) {
        int size = length + 12;
        arguments[i] =
            kind == 0
                ? rng.floats(size)
                : kind == 1 ? rng.floats(size, -40f, 40f) : rng.anything(size);
      } else if (types[i] == float.class) {
        arguments[i] = rng.floats(1)[0];
      } else {
        boolean offsetOfArray = types[i - 1] == float[].class;
        boolean shared = i >= 2 && types[i - 2] == float[].class && types[i - 1] == float[].class;
        arguments[i] = !offsetOfArray ? length : shared ? offset : rng.between(0, 9);
      }
    }
    return arguments;
  }

  /** To the largest element at least, as {@link SoftmaxKernels} asks for. */
  private static void liftShift(Object[] arguments, int length) {
    float max = scalar.softmax().max((float[]) arguments[0], (int) arguments[1], length);
    arguments[2] = Math.max(max, (float) arguments[2]);
  }

  private static Object[] deepCopy(Object[] arguments) {
    Object[] copies = arguments.clone();
    for (int i = 0; i < copies.length; i++) {
      if (copies[i] instanceof float[] array) {
        copies[i] = array.clone();
      }
    }
    return copies;
  }

  private static Object invoke(Method method, Kernels kernels, Object[] arguments)
      throws ReflectiveOperationException {
    Object target =
        method.getDeclaringClass() == ActivationKernels.class
            ? kernels.activations()
            : method.getDeclaringClass() == SoftmaxKernels.class
                ? kernels.softmax()
                : kernels.arithmetic();
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw new AssertionError(method + " " + Arrays.toString(arguments), e.getCause());
    }
  }

  @Test
  void gates() {
    Rng rng = new Rng(5500);
    for (int round = 0; round < ROUNDS; round++) {
      int length = round < 100 ? round + 1 : rng.between(1, 300);
      int apart = length + rng.between(0, 20);
      float[][] first = new float[5][];
      float[][] second = new float[5][];
      for (int i = 0; i < 5; i++) {
        int size = i == 0 ? 4 * apart + 3 : length + 3;
        first[i] = round % 3 == 0 ? rng.anything(size) : rng.floats(size, -3f, 3f);
        second[i] = first[i].clone();
      }
      float threshold = round % 2 == 0 ? 0.1f : 0f;
      cells(scalar.gates(), first, apart, length, threshold);
      cells(vector.gates(), second, apart, length, threshold);
      for (int i = 0; i < 5; i++) {
        Bits.assertSame(first[i], second[i], "#" + i + " of " + length + ", " + rng);
      }
    }
  }

  private static void cells(GateKernels k, float[][] a, int apart, int length, float threshold) {
    k.lstm(a[0], 1, apart, a[1], 2, a[1], 2, a[2], 3, length, threshold);
    k.lstmGradient(a[0], 3, apart, a[1], 1, a[2], 2, a[3], 3, a[4], 0, length, threshold);
    k.gru(a[0], 2, apart, a[1], 0, a[2], 1, length, threshold);
    k.gruGradient(a[0], 0, apart, a[1], 2, a[3], 1, a[4], 3, length, threshold);
  }

  @Test
  void gemm() {
    Rng rng = new Rng(5000);
    for (int round = 0; round < 3000; round++) {
      int rows = rng.between(1, round % 10 == 0 ? 300 : 70);
      int cols = rng.between(1, round % 7 == 0 ? 200 : 40);
      int count = rng.between(0, 20);
      boolean any = round % 5 == 0;
      float[] w = any ? rng.anything(rows * cols) : rng.floats(rows * cols);
      float[] panels = panels(w, rows, cols);
      int xStride = cols + rng.between(0, 3);
      int yStride = rows + rng.between(0, 3);
      float[] x = any ? rng.anything(count * xStride + 5) : rng.floats(count * xStride + 5);
      float[] bias = rng.floats(rows + 2);
      String context = count + " of " + rows + " x " + cols + ", round " + round + ", " + rng;

      float[] y = rng.floats(count * yStride + 4);
      float[] z = y.clone();
      gemm(scalar, panels, rows, cols, count, x, xStride, bias, 2, 0, y, yStride);
      gemm(vector, panels, rows, cols, count, x, xStride, bias, 2, 0, z, yStride);
      Bits.assertSame(y, z, "bias, " + context);
      gemm(scalar, panels, rows, cols, count, x, xStride, y, 4, yStride, y, yStride);
      gemm(vector, panels, rows, cols, count, x, xStride, z, 4, yStride, z, yStride);
      Bits.assertSame(y, z, "accumulating, " + context);

      int[] pairs = pairs(w, rows, cols);
      gemm(scalar, pairs, rows, cols, count, x, xStride, bias, 2, 0, y, yStride);
      gemm(vector, pairs, rows, cols, count, x, xStride, bias, 2, 0, z, yStride);
      Bits.assertSame(y, z, "bfloat16, bias, " + context);
      gemm(scalar, pairs, rows, cols, count, x, xStride, y, 4, yStride, y, yStride);
      gemm(vector, pairs, rows, cols, count, x, xStride, z, 4, yStride, z, yStride);
      Bits.assertSame(y, z, "bfloat16, accumulating, " + context);
    }
  }

  private static float[] panels(float[] w, int rows, int cols) {
    float[] panels = new float[Panels.count(rows) * Panels.HEIGHT * cols];
    for (int p = 0; p < Panels.count(rows); p++) {
      for (int lane = 0; lane < Math.min(Panels.HEIGHT, rows); lane++) {
        for (int j = 0; j < cols; j++) {
          float weight = w[(Panels.start(p, rows) + lane) * cols + j];
          panels[(p * cols + j) * Panels.HEIGHT + lane] = weight;
        }
      }
    }
    return panels;
  }

  private static int[] pairs(float[] w, int rows, int cols) {
    int[] pairs = new int[Bfloat16.count(rows) * Bfloat16.WIDTH * cols];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        int at = (i / 32 * cols + j) * 16 + i % 16;
        pairs[at] |= Bfloat16.round(w[i * cols + j]) << (i % 32 < 16 ? 0 : 16);
      }
    }
    return pairs;
  }

  private static void gemm(
      Kernels kernels,
      float[] panels,
      int rows,
      int cols,
      int count,
      float[] x,
      int xStride,
      float[] start,
      int startOffset,
      int startStride,
      float[] y,
      int yStride) {
    kernels
        .matrix()
        .gemm(
            panels,
            0,
            rows,
            cols,
            count,
            x,
            5,
            xStride,
            start,
            startOffset,
            startStride,
            y,
            4,
            yStride);
  }

  private static void gemm(
      Kernels kernels,
      int[] panels,
      int rows,
      int cols,
      int count,
      float[] x,
      int xStride,
      float[] start,
      int startOffset,
      int startStride,
      float[] y,
      int yStride) {
    kernels
        .matrix()
        .gemm(
            panels,
            0,
            rows,
            cols,
            count,
            x,
            5,
            xStride,
            start,
            startOffset,
            startStride,
            y,
            4,
            yStride);
  }

  @Test
  void outerProduct() {
    Rng rng = new Rng(6000);
    for (int round = 0; round < 3000; round++) {
      int rows = rng.between(1, round % 10 == 0 ? 200 : 40);
      int cols = rng.between(1, round % 7 == 0 ? 200 : 70);
      int count = rng.between(1, 20);
      int aStride = rows + rng.between(0, 3);
      int bStride = cols + rng.between(0, 3);
      int cStride = cols + rng.between(0, 3);
      boolean any = round % 5 == 0;
      float[] a = any ? rng.anything(count * aStride + 1) : rng.floats(count * aStride + 1);
      float[] b = any ? rng.anything(count * bStride + 2) : rng.floats(count * bStride + 2);
      float[] c = rng.floats(rows * cStride + 3);
      float[] d = c.clone();
      scalar.matrix().outerProduct(count, a, 1, aStride, rows, b, 2, bStride, cols, c, 3, cStride);
      vector.matrix().outerProduct(count, a, 1, aStride, rows, b, 2, bStride, cols, d, 3, cStride);
      Bits.assertSame(c, d, count + " of " + rows + " x " + cols + ", round " + round + ", " + rng);
      scalar.matrix().sumRows(count, b, 2, bStride, c, 3, cols);
      vector.matrix().sumRows(count, b, 2, bStride, d, 3, cols);
      Bits.assertSame(c, d, "sum of rows, round " + round + ", " + rng);
    }
  }
}
