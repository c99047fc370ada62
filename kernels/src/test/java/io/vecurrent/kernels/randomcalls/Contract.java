package io.vecurrent.kernels.randomcalls;

import io.vecurrent.kernels.PackedMatrix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/**
 * What the documentation says of one call: why it must be refused, or else which elements of which
 * arrays it writes and what then stands there. Everything else must stay as it is.
 */
final class Contract {
  /** Floats of an array from the first to behind the last that the call uses. */
  record Region(String name, float[] array, int offset, long extent) {
    boolean overlaps(Region other) {
      boolean any = array != null && array == other.array && extent > 0 && other.extent > 0;
      return any && offset < other.offset + other.extent && other.offset < offset + extent;
    }

    boolean isSame(Region other) {
      return array == other.array && offset == other.offset;
    }
  }

  private record Value(double value, double tolerance) {
    boolean fits(double actual) {
      return Double.isFinite(value)
          ? Math.abs(value - actual) <= tolerance
          : Double.compare(value, actual) == 0;
    }
  }

  private final List<String> violations = new ArrayList<>();
  private final List<String> nulls = new ArrayList<>();
  private final IdentityHashMap<float[], Map<Integer, Value>> writes = new IdentityHashMap<>();
  private Value result;
  private float[] matrix;

  void refuseUnless(boolean condition, String name) {
    if (!condition) {
      violations.add(name);
    }
  }

  Region range(String name, float[] array, int offset, int length) {
    return rows(name, array, offset, 0, 1, length);
  }

  /** Rows of {@code width} floats, {@code stride} apart. */
  Region rows(String name, float[] array, int offset, int stride, int count, int width) {
    if (array == null) {
      nulls.add(name);
    }
    refuseUnless(width >= 0 && count >= 0 && offset >= 0 && (count <= 1 || stride >= width), name);
    long extent = count <= 0 ? 0 : (long) (count - 1) * stride + width;
    refuseUnless(array == null || offset + extent <= array.length, name);
    return new Region(name, array, offset, extent);
  }

  void apart(Region a, Region b) {
    refuseUnless(!a.overlaps(b), a.name + " and " + b.name);
  }

  void sameOrApart(Region a, Region b) {
    refuseUnless(a.isSame(b) || !a.overlaps(b), a.name + " and " + b.name);
  }

  void differentArrays(Region a, Region b) {
    refuseUnless(a.array == null || a.array != b.array, a.name + " and " + b.name);
  }

  boolean isValid() {
    return violations.isEmpty() && nulls.isEmpty();
  }

  void expect(float[] array, int index, double value, double tolerance) {
    Value expected = new Value(value, tolerance);
    writes.computeIfAbsent(array, a -> new HashMap<>()).put(index, expected);
  }

  void expectResult(double value, double tolerance) {
    result = new Value(value, tolerance);
  }

  /** The call returns a matrix, whose row-major weights are expected in that array. */
  void expectMatrix(float[] weights) {
    matrix = weights;
  }

  /** The documented exception, for a reason that this contract has too. */
  void assertRefusal(Throwable thrown, String context) {
    Assertions.assertNotNull(thrown, context + ": not refused for " + violations + nulls);
    boolean isNull = thrown.getClass() == NullPointerException.class;
    if (!isNull) {
      Assertions.assertSame(IllegalArgumentException.class, thrown.getClass(), context + thrown);
    }
    String message = thrown.getMessage();
    List<String> names = isNull ? nulls : violations;
    boolean named = message != null && names.stream().anyMatch(message::contains);
    Assertions.assertTrue(named, context + ": none of " + names + " is in " + thrown);
    boolean hasNumbers = message.matches("(?s).*(\\d|Infinity|NaN).*");
    boolean needsNone = isNull || message.contains("must be different arrays");
    Assertions.assertTrue(hasNumbers || needsNone, context + ": no numbers in " + thrown);
  }

  void assertResult(Object actual, String context) {
    if (result != null) {
      double number = ((Number) actual).doubleValue();
      Assertions.assertTrue(result.fits(number), context + ": " + result + ", was " + number);
    }
    if (matrix != null) {
      float[] weights = new float[matrix.length];
      ((PackedMatrix) actual).unpack(weights, 0);
      assertContents(matrix, weights, weights, context);
    }
  }

  /** Of an array: the written elements have their values, and no other one has changed. */
  void assertContents(float[] array, float[] now, float[] before, String context) {
    Map<Integer, Value> expected = writes.getOrDefault(array, Map.of());
    for (int i = 0; i < now.length; i++) {
      Value value = expected.get(i);
      boolean right =
          value == null
              ? Float.floatToRawIntBits(now[i]) == Float.floatToRawIntBits(before[i])
              : value.fits(now[i]);
      if (!right) {
        String should = value == null ? "unchanged from " + before[i] : value.toString();
        Assertions.fail(context + ": [" + i + "] should be " + should + ", was " + now[i]);
      }
    }
  }
}
