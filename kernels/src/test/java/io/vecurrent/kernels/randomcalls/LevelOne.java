package io.vecurrent.kernels.randomcalls;

import io.vecurrent.kernels.Activations;
import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.kernels.Softmax;
import io.vecurrent.kernels.randomcalls.Contract.Region;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/** The methods on vectors, in plain loops over doubles. */
final class LevelOne {
  private static final int LONGEST = 70;

  /** Of results and their summands, in size. */
  private static final double RELATIVE = 4e-6;

  private static final double SMALLEST = 1e-30;

  private LevelOne() {}

  static Stream<Operation> all() {
    return Stream.of(activations(), arithmetic(), softmax(), Updating.all()).flatMap(s -> s);
  }

  static double near(double size) {
    return RELATIVE * Math.abs(size) + SMALLEST;
  }

  private static Stream<Operation> activations() {
    Class<?> type = Activations.class;
    return Stream.of(
        mapping(type, "exp", Math::exp),
        mapping(type, "log", Math::log),
        mapping(type, "tanh", Math::tanh),
        flushed("tanh", Math::tanh),
        mapping(type, "sigmoid", x -> 1 / (1 + Math.exp(-x))),
        mapping(type, "relu", x -> Math.max(x, 0)),
        flushed("relu", x -> Math.max(x, 0)),
        gradient("tanhGradient", false, (y, g) -> g * (1 - y * y)),
        gradient("tanhGradient", true, (y, g) -> g * (1 - y * y)),
        gradient("sigmoidGradient", false, (y, g) -> g * y * (1 - y)),
        gradient("reluGradient", false, (y, g) -> y > 0 ? g : 0),
        gradient("reluGradient", true, (y, g) -> y > 0 ? g : 0));
  }

  /** src, offset, dst, offset, length. */
  private static Operation mapping(Class<?> type, String name, DoubleUnaryOperator f) {
    return Operation.of(
        type,
        name,
        LevelOne::drawMapping,
        (c, a) -> {
          checkMapping(c, a);
          for (int i = 0; c.isValid() && i < a.number(4); i++) {
            double value = f.applyAsDouble(a.floats(0)[a.number(1) + i]);
            c.expect(a.floats(2), a.number(3) + i, value, near(value));
          }
        });
  }

  /** src, offset, dst, offset, length, threshold. */
  private static Operation flushed(String name, DoubleUnaryOperator f) {
    return Operation.of(
        Activations.class,
        name,
        a -> {
          drawMapping(a);
          a.value(0.25f);
        },
        (c, a) -> {
          checkMapping(c, a);
          float limit = a.real(5);
          c.refuseUnless(limit >= 0 && limit < Float.POSITIVE_INFINITY, "threshold");
          for (int i = 0; c.isValid() && i < a.number(4); i++) {
            double value = f.applyAsDouble(a.floats(0)[a.number(1) + i]);
            value = Math.abs(value) < limit ? 0 : value;
            c.expect(a.floats(2), a.number(3) + i, value, near(value));
          }
        });
  }

  private static void drawMapping(Arguments a) {
    int length = a.draw(1, LONGEST);
    a.array(length).array(length).value(length);
  }

  private static void checkMapping(Contract c, Arguments a) {
    Region src = c.range("src", a.floats(0), a.number(1), a.number(4));
    Region dst = c.range("dst", a.floats(2), a.number(3), a.number(4));
    c.sameOrApart(src, dst);
  }

  /** y, offset, gradient, offset, dst, offset, length and perhaps a threshold. */
  private static Operation gradient(String name, boolean threshold, DoubleBinaryOperator f) {
    return Operation.of(
        Activations.class,
        name,
        a -> {
          int length = a.draw(0, LONGEST);
          a.array(length).array(length).array(length).value(length);
          if (threshold) {
            a.value(0.25f);
          }
        },
        (c, a) -> {
          int length = a.number(6);
          Region y = c.range("y", a.floats(0), a.number(1), length);
          Region g = c.range("gradient", a.floats(2), a.number(3), length);
          Region dst = c.range("dst", a.floats(4), a.number(5), length);
          c.sameOrApart(y, dst);
          c.sameOrApart(g, dst);
          float limit = threshold ? a.real(7) : 0;
          c.refuseUnless(limit >= 0 && limit < Float.POSITIVE_INFINITY, "threshold");
          for (int i = 0; c.isValid() && i < length; i++) {
            double yi = a.floats(0)[a.number(1) + i];
            double gi = a.floats(2)[a.number(3) + i];
            double value = f.applyAsDouble(yi, gi);
            value = Math.abs(value) < limit ? 0 : value;
            c.expect(a.floats(4), a.number(5) + i, value, near(gi * (1 + yi * yi)));
          }
        });
  }

