package io.vecurrent.kernels.support;

import io.vecurrent.kernels.Activations;
import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.kernels.Gates;
import io.vecurrent.kernels.OuterProduct;
import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.kernels.Precision;
import io.vecurrent.kernels.Softmax;
import io.vecurrent.kernels.Updates;
import io.vecurrent.kernels.support.Call.Relation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A valid call of every public method that takes an array. */
public final class Calls {
  private static final int ROWS = 20;
  private static final int COLS = 6;
  private static final int LENGTH = 37;

  private Calls() {}

  public static Stream<Call> all() {
    PackedMatrix whole = PackedMatrix.pack(new Rng(7001).floats(36 * COLS), 36, COLS);
    return Stream.of(
            factories(),
            matrix(PackedMatrix.pack(weights(), ROWS, COLS)),
            matrix(PackedMatrix.pack(weights(), 0, ROWS, COLS, Precision.BFLOAT16)),
            matrix(whole.slice(16, 36)),
            elementWise(),
            softmax(),
            gates(),
            updates())
        .flatMap(s -> s);
  }

  private static float[] weights() {
    return new Rng(7000).floats(ROWS * COLS);
  }

  private static Stream<Call> factories() {
    return Stream.of(
        Call.of(PackedMatrix.class, "pack")
            .bare("rowMajor", 35, 0)
            .size("rows", 5, 1)
            .size("cols", 7, 1),
        rowMajor("pack"),
        rowMajor("pack").value(Precision.BFLOAT16),
        rowMajor("packTransposed"),
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

  private static Stream<Call> matrix(PackedMatrix w) {
    return Stream.of(
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
        batch(w, "multiplyAdd", false));
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
        Stream.of("tanhGradient", "sigmoidGradient", "reluGradient").map(Calls::gradient);
    Stream<Call> flushed =
        Stream.concat(
            Stream.of("tanh", "relu").map(name -> mapping(Activations.class, name).value(0.2f)),
            Stream.of("tanhGradient", "reluGradient").map(name -> gradient(name).value(0.2f)));
    Class<?> type = Arithmetic.class;
    return Stream.of(
            functions,
            gradients,
            flushed,
            Stream.of(
                Call.of(type, "axpy")
                    .value(2f)
                    .array("x", LENGTH, 1)
                    .array("y", LENGTH, 2)
                    .size("length", LENGTH, 0)
                    .pair("x", "y", Relation.SAME_OR_APART),
                Call.of(type, "sumRows")
                    .size("count", 3, 0)
                    .array("x", 2 * 40 + LENGTH, 1)
                    .stride("x", 40, LENGTH)
                    .array("y", LENGTH, 2)
                    .size("length", LENGTH, 0)
                    .pair("x", "y", Relation.APART),
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

  private static Call gradient(String name) {
    return Call.of(Activations.class, name)
        .array("y", LENGTH, 1)
        .array("gradient", LENGTH, 2)
        .array("dst", LENGTH, 3)
        .size("length", LENGTH, 0)
        .pair("y", "dst", Relation.SAME_OR_APART)
        .pair("gradient", "dst", Relation.SAME_OR_APART);
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

  private static Stream<Call> gates() {
    return Stream.of(
        cell("lstm", "c", "cNext", "hNext")
            .pair("c", "cNext", Relation.SAME_OR_APART)
            .pair("c", "hNext", Relation.APART)
            .pair("cNext", "hNext", Relation.APART),
        cell("lstmGradient", "c", "cNext", "dh", "dc")
            .pair("c", "dc", Relation.APART)
            .pair("cNext", "dc", Relation.APART)
            .pair("dh", "dc", Relation.APART),
        cell("gru", "h", "hNext").pair("h", "hNext", Relation.SAME_OR_APART),
        cell("gruGradient", "h", "dhNext", "dh")
            .pair("h", "dh", Relation.APART)
            .pair("dhNext", "dh", Relation.APART));
  }

  private static Call cell(String name, String... arrays) {
    Call call =
        Call.of(Gates.class, name).array("gates", 3 * 40 + LENGTH, 1).stride("gates", 40, LENGTH);
    for (String array : arrays) {
      call.array(array, LENGTH, 2).pair("gates", array, Relation.APART);
    }
    return call.size("length", LENGTH, 0).value(0.2f);
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
}
