package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.Near;
import io.vecurrent.rnn.optim.Clipping;

/** Clipping by value, exact but for the rounding of inputs and limit to float. */
final class ClipGolden {
  private ClipGolden() {}

  static void check(GoldenFile file) {
    float limit = (float) file.scalar("in.limit");
    PublishedDigits digits = new PublishedDigits(file);
    int compared = 0;
    for (String name : file.names()) {
      if (!name.startsWith("in.") || name.equals("in.limit")) {
        continue;
      }
      float[] gradients = file.rounded(name);
      Clipping.byValue(gradients, limit);
      String out = "out." + name.substring("in.".length());
      double[] expected = file.doubles(out);
      double ulp = Math.ulp((float) Near.largest(expected));
      Near.within(file.at(out), expected, gradients, ulp / 2);
      digits.put(out, file.shape(out), Near.widen(gradients), ulp / 2);
      compared++;
    }
    assertTrue(compared > 0, file.at("no gradients"));
    digits.check();
    file.requireAllUsed();
  }
}
