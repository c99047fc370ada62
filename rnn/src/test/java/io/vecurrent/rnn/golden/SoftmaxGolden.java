package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.Softmax;
import io.vecurrent.rnn.Near;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Softmax, log-softmax, cross-entropy and its gradient, one row a case. */
final class SoftmaxGolden {
  private static final double SOFTMAX = 2e-7;
  private static final double LOG_SOFTMAX = 1e-6;

  /** Where softmax underflows, and the relative bound above. */
  private static final double TINY = 1e-37;

  private static final double RELATIVE = 1e-5;
  private static final Pattern CASE = Pattern.compile("in\\.(\\d+)");

  private final GoldenFile file;

  private SoftmaxGolden(GoldenFile file) {
    this.file = file;
  }

  static void check(GoldenFile file) {
    SoftmaxGolden golden = new SoftmaxGolden(file);
    int cases = 0;
    for (String name : file.names()) {
      Matcher matcher = CASE.matcher(name);
      if (matcher.matches()) {
        golden.checkCase(matcher.group(1));
        cases++;
      }
    }
    assertTrue(cases > 0, file.at("no cases"));
    file.requireAllUsed();
  }

  private void checkCase(String id) {
    float[] logits = file.floats("in." + id);
    int count = logits.length;
    float[] p = new float[count];
    Softmax.softmax(logits, 0, p, 0, count);
    softmax("out.softmax." + id, p);
    softmax("out.softmax64." + id, p);
    float[] log = new float[count];
    Softmax.logSoftmax(logits, 0, log, 0, count);
    logSoftmax("out.log_softmax." + id, log);
    logSoftmax("out.log_softmax64." + id, log);
    torch(id, p, log);
    if (file.has("in.target." + id)) {
      crossEntropy(id, logits);
    } else {
      for (float element : p) {
        assertTrue(Float.isNaN(element), file.at("in." + id) + " has no softmax");
      }
    }
  }

  private void softmax(String name, float[] p) {
    double[] expected = file.doubles(name);
    assertEquals(expected.length, p.length, file.at(name));
    for (int i = 0; i < p.length; i++) {
      double relative = Math.max(TINY, RELATIVE * expected[i]);
      near(name + " element " + i, expected[i], p[i], Math.min(SOFTMAX, relative));
    }
  }

  private void logSoftmax(String name, float[] log) {
    double[] expected = file.doubles(name);
    assertEquals(expected.length, log.length, file.at(name));
    for (int i = 0; i < log.length; i++) {
      double tolerance = LOG_SOFTMAX * Math.max(1, Math.abs(expected[i]));
      near(name + " element " + i, expected[i], log[i], tolerance);
    }
  }

  /** PyTorch's own float32 results, which have errors too. */
  private void torch(String id, float[] p, float[] log) {
    if (file.has("torch.softmax." + id)) {
      double[] expected = file.doubles("torch.softmax." + id);
      for (int i = 0; i < p.length; i++) {
        near("torch.softmax." + id, expected[i], p[i], 2 * SOFTMAX);
      }
    }
    if (file.has("torch.log_softmax." + id)) {
      double[] expected = file.doubles("torch.log_softmax." + id);
      for (int i = 0; i < log.length; i++) {
        double tolerance = 2 * LOG_SOFTMAX * Math.max(1, Math.abs(expected[i]));
        near("torch.log_softmax." + id, expected[i], log[i], tolerance);
      }
    }
  }

  /** NaN and infinities must be the same, other numbers near; beyond float is infinity. */
  private void near(String what, double expected, float actual, double tolerance) {
    float rounded = (float) expected;
    if (Float.isNaN(rounded) || Float.isInfinite(rounded)) {
      assertEquals(rounded, actual, file.at(what));
    } else {
      Near.within(file.at(what), expected, actual, tolerance);
    }
  }

  private void crossEntropy(String id, float[] logits) {
    int target = file.ints("in.target." + id)[0];
    double expected = file.scalar("out.ce." + id);
    double tolerance = LOG_SOFTMAX * Math.max(1, Math.abs(expected));
    float ce = Softmax.crossEntropy(logits, 0, logits.length, target);
    near("out.ce." + id, expected, ce, tolerance);
    float[] gradient = new float[logits.length];
    float again = Softmax.crossEntropyGradient(logits, 0, logits.length, target, 1f, gradient, 0);
    near("out.ce." + id + " with gradient", expected, again, tolerance);
    double[] gradients = file.doubles("out.dlogits." + id);
    assertEquals(gradients.length, gradient.length, file.at("out.dlogits." + id));
    for (int i = 0; i < gradient.length; i++) {
      near("out.dlogits." + id + " element " + i, gradients[i], gradient[i], SOFTMAX);
    }
  }
}