  private static Operation arithmetic(
      String name, Consumer<Arguments> draw, BiConsumer<Contract, Arguments> contract) {
    return Operation.of(Arithmetic.class, name, draw, contract);
  }

  private static Stream<Operation> arithmetic() {
    return Stream.of(
        arithmetic("axpy", LevelOne::drawAxpy, LevelOne::axpy),
        arithmetic("sumRows", LevelOne::drawSumRows, LevelOne::sumRows),
        arithmetic(
            "scale",
            a -> {
              int length = a.draw(0, LONGEST);
              a.value(0.7f).array(length).value(length);
            },
            (c, a) -> inPlace(c, a, 1, x -> a.real(0) * x)),
        arithmetic(
            "clamp",
            a -> {
              int length = a.draw(0, LONGEST);
              a.array(length).value(length).value(-1f).value(1.5f);
            },
            (c, a) -> {
              c.refuseUnless(a.real(3) <= a.real(4), "low");
              inPlace(c, a, 0, x -> Math.max(a.real(3), Math.min(a.real(4), x)));
            }),
        arithmetic(
            "flushBelow",
            a -> {
              int length = a.draw(0, LONGEST);
              a.array(length).value(length).value(0.5f);
            },
            (c, a) -> inPlace(c, a, 0, x -> Math.abs(x) < a.real(3) ? 0 : x)),
        arithmetic("dot", LevelOne::drawMapping, LevelOne::dot),
        arithmetic(
            "sumOfSquares",
            a -> {
              int length = a.draw(0, LONGEST);
              a.array(length).value(length);
            },
            (c, a) -> {
              c.range("x", a.floats(0), a.number(1), a.number(2));
              double sum = 0;
              for (int i = 0; c.isValid() && i < a.number(2); i++) {
                sum += Math.pow(a.floats(0)[a.number(1) + i], 2);
              }
              c.expectResult(sum, near(sum));
            }));
  }

  private static void inPlace(Contract c, Arguments a, int at, DoubleUnaryOperator f) {
    float[] x = a.floats(at);
    int offset = a.number(at + 1);
    int length = a.number(at + 2);
    c.range("x", x, offset, length);
    for (int i = offset; c.isValid() && i < offset + length; i++) {
      double value = f.applyAsDouble(x[i]);
      c.expect(x, i, value, near(value));
    }
  }

  private static void drawAxpy(Arguments a) {
    int length = a.draw(0, LONGEST);
    a.value(-0.6f).array(length).array(length).value(length);
  }

  private static void axpy(Contract c, Arguments a) {
    Region x = c.range("x", a.floats(1), a.number(2), a.number(5));
    Region y = c.range("y", a.floats(3), a.number(4), a.number(5));
    c.sameOrApart(x, y);
    for (int i = 0; c.isValid() && i < a.number(5); i++) {
      double product = (double) a.real(0) * a.floats(1)[a.number(2) + i];
      double old = a.floats(3)[a.number(4) + i];
      double size = Math.abs(product) + Math.abs(old);
      c.expect(a.floats(3), a.number(4) + i, old + product, near(size));
    }
  }

  private static void drawSumRows(Arguments a) {
    int count = a.draw(0, 6);
    int length = a.draw(0, LONGEST);
    a.value(count).rows(count, length).array(length).value(length);
  }

