package io.vecurrent.kernels;

import static java.lang.Float.NEGATIVE_INFINITY;
import static java.lang.Float.NaN;
import static java.lang.Float.POSITIVE_INFINITY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.support.Bits;
import io.vecurrent.kernels.support.Rng;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad arguments that {@link BadArgumentsTest} does not get by breaking one at a time. */
class ArgumentLimitsTest {
  /** Refused before any memory is taken: the test JVM has no room for most of them. */
  @ParameterizedTest
  @CsvSource({
    "65536,65536",
    "46341,46341",
    "1,134217728",
    "2147483647,1",
    "2147483583,1",
    "1,2147483647",
    "17,67108864",
    "2147483647,2147483647"
  })
  void matricesBeyondTheLargestArray(int rows, int cols) {
    String message = refused(() -> PackedMatrix.zeros(rows, cols));
    assertTrue(message.contains("rows * cols: "), message);
    assertTrue(message.contains(" * " + cols + " does not fit"), message);
  }

  /** Rows are padded to panels of 16, or to 32 whose weights stand in pairs. */
  @ParameterizedTest
  @CsvSource({
    "65536,65536,FLOAT32,rows * cols: 65536 * 65536",
    "65536,65536,BFLOAT16,rows * cols: 65536 * 65536",
    "2147483583,1,FLOAT32,padded rows * cols: 2147483584 * 1",
    "17,67108864,FLOAT32,padded rows * cols: 32 * 67108864",
    "1,134217728,BFLOAT16,pairs of rows * cols: 16 * 134217728",
    "33,67108864,BFLOAT16,rows * cols: 33 * 67108864",
  })
  void theMessageNamesTheSizeThatDoesNotFit(
      int rows, int cols, Precision precision, String numbers) {
    assertEquals(
        numbers + " does not fit one array of at most 2^31 - 65 elements",
        refused(() -> PackedMatrix.zeros(rows, cols, precision)));
  }

