package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.support.Bits;
import io.vecurrent.kernels.support.Call;
import io.vecurrent.kernels.support.Call.Kind;
import io.vecurrent.kernels.support.Call.Pair;
import io.vecurrent.kernels.support.Call.Parameter;
import io.vecurrent.kernels.support.Call.Relation;
import io.vecurrent.kernels.support.Calls;
import io.vecurrent.kernels.support.Facade;
import io.vecurrent.kernels.support.Rng;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Breaks one argument after another of a valid call of every public method that takes an array: the
 * documented exception, naming the argument and the numbers, and nothing changed.
 */
class BadArgumentsTest {
  private static final int MIDDLE = 500;

  static Stream<Call> calls() {
    return Calls.all();
  }

  @Test
  void everyMethodWithAnArrayIsHere() {
    Set<String> known = calls().map(Call::toString).collect(Collectors.toCollection(TreeSet::new));
    Set<String> actual =
        Facade.methods().stream()
            .filter(method -> Arrays.asList(method.getParameterTypes()).contains(float[].class))
            .map(Facade::key)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(actual, known);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void theUnbrokenCallIsValid(Call call) {
    assertNull(call.invoke(call.arguments()));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void nullArrays(Call call) {
    for (int i : indices(call, Kind.ARRAY)) {
      Object[] arguments = call.arguments();
      arguments[i] = null;
      String name = call.parameters().get(i).name();
      assertRefuses(call, arguments, NullPointerException.class, name + ": must not be null");
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void offsetsOutside(Call call) {
    for (int i : indices(call, Kind.OFFSET)) {
      String name = call.parameters().get(i).name();
      for (int bad : new int[] {-1, Integer.MIN_VALUE}) {
        String message = name + ": offset must not be negative, was " + bad;
        refuses(call, i, bad, message);
      }
      for (int bad : new int[] {1000, Integer.MAX_VALUE - 3, Integer.MAX_VALUE}) {
        refuses(call, i, bad, name + ": needs", "from offset " + bad, "has 0");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void arraysTooShort(Call call) {
    for (int i : indices(call, Kind.ARRAY)) {
      Parameter array = call.parameters().get(i);
      float[] values = (float[]) array.value();
      String message = array.name() + ": needs " + array.number() + " floats from offset ";
      String has = ", has " + (array.number() - 1);
      refuses(call, i, Arrays.copyOf(values, values.length - 1), message, has);
      refuses(call, i, new float[0], message, ", has 0");
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void sizesTooSmall(Call call) {
    for (int i : indices(call, Kind.SIZE)) {
      Parameter size = call.parameters().get(i);
      for (int bad : new int[] {size.number() - 1, -1, Integer.MIN_VALUE}) {
        refuses(call, i, bad, size.name(), Integer.toString(bad));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void sizesTooLarge(Call call) {
    for (int i : indices(call, Kind.SIZE)) {
      for (int bad : new int[] {1 << 16, 1 << 30, Integer.MAX_VALUE - 63, Integer.MAX_VALUE}) {
        refuses(call, i, bad, ": ");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void strides(Call call) {
    for (int i : indices(call, Kind.STRIDE)) {
      Parameter stride = call.parameters().get(i);
      for (int bad : new int[] {stride.number() - 1, 0, -1, Integer.MIN_VALUE}) {
        String message = ": stride must be at least the row's width " + stride.number();
        refuses(call, i, bad, stride.name() + message + ", was " + bad);
      }
      for (int bad : new int[] {1 << 16, Integer.MAX_VALUE}) {
        refuses(call, i, bad, stride.name() + ": needs");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void overlaps(Call call) {
    for (Pair pair : call.pairs()) {
      int first = call.indexOf(Kind.ARRAY, pair.first());
      int second = call.indexOf(Kind.ARRAY, pair.second());
      Object[] arguments = call.arguments();
      arguments[first] = new Rng(7100).floats(2 * MIDDLE, 0.1f, 1f);
      arguments[second] = arguments[first];
      String[] message = {pair.first(), pair.second(), "must"};
      if (pair.relation() == Relation.DIFFERENT_ARRAYS) {
        assertRefuses(call, arguments, IllegalArgumentException.class, message);
        continue;
      }
      int to = call.indexOf(Kind.OFFSET, pair.second());
      int firstLength = call.parameters().get(first).number();
      int secondLength = call.parameters().get(second).number();
      arguments[call.indexOf(Kind.OFFSET, pair.first())] = MIDDLE;
      int[] bad = {MIDDLE + 1, MIDDLE - 1, MIDDLE + firstLength - 1, MIDDLE - secondLength + 1};
      for (int offset : bad) {
        arguments[to] = offset;
        assertRefuses(call, arguments, IllegalArgumentException.class, message);
      }
      for (int offset : new int[] {MIDDLE + firstLength, MIDDLE - secondLength, 0}) {
        arguments[to] = offset;
        assertNull(call.invoke(arguments), call + ": " + pair + " at " + offset + " is apart");
      }
      arguments[to] = MIDDLE;
      if (pair.relation() == Relation.APART) {
        assertRefuses(call, arguments, IllegalArgumentException.class, message);
      } else {
        assertNull(call.invoke(arguments), call + ": " + pair + " is in place");
      }
    }
  }

  private static int[] indices(Call call, Kind kind) {
    return IntStream.range(0, call.parameters().size())
        .filter(i -> call.parameters().get(i).kind() == kind)
        .toArray();
  }

  private static void refuses(Call call, int index, Object bad, String... message) {
    Object[] arguments = call.arguments();
    arguments[index] = bad;
    assertRefuses(call, arguments, IllegalArgumentException.class, message);
  }

  private static void assertRefuses(
      Call call, Object[] arguments, Class<? extends Exception> type, String... message) {
    Object[] before = arguments.clone();
    for (int i = 0; i < before.length; i++) {
      if (before[i] instanceof float[] array) {
        before[i] = array.clone();
      }
    }
    float[] matrix = contents(call.target());
    Throwable thrown = call.invoke(arguments);
    String context = call + " " + describe(before);
    assertNotNull(thrown, context + ": nothing thrown");
    assertEquals(type, thrown.getClass(), context + ": " + thrown);
    for (String part : message) {
      assertTrue(thrown.getMessage().contains(part), context + ": '" + part + "' in " + thrown);
    }
    for (int i = 0; i < before.length; i++) {
      if (before[i] instanceof float[] array) {
        Bits.assertSame(array, (float[]) arguments[i], context);
      }
    }
    Bits.assertSame(matrix, contents(call.target()), context);
  }

  private static float[] contents(Object target) {
    if (target == null) {
      return new float[0];
    }
    PackedMatrix matrix = (PackedMatrix) target;
    float[] values = new float[matrix.rows() * matrix.cols()];
    matrix.unpack(values, 0);
    return values;
  }

  private static String describe(Object[] arguments) {
    return Arrays.stream(arguments)
        .map(a -> a instanceof float[] array ? "float[" + array.length + "]" : String.valueOf(a))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
