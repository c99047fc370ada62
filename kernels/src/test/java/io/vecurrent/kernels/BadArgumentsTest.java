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
import io.vecurrent.kernels.support.Facade;
import io.vecurrent.kernels.support.Rng;
import java.util.Arrays;
import java.util.List;
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
  private static final int ROWS = 20;
  private static final int COLS = 6;
  private static final int LENGTH = 37;
  private static final int MIDDLE = 500;

  static Stream<Call> calls() {
    return Stream.of(matrix(), elementWise(), softmax(), updates()).flatMap(s -> s);
  }

  private static Stream<Call> matrix() {
    PackedMatrix w = PackedMatrix.pack(new Rng(7000).floats(ROWS * COLS), ROWS, COLS);
    return Stream.of(
        Call.of(PackedMatrix.class, "pack")
            .bare("rowMajor", 35, 0)
            .size("rows", 5, 1)
            .size("cols", 7, 1),
        rowMajor("pack"),
        rowMajor("packTransposed"),
        block(w, "setBlock").size("block rows", 3, 0).size("block columns", 4, 0),
        block(w, "setTransposedBlock").size("block columns", 3, 0).size("block rows", 4, 0),
        Call.on(w, "unpack").array("rowMajor", ROWS * COLS, 3),
        Call.on(w, "multiply")
            .array("x", COLS, 2)
            .array("y", ROWS, 3)
            .pair("x", "y", Relation.APART),
        Call.on(w, "multiplyAdd")
            .array("x", COLS, 2)
            .array("y", ROWS, 3)
            .pair("x", "y", Relation.APART),
        Call.on(w, "multiply")
            .array("x", COLS, 2)
            .array("bias", ROWS, 4)
            .array("y", ROWS, 3)
            .pair("x", "y", Relation.APART)
            .pair("bias", "y", Relation.APART),
        batch(w, "multiply", false),
        batch(w, "multiply", true),
        batch(w, "multiplyAdd", false),
        Call.of(OuterProduct.class, "accumulate")
            .size("count", 3, 0)
            .array("a", 2 * 9 + 7, 1)
            .stride("a", 9, 7)
            .size("rows", 7, 1)
            .array("b", 2 * 12 + 10, 2)
            .stride("b", 12, 10)
            .size("cols", 10, 1)
            .array("c", 6 * 11 + 10, 3)
            .stride("c", 11, 10)
            .pair("a", "c", Relation.APART)
            .pair("b", "c", Relation.APART));
  }

  private static Call rowMajor(String name) {
    return Call.of(PackedMatrix.class, name)
        .array("rowMajor", 35, 4)
        .size("rows", 5, 1)
        .size("cols", 7, 1);
  }

  private static Call block(PackedMatrix w, String name) {
    return Call.on(w, name)
        .size("at (", 2, 0)
        .size("at (", 1, 0)
        .array("src", 2 * 9 + 4, 5)
        .stride("src", 9, 4);
  }

  private static Call batch(PackedMatrix w, String name, boolean bias) {
    Call call =
        Call.on(w, name).size("count", 3, 0).array("x", 2 * 8 + COLS, 2).stride("x", 8, COLS);
    if (bias) {
      call.array("bias", ROWS, 4).pair("bias", "y", Relation.APART);
    }
    return call.array("y", 2 * 25 + ROWS, 3).stride("y", 25, ROWS).pair("x", "y", Relation.APART);
  }

  private static Stream<Call> elementWise() {
    Stream<Call> functions =
        Stream.of("exp", "log", "tanh", "sigmoid", "relu")
            .map(name -> mapping(Activations.class, name));
    Stream<Call> gradients =
        Stream.of("tanhGradient", "sigmoidGradient", "reluGradient")
            .map(
                name ->
                    Call.of(Activations.class, name)
                        .array("y", LENGTH, 1)
                        .array("gradient", LENGTH, 2)
                        .array("dst", LENGTH, 3)
                        .size("length", LENGTH, 0)
                        .pair("y", "dst", Relation.SAME_OR_APART)
                        .pair("gradient", "dst", Relation.SAME_OR_APART));
    Class<?> type = Arithmetic.class;
    return Stream.of(
            functions,
            gradients,
            Stream.of(
                Call.of(type, "axpy")
                    .value(2f)
                    .array("x", LENGTH, 1)
                    .array("y", LENGTH, 2)
                    .size("length", LENGTH, 0)
                    .pair("x", "y", Relation.SAME_OR_APART),
                Call.of(type, "scale").value(2f).array("x", LENGTH, 1).size("length", LENGTH, 0),
                Call.of(type, "clamp")
                    .array("x", LENGTH, 1)
                    .size("length", LENGTH, 0)
                    .value(0.2f)
                    .value(0.5f),
                Call.of(type, "flushBelow")
                    .array("x", LENGTH, 1)
                    .size("length", LENGTH, 0)
                    .value(0.2f),
                Call.of(type, "dot")
                    .array("x", LENGTH, 1)
                    .array("y", LENGTH, 2)
                    .size("length", LENGTH, 0),
                Call.of(type, "sumOfSquares").array("x", LENGTH, 1).size("length", LENGTH, 0)))
        .flatMap(s -> s);
  }

  private static Call mapping(Class<?> owner, String name) {
    return Call.of(owner, name)
        .array("src", LENGTH, 3)
        .array("dst", LENGTH, 5)
        .size("length", LENGTH, owner == Softmax.class ? 1 : 0)
        .pair("src", "dst", Relation.SAME_OR_APART);
  }

  private static Stream<Call> softmax() {
    return Stream.of(
        mapping(Softmax.class, "softmax"),
        mapping(Softmax.class, "logSoftmax"),
        Call.of(Softmax.class, "logSumExp").array("src", LENGTH, 3).size("length", LENGTH, 1),
        Call.of(Softmax.class, "crossEntropy")
            .array("logits", LENGTH, 3)
            .size("classes", LENGTH, 1)
            .size("target", 4, 0),
        Call.of(Softmax.class, "crossEntropyGradient")
            .array("logits", LENGTH, 3)
            .size("classes", LENGTH, 1)
            .size("target", 4, 0)
            .value(0.5f)
            .array("gradient", LENGTH, 5)
            .pair("logits", "gradient", Relation.SAME_OR_APART));
  }

  private static Stream<Call> updates() {
    Class<?> type = Updates.class;
    return Stream.of(
        update(Call.of(type, "sgd").value(0.1f), "g"),
        update(Call.of(type, "momentum").value(0.1f).value(0.9f), "g", "buffer"),
        update(Call.of(type, "rmsProp").value(0.1f).value(0.9f).value(1e-8f), "g", "v"),
        update(
            Call.of(type, "adam").value(0.1f).value(1f).value(0.9f).value(0.999f).value(1e-8f),
            "g",
            "m",
            "v"));
  }

  private static Call update(Call call, String... arrays) {
    List<String> names =
        Stream.concat(Arrays.stream(arrays), Stream.of("w")).collect(Collectors.toList());
    names.forEach(name -> call.bare(name, LENGTH, 2));
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        call.pair(names.get(i), names.get(j), Relation.DIFFERENT_ARRAYS);
      }
    }
    return call.offset("g", 2).size("length", LENGTH, 0);
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
    float[] values = new float[ROWS * COLS];
    if (target != null) {
      ((PackedMatrix) target).unpack(values, 0);
    }
    return values;
  }

  private static String describe(Object[] arguments) {
    return Arrays.stream(arguments)
        .map(a -> a instanceof float[] array ? "float[" + array.length + "]" : String.valueOf(a))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