  @Test
  void aPrecisionIsNeeded() {
    float[] values = new float[6];
    for (Executable call :
        List.<Executable>of(
            () -> PackedMatrix.zeros(2, 3, null), () -> PackedMatrix.pack(values, 0, 2, 3, null))) {
      String message = assertThrows(NullPointerException.class, call).getMessage();
      assertEquals("precision: must not be null", message);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {-1e-30f, -Float.MIN_VALUE, NaN, POSITIVE_INFINITY, NEGATIVE_INFINITY})
  void thresholdsAreFiniteAndNotNegative(float threshold) {
    float[] y = {0.5f, 0.25f};
    float[] g = {3f, 4f};
    float[] dst = {7f, 8f};
    String expected = "threshold: must be at least 0 and finite, was " + threshold;
    assertEquals(expected, refused(() -> Activations.tanh(y, 0, dst, 0, 2, threshold)));
    assertEquals(expected, refused(() -> Activations.relu(y, 0, dst, 0, 2, threshold)));
    assertEquals(
        expected, refused(() -> Activations.tanhGradient(y, 0, g, 0, dst, 0, 2, threshold)));
    assertEquals(
        expected, refused(() -> Activations.reluGradient(y, 0, g, 0, dst, 0, 2, threshold)));
    Bits.assertSame(new float[] {7f, 8f}, dst, "after a refusal");
  }

  @Test
  void packRefusesSizesWhoseProductOverflows() {
    float[] none = new float[0];
    String numbers = "rows * cols: 65536 * 65536";
    assertTrue(refused(() -> PackedMatrix.pack(none, 65536, 65536)).contains(numbers));
    assertTrue(refused(() -> PackedMatrix.pack(none, 0, 65536, 65536)).contains(numbers));
    assertTrue(refused(() -> PackedMatrix.packTransposed(none, 0, 65536, 65536)).contains(numbers));
  }

  @ParameterizedTest
  @CsvSource({"0,3,rows", "-1,3,rows", "3,0,cols", "3,-1,cols"})
  void zerosNeedsBothSizes(int rows, int cols, String name) {
    String message = refused(() -> PackedMatrix.zeros(rows, cols));
    assertTrue(message.startsWith(name + ": must be at least 1, was"), message);
  }

  @ParameterizedTest
  @CsvSource({"18,0,3,1", "0,5,1,2", "20,0,1,0", "2147483647,0,1,1", "0,2147483647,1,1"})
  void blocksOutsideTheMatrix(int row, int col, int blockRows, int blockCols) {
    PackedMatrix matrix = PackedMatrix.zeros(20, 6);
    float[] src = new Rng(7200).floats(100);
    Executable set = () -> matrix.setBlock(row, col, src, 0, 10, blockRows, blockCols);
    Executable turned = () -> matrix.setTransposedBlock(row, col, src, 0, 10, blockCols, blockRows);
    String message = refused(set);
    assertTrue(message.startsWith("block: " + blockRows + " x " + blockCols + " at ("), message);
    assertTrue(message.contains("(" + row + ", " + col + ")"), message);
    assertTrue(message.contains("20 x 6"), message);
    assertEquals(message, refused(turned));
    float[] values = new float[120];
    matrix.unpack(values, 0);
    Bits.assertSame(new float[120], values, "after a refusal");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 5, 6, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void targetsOutside(int target) {
    float[] logits = {1f, 2f, 3f, 4f, 5f, 6f};
    float[] gradient = new float[5];
    String expected = "target: must be from 0 to 4, was " + target;
    assertEquals(expected, refused(() -> Softmax.crossEntropy(logits, 0, 5, target)));
    assertEquals(
        expected,
        refused(() -> Softmax.crossEntropyGradient(logits, 0, 5, target, 1f, gradient, 0)));
    Bits.assertSame(new float[5], gradient, "gradient");
  }

  @ParameterizedTest
  @CsvSource({"1,0", "NaN,1", "0,NaN", "NaN,NaN", "Infinity,-Infinity"})
  void clampNeedsAnInterval(float low, float high) {
    float[] x = {5f, -5f};
    String message = refused(() -> Arithmetic.clamp(x, 0, 2, low, high));
    assertEquals("low: must be at most high, " + high + ", was " + low, message);
    Bits.assertSame(new float[] {5f, -5f}, x, "x");
  }

  /** With one pair of rows, strides are free; the ranges overlap all the same. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, -100})
  void theOuterProductOfOnePairMayNotOverlap(int stride) {
    float[] shared = new Rng(7300).floats(100);
    float[] before = shared.clone();
    float[] other = new float[4];
    String a =
        refused(
            () -> OuterProduct.accumulate(1, shared, 0, stride, 4, other, 0, 4, 4, shared, 2, 4));
    assertTrue(a.startsWith("a and c: must not overlap"), a);
    String b =
        refused(
            () -> OuterProduct.accumulate(1, other, 0, 4, 4, shared, 0, stride, 4, shared, 2, 4));
    assertTrue(b.startsWith("b and c: must not overlap"), b);
    Bits.assertSame(before, shared, "after a refusal");
  }

  /** Nothing is read or written, so nothing can overlap; ranges must lie inside all the same. */
  @Test
  void nothingToDoIsNoError() {
    float[] array = new Rng(7400).floats(100);
    float[] before = array.clone();
    PackedMatrix matrix = PackedMatrix.zeros(20, 6);
    matrix.multiply(0, array, 100, 6, array, 100, 20);
    matrix.multiplyAdd(0, array, 7, 0, array, 7, 0);
    matrix.setBlock(20, 6, array, 100, 0, 0, 0);
    matrix.setBlock(3, 6, array, 0, 5, 5, 0);
    Activations.tanh(array, 100, array, 100, 0);
    Arithmetic.sumRows(3, array, 98, 1, array, 98, 0);
    Arithmetic.scale(0f, array, 100, 0);
    Updates.sgd(1f, array, new float[100], 100, 0);
    assertEquals(0f, Arithmetic.dot(array, 3, array, 9, 0));
    Bits.assertSame(before, array, "array");
    refused(() -> Activations.tanh(array, 101, array, 101, 0));
    refused(() -> matrix.multiply(0, array, 101, 6, array, 0, 20));
  }

  private static String refused(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}
