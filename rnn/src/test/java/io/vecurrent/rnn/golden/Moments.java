package io.vecurrent.rnn.golden;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an optimiser keeps between steps, followed in double from the library's clipped gradients:
 * the library keeps its own private.
 */
final class Moments {
  private final Map<String, double[]> values = new LinkedHashMap<>();
  private final Map<String, double[]> decays = new LinkedHashMap<>();

  /** {@code m = keep m + add g}, or of {@code g^2} with power 2; under the file's name for it. */
  Moments with(String name, int size, double keep, double add, int power) {
    values.put(name, new double[size]);
    decays.put(name, new double[] {keep, add, power});
    return this;
  }

  void update(float[] gradients) {
    values.forEach(
        (name, moment) -> {
          double[] rule = decays.get(name);
          for (int i = 0; i < moment.length; i++) {
            double g = gradients[i];
            moment[i] = rule[0] * moment[i] + rule[1] * (rule[2] == 2 ? g * g : g);
          }
        });
  }

  Map<String, double[]> values() {
    return values;
  }
}
