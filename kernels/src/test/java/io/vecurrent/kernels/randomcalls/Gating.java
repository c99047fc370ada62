package io.vecurrent.kernels.randomcalls;

import io.vecurrent.kernels.Gates;
import io.vecurrent.kernels.randomcalls.Contract.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The steps of gated cells and their gradients, one unit at a time in double. */
final class Gating {
  private static final int ROWS = 4;

  /** Times results and 1: numbers here are up to 4 in size, some hundred where they multiply. */
  private static final double TOLERANCE = 4e-4;

  /** A result that is flushed may have been a factor of another one. */
  private static final double FLUSHED = 100;

  private Gating() {}

  /** One unit: replaces its four gates and its element of every other array by those after. */
  private interface Unit {
    void apply(double[] gates, double[] others);
  }

  /** Two of the other arrays, and whether they may be the same range. */
  private record Pair(int first, int second, boolean inPlace) {}

  private record Step(
      String name, List<String> arrays, List<Integer> written, List<Pair> pairs, Unit unit) {}

  static Stream<Operation> all() {
    return Stream.of(
            new Step(
                "lstm",
                List.of("c", "cNext", "hNext"),
                List.of(1, 2),
                List.of(new Pair(0, 1, true), new Pair(0, 2, false), new Pair(1, 2, false)),
                Gating::lstm),
            new Step(
                "lstmGradient",
                List.of("c", "cNext", "dh", "dc"),
                List.of(3),
                List.of(new Pair(0, 3, false), new Pair(1, 3, false), new Pair(2, 3, false)),
                Gating::lstmGradient),
            new Step(
                "gru",
                List.of("h", "hNext"),
                List.of(1),
                List.of(new Pair(0, 1, true)),
                Gating::gru),
            new Step(
                "gruGradient",
                List.of("h", "dhNext", "dh"),
                List.of(2),
                List.of(new Pair(0, 2, false), new Pair(1, 2, false)),
                Gating::gruGradient))
        .map(
            step ->
                Operation.of(
                    Gates.class,
                    step.name,
                    a -> draw(a, step.arrays.size()),
                    (c, a) -> contract(c, a, step)));
  }

  /** Gates, offset and distance, the other arrays and offsets, length, threshold. */
  private static void draw(Arguments a, int others) {
    int length = a.draw(0, 40);
    a.rows(ROWS, length);
    for (int i = 0; i < others; i++) {
      a.array(length);
    }
    a.value(length).value(1e-5f);
  }

  private static void contract(Contract c, Arguments a, Step step) {
    int others = step.arrays.size();
    int length = a.number(3 + 2 * others);
    float threshold = a.real(4 + 2 * others);
    c.refuseUnless(threshold >= 0 && threshold < Float.POSITIVE_INFINITY, "threshold");
    Region gates = c.rows("gates", a.floats(0), a.number(1), a.number(2), ROWS, length);
    List<Region> regions = new ArrayList<>();
    for (int i = 0; i < others; i++) {
      regions.add(c.range(step.arrays.get(i), a.floats(3 + 2 * i), a.number(4 + 2 * i), length));
      c.apart(gates, regions.get(i));
    }
    for (Pair pair : step.pairs) {
      Region first = regions.get(pair.first);
      Region second = regions.get(pair.second);
      if (pair.inPlace) {
        c.sameOrApart(first, second);
      } else {
        c.apart(first, second);
      }
    }
    for (int j = 0; c.isValid() && j < length; j++) {
      unit(c, a, step, j, threshold);
    }
  }

  private static void unit(Contract c, Arguments a, Step step, int j, float threshold) {
    double[] gates = new double[ROWS];
    double[] others = new double[step.arrays.size()];
    for (int row = 0; row < ROWS; row++) {
      gates[row] = a.floats(0)[a.number(1) + row * a.number(2) + j];
    }
    for (int i = 0; i < others.length; i++) {
      others[i] = a.floats(3 + 2 * i)[a.number(4 + 2 * i) + j];
    }
    step.unit.apply(gates, others);
    for (int row = 0; row < ROWS; row++) {
      c.expect(
          a.floats(0),
          a.number(1) + row * a.number(2) + j,
          gates[row],
          near(gates[row], threshold));
    }
    for (int i : step.written) {
      c.expect(a.floats(3 + 2 * i), a.number(4 + 2 * i) + j, others[i], near(others[i], threshold));
    }
  }

  private static double near(double value, float threshold) {
    return TOLERANCE * (1 + Math.abs(value)) + FLUSHED * threshold;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double slope(double sigmoid) {
    return sigmoid * (1 - sigmoid);
  }

  /** Gates i, f, o, g; c, c', h'. */
  private static void lstm(double[] gates, double[] x) {
    for (int row = 0; row < 3; row++) {
      gates[row] = sigmoid(gates[row]);
    }
    gates[3] = Math.tanh(gates[3]);
    x[1] = gates[1] * x[0] + gates[0] * gates[3];
    x[2] = gates[2] * Math.tanh(x[1]);
  }

  /** Gates i, f, o, g; c, c', dh, dc. */
  private static void lstmGradient(double[] gates, double[] x) {
    double[] old = gates.clone();
    double t = Math.tanh(x[1]);
    double e = x[3] + x[2] * old[2] * (1 - t * t);
    gates[0] = e * old[3] * slope(old[0]);
    gates[1] = e * x[0] * slope(old[1]);
    gates[2] = x[2] * t * slope(old[2]);
    gates[3] = e * old[0] * (1 - old[3] * old[3]);
    x[3] = e * old[1];
  }

  /** Gates n, r, z, hn; h, h'. */
  private static void gru(double[] gates, double[] x) {
    gates[1] = sigmoid(gates[1]);
    gates[2] = sigmoid(gates[2]);
    gates[0] = Math.tanh(gates[0] + gates[1] * gates[3]);
    x[1] = (1 - gates[2]) * gates[0] + gates[2] * x[0];
  }

  /** Gates n, r, z, hn; h, dh', dh. */
  private static void gruGradient(double[] gates, double[] x) {
    double[] old = gates.clone();
    gates[0] = x[1] * (1 - old[2]) * (1 - old[0] * old[0]);
    gates[1] = gates[0] * old[3] * slope(old[1]);
    gates[2] = x[1] * (x[0] - old[0]) * slope(old[2]);
    gates[3] = gates[0] * old[1];
    x[2] += x[1] * old[2];
  }
}