  private static void sumRows(Contract c, Arguments a) {
    int count = a.number(0);
    int length = a.number(6);
    c.refuseUnless(count >= 0, "count");
    c.refuseUnless(length >= 0, "length");
    Region x = c.rows("x", a.floats(1), a.number(2), a.number(3), count, length);
    Region y = c.range("y", a.floats(4), a.number(5), length);
    c.apart(x, y);
    for (int i = 0; c.isValid() && i < length; i++) {
      double sum = 0;
      double size = 0;
      for (int k = 0; k < count; k++) {
        double value = a.floats(1)[a.number(2) + k * a.number(3) + i];
        sum += value;
        size += Math.abs(value);
      }
      c.expect(a.floats(4), a.number(5) + i, sum, near(size));
    }
  }

  private static void dot(Contract c, Arguments a) {
    c.range("x", a.floats(0), a.number(1), a.number(4));
    c.range("y", a.floats(2), a.number(3), a.number(4));
    double sum = 0;
    double size = 0;
    for (int i = 0; c.isValid() && i < a.number(4); i++) {
      double product = (double) a.floats(0)[a.number(1) + i] * a.floats(2)[a.number(3) + i];
      sum += product;
      size += Math.abs(product);
    }
    c.expectResult(sum, near(size));
  }

  private static Stream<Operation> softmax() {
    Class<?> type = Softmax.class;
    return Stream.of(
        Operation.of(type, "softmax", LevelOne::drawMapping, (c, a) -> softmax(c, a, false)),
        Operation.of(type, "logSoftmax", LevelOne::drawMapping, (c, a) -> softmax(c, a, true)),
        Operation.of(
            type,
            "logSumExp",
            a -> {
              int length = a.draw(1, LONGEST);
              a.array(length).value(length);
            },
            (c, a) -> {
              c.refuseUnless(a.number(2) >= 1, "length");
              c.range("src", a.floats(0), a.number(1), a.number(2));
              if (c.isValid()) {
                c.expectResult(logSumExp(a.floats(0), a.number(1), a.number(2)), near(10));
              }
            }),
        Operation.of(
            type,
            "crossEntropy",
            a -> {
              int classes = a.draw(1, LONGEST);
              a.array(classes).value(classes).value(a.draw(0, classes - 1));
            },
            LevelOne::crossEntropy),
        Operation.of(
            type,
            "crossEntropyGradient",
            a -> {
              int classes = a.draw(1, LONGEST);
              a.array(classes).value(classes).value(a.draw(0, classes - 1)).value(0.5f);
              a.array(classes);
            },
            LevelOne::crossEntropyGradient));
  }

  private static double logSumExp(float[] x, int offset, int length) {
    double sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += Math.exp(x[i]);
    }
    return Math.log(sum);
  }

  private static void softmax(Contract c, Arguments a, boolean log) {
    c.refuseUnless(a.number(4) >= 1, "length");
    checkMapping(c, a);
    for (int i = 0; c.isValid() && i < a.number(4); i++) {
      double sum = logSumExp(a.floats(0), a.number(1), a.number(4));
      double value = a.floats(0)[a.number(1) + i] - sum;
      double tolerance = log ? near(10) : near(Math.exp(value));
      c.expect(a.floats(2), a.number(3) + i, log ? value : Math.exp(value), tolerance);
    }
  }

  private static void crossEntropy(Contract c, Arguments a) {
    int classes = a.number(2);
    int target = a.number(3);
    c.refuseUnless(classes >= 1, "classes");
    c.refuseUnless(target >= 0 && target < classes, "target");
    c.range("logits", a.floats(0), a.number(1), classes);
    if (c.isValid()) {
      double sum = logSumExp(a.floats(0), a.number(1), classes);
      c.expectResult(sum - a.floats(0)[a.number(1) + target], near(10));
    }
  }

  private static void crossEntropyGradient(Contract c, Arguments a) {
    crossEntropy(c, a);
    int classes = a.number(2);
    Region logits = c.range("logits", a.floats(0), a.number(1), classes);
    Region gradient = c.range("gradient", a.floats(5), a.number(6), classes);
    c.sameOrApart(logits, gradient);
    for (int i = 0; c.isValid() && i < classes; i++) {
      double sum = logSumExp(a.floats(0), a.number(1), classes);
      double p = Math.exp(a.floats(0)[a.number(1) + i] - sum);
      double value = a.real(4) * p - (i == a.number(3) ? a.real(4) : 0);
      c.expect(a.floats(5), a.number(6) + i, value, near(a.real(4)));
    }
  }
}
