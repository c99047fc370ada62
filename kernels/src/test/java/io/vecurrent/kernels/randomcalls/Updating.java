package io.vecurrent.kernels.randomcalls;

import io.vecurrent.kernels.Updates;
import io.vecurrent.kernels.randomcalls.Contract.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The update rules, one element at a time in double. */
final class Updating {
  private static final String[][] ARRAYS = {
    {"g", "w"}, {"g", "buffer", "w"}, {"g", "v", "w"}, {"g", "m", "v", "w"}
  };

  private Updating() {}

  /**
   * Replaces one element of every array by that after the update. Returns how much larger the
   * divisor's parts are than itself: a negative epsilon makes them cancel.
   */
  private interface Rule {
    double apply(double[] element, Arguments a);
  }

  static Stream<Operation> all() {
    return Stream.of(
        operation("sgd", ARRAYS[0], Updating::sgd, 0.1f),
        operation("momentum", ARRAYS[1], Updating::momentum, 0.1f, 0.9f),
        operation("rmsProp", ARRAYS[2], Updating::rmsProp, 0.1f, 0.9f, 1e-4f),
        operation("adam", ARRAYS[3], Updating::adam, 0.1f, 1.5f, 0.9f, 0.99f, 1e-4f));
  }

  private static Operation operation(String name, String[] arrays, Rule rule, float... numbers) {
    return Operation.of(
        Updates.class,
        name,
        a -> {
          for (float number : numbers) {
            a.value(number);
          }
          int offset = a.draw(0, 5);
          int length = a.draw(0, 50);
          for (String array : arrays) {
            // Means of squares are not negative.
            a.bare(offset + length, array.equals("v") ? 0f : -4f);
          }
          a.value(offset).value(length);
        },
        (c, a) -> contract(c, a, arrays, numbers.length, rule));
  }

  private static void contract(Contract c, Arguments a, String[] names, int first, Rule rule) {
    int count = names.length;
    int offset = a.number(first + count);
    int length = a.number(first + count + 1);
    List<Region> regions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Region region = c.range(names[i], a.floats(first + i), offset, length);
      regions.forEach(other -> c.differentArrays(other, region));
      regions.add(region);
    }
    for (int at = offset; c.isValid() && at < offset + length; at++) {
      double[] element = new double[count];
      for (int i = 0; i < count; i++) {
        element[i] = a.floats(first + i)[at];
      }
      double[] old = element.clone();
      double cancelled = rule.apply(element, a);
      double step = Math.abs(element[count - 1] - old[count - 1]) * cancelled;
      for (int i = 1; i < count; i++) {
        double size = Math.abs(element[i]) + 5 + (i == count - 1 ? step : 0);
        c.expect(a.floats(first + i), at, element[i], LevelOne.near(size));
      }
    }
  }

  private static double sgd(double[] e, Arguments a) {
    e[1] -= a.real(0) * e[0];
    return 1;
  }

  private static double momentum(double[] e, Arguments a) {
    e[1] = a.real(1) * e[1] + e[0];
    e[2] -= a.real(0) * e[1];
    return 1;
  }

  private static double rmsProp(double[] e, Arguments a) {
    e[1] = a.real(1) * e[1] + (1 - a.real(1)) * e[0] * e[0];
    double root = Math.sqrt(e[1]);
    e[2] -= a.real(0) * e[0] / (root + a.real(2));
    return cancelled(root, a.real(2));
  }

  private static double adam(double[] e, Arguments a) {
    e[1] = a.real(2) * e[1] + (1 - a.real(2)) * e[0];
    e[2] = a.real(3) * e[2] + (1 - a.real(3)) * e[0] * e[0];
    double root = Math.sqrt(e[2]) * a.real(1);
    e[3] -= a.real(0) * e[1] / (root + a.real(4));
    return cancelled(root, a.real(4));
  }

  private static double cancelled(double root, double epsilon) {
    double cancelled = (Math.abs(root) + Math.abs(epsilon)) / Math.abs(root + epsilon);
    return Double.isFinite(cancelled) ? cancelled : 1;
  }
}
