package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.Backend;
import io.vecurrent.kernels.OuterProduct;
import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.rnn.Near;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Products with a packed matrix, its transpose, and the rank-one update. */
final class MatvecGolden {
  private static final Pattern CASE = Pattern.compile("(\\d+)=([^\\[;]*) \\[(\\d+),(\\d+)\\]");

  private final GoldenFile file;

  private MatvecGolden(GoldenFile file) {
    this.file = file;
  }

  static void check(GoldenFile file) {
    MatvecGolden golden = new MatvecGolden(file);
    Map<String, int[]> cases = golden.cases();
    assertTrue(!cases.isEmpty(), file.at("no cases"));
    cases.forEach(golden::checkCase);
    file.requireAllUsed();
  }

  /** Shapes by number, from the list in the metadata. */
  private Map<String, int[]> cases() {
    Map<String, int[]> cases = new TreeMap<>();
    for (String text : file.text("cases").split(";\\s*")) {
      Matcher matcher = CASE.matcher(text);
      assertTrue(matcher.matches(), file.at("case is not understood: " + text));
      int[] shape = {Integer.parseInt(matcher.group(3)), Integer.parseInt(matcher.group(4))};
      cases.put(matcher.group(1), shape);
    }
    return cases;
  }

  private void checkCase(String id, int[] shape) {
    if (file.has("in.A." + id)) {
      rankOne(id, shape[0], shape[1]);
      return;
    }
    assertArrayEquals(shape, file.shape("in.W." + id), file.at("in.W." + id));
    float[] w = file.floats("in.W." + id);
    if (file.has("in.g." + id)) {
      float[] y = new float[shape[1]];
      float[] g = file.floats("in.g." + id);
      assertEquals(shape[0], g.length, file.at("in.g." + id));
      PackedMatrix.packTransposed(w, 0, shape[0], shape[1]).multiply(g, 0, y, 0);
      compare("out.yT.", "out.yT64.", id, y, shape[0]);
      checkScale(id, w, 1, shape[1], g, null);
      return;
    }
    float[] x = file.floats("in.x." + id);
    assertEquals(shape[1], x.length, file.at("in.x." + id));
    PackedMatrix packed = PackedMatrix.pack(w, shape[0], shape[1]);
    float[] y = new float[shape[0]];
    if (file.has("in.b." + id)) {
      float[] start = file.floats("in.b." + id);
      packed.multiply(x, 0, start, 0, y, 0);
      float[] accumulated = start.clone();
      packed.multiplyAdd(x, 0, accumulated, 0);
      Near.bits(file.at(id + " accumulated from the bias"), y, accumulated);
    } else {
      packed.multiply(x, 0, y, 0);
    }
    compare("out.y.", "out.y64.", id, y, shape[1]);
    float[] bias = file.has("in.b." + id) ? file.floats("in.b." + id) : null;
    checkScale(id, w, shape[1], 1, x, bias);
    float[] unpacked = new float[w.length];
    packed.unpack(unpacked, 0);
    Near.bits(file.at("in.W." + id + " unpacked"), w, unpacked);
  }

  private void compare(String prefix, String prefix64, String id, float[] y, int terms) {
    float[] rounded = file.floats(prefix + id);
    double[] exact = file.doubles(prefix64 + id);
    double[] scale = file.doubles("out.scale." + id);
    assertEquals(exact.length, y.length, file.at(prefix64 + id));
    assertEquals(rounded.length, y.length, file.at(prefix + id));
    assertEquals(scale.length, y.length, file.at("out.scale." + id));
    double good = 4 + 2 * Math.log(terms) / Math.log(2);
    double k = Math.min(terms + 1, good);
    for (int i = 0; i < y.length; i++) {
      String what = file.at(prefix + id) + " element " + i;
      double tolerance = k * 0x1p-24 * scale[i] + 1e-45 * terms;
      assertRounded(what, exact[i], rounded[i]);
      if (Float.isNaN(rounded[i]) || Float.isInfinite(rounded[i])) {
        assertEquals(rounded[i], y[i], what);
      } else {
        Near.within(what, exact[i], y[i], tolerance);
      }
    }
  }

  /** The file's sums of sizes, on which the tolerances stand. */
  private void checkScale(
      String id, float[] w, int rowStride, int colStride, float[] x, float[] bias) {
    double[] scale = file.doubles("out.scale." + id);
    for (int i = 0; i < scale.length; i++) {
      double sum = bias == null ? 0 : Math.abs(bias[i]);
      for (int j = 0; j < x.length; j++) {
        sum += Math.abs((double) w[i * rowStride + j * colStride] * x[j]);
      }
      String what = file.at("out.scale." + id + " element " + i);
      if (sum < Double.POSITIVE_INFINITY) {
        Near.within(what, sum, scale[i], 1e-12 * sum);
      } else {
        assertEquals(sum, scale[i], what);
      }
    }
  }

  /** The file's two forms are the same number, but for rounding twice. */
  private static void assertRounded(String what, double exact, float rounded) {
    float once = (float) exact;
    boolean same = Float.compare(once, rounded) == 0 || Math.abs(once - rounded) <= Math.ulp(once);
    assertTrue(same, what + ": " + rounded + " and " + exact + " are not the same");
  }

  private void rankOne(String id, int rows, int cols) {
    assertArrayEquals(new int[] {rows, cols}, file.shape("in.A." + id), file.at("in.A." + id));
    float[] a = file.floats("in.A." + id);
    float[] g = file.floats("in.g." + id);
    float[] x = file.floats("in.x." + id);
    float[] rounded = file.floats("out.A." + id);
    double[] exact = file.doubles("out.A64." + id);
    float[] sum = a.clone();
    OuterProduct.accumulate(1, g, 0, rows, rows, x, 0, cols, cols, sum, 0, cols);
    for (int i = 0; i < rows * cols; i++) {
      String what = file.at("out.A." + id) + " element " + i;
      assertRounded(what, exact[i], rounded[i]);
      double scale = Math.abs(a[i]) + Math.abs((double) g[i / cols] * x[i % cols]);
      Near.within(what, exact[i], sum[i], 2 * 0x1p-24 * scale + 1e-45);
    }
    if (Backend.current().fma()) {
      // One fused multiply-add is the exact value rounded once.
      Near.bits(file.at("out.A." + id), rounded, sum);
    }
  }
}
