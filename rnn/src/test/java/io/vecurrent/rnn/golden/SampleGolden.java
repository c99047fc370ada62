package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.Softmax;
import io.vecurrent.rnn.DoubleRnn;
import io.vecurrent.rnn.Near;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Sampling;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Stepper;
import java.util.Arrays;

/**
 * Drawing symbols from a chaotic network. The reference in double follows the published list to its
 * end and vouches for the file; the library is compared with it step by step, each step started
 * from the reference's state, and alone only as far as float errors, which grow by 2.3 a step,
 * allow.
 */
final class SampleGolden {
  private static final double GROWTH = 2.3;

  /** An error of a float step of this network: some units of 2^-24 times the size of its sums. */
  private static final double STEP_ERROR = 1e-6;

  /** What the reference may be off by, when its own rounding errors have grown. */
  private static final double DOUBLE_ERROR = 1e-14;

  private final GoldenFile file;
  private final DoubleRnn reference;
  private final Network network;
  private final Stepper stepper;
  private final int[] indices;
  private final double[] uniform;

  private SampleGolden(GoldenFile file) {
    this.file = file;
    reference = CharacterRnn.reference(file, "notebook.");
    network = CharacterRnn.network(file, "notebook.");
    stepper = network.stepper();
    indices = file.ints("out.indices");
    uniform = file.doubles("in.uniform");
  }

  static void check(GoldenFile file) {
    SampleGolden golden = new SampleGolden(file);
    if (file.has("published.indices")) {
      assertArrayEquals(golden.indices, file.ints("published.indices"), file.at("indices"));
    }
    assertEquals(golden.indices.length, golden.uniform.length, file.at("in.uniform"));
    golden.checkTeacherForced();
    golden.checkAlone();
    file.requireAllUsed();
  }

  private void checkTeacherForced() {
    int symbols = network.outputSize();
    double[] probabilities = file.doubles("out.probs");
    double[] margins = file.doubles("out.margin");
    int exact = Integer.parseInt(file.text("prefix_float64_vs_80bit", "0"));
    double[] h = new double[network.hiddenSize()];
    State state = network.newState();
    for (int k = 0; k < indices.length; k++) {
      float[] x = input(k);
      DoubleRnn.Forward f = reference.forward(Near.widen(x), 1, 1, h);
      double[] p = DoubleRnn.softmax(f.outputs, 0, symbols);
      double grown = Math.min(1, DOUBLE_ERROR * Math.pow(GROWTH, k));
      double[] expected = Arrays.copyOfRange(probabilities, k * symbols, (k + 1) * symbols);
      Near.within(file.at("reference's p of step " + k), expected, p, 1e-12 + grown);
      if (k < exact || margins[k] > grown) {
        assertEquals(indices[k], draw(p, uniform[k]), file.at("out.indices " + k));
      }
      Near.within(file.at("out.margin " + k), margins[k], margin(p, uniform[k]), 1e-12 + grown);

      state.copyFrom(Near.round(h), 0);
      float[] drawn = new float[symbols];
      stepper.step(x, state, drawn);
      Softmax.softmax(drawn, 0, drawn, 0, symbols);
      double[] bounds = bounds(x, h, f, p);
      for (int i = 0; i < symbols; i++) {
        String what = file.at("p of step " + k + " symbol " + i);
        Near.within(what, p[i], drawn[i], bounds[i]);
      }
      if (margins[k] > Arrays.stream(bounds).sum()) {
        assertEquals(
            indices[k], Sampling.draw(drawn, 0, symbols, uniform[k]), file.at("draw " + k));
      }
      h = f.last;
    }
  }

  /** One-hot of the symbol before, zeros at the start. */
  private float[] input(int k) {
    return CharacterRnn.oneHot(new int[] {k == 0 ? -1 : indices[k - 1]}, network.inputSize());
  }

  private static int draw(double[] p, double u) {
    double total = Arrays.stream(p).sum();
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += p[i];
      if (sum / total > u) {
        return i;
      }
    }
    return p.length - 1;
  }

  private static double margin(double[] p, double u) {
    double total = Arrays.stream(p).sum();
    double sum = 0;
    double margin = 1;
    for (double pi : p) {
      sum += pi;
      margin = Math.min(margin, Math.abs(sum / total - u));
    }
    return margin;
  }

  /**
   * What the p of one float step may be off by. A float sum of n products is good to {@code (4 + 2
   * log2 n) 2^-24} times the sum of their sizes (as for the matrix products of the kernels);
   * weights and state are rounded to float besides.
   */
  private double[] bounds(float[] x, double[] h, DoubleRnn.Forward f, double[] p) {
    int n = h.length;
    double unit = (6 + 2 * Math.log(n) / Math.log(2)) * 0x1p-24;
    float[] wx = network.parameters().get("weight_ih_l0");
    float[] wh = network.parameters().get("weight_hh_l0");
    float[] b = network.parameters().get("bias_ih_l0");
    float[] wy = network.parameters().get("head.weight");
    double[] stateError = new double[n];
    for (int i = 0; i < n; i++) {
      double size = Math.abs(b[i]);
      for (int j = 0; j < x.length; j++) {
        size += Math.abs(wx[i * x.length + j] * x[j]);
      }
      for (int j = 0; j < n; j++) {
        size += Math.abs(wh[i * n + j] * h[j]);
      }
      double slope = 1 - f.last[i] * f.last[i];
      stateError[i] = unit * size * slope + 0x1p-23;
    }
    double worst = 0;
    for (int k = 0; k < p.length; k++) {
      double error = unit * Math.abs(network.parameters().get("head.bias")[k]);
      for (int i = 0; i < n; i++) {
        double weight = Math.abs(wy[k * n + i]);
        error += weight * (stateError[i] + unit * Math.abs(f.last[i]));
      }
      worst = Math.max(worst, error);
    }
    double[] bounds = new double[p.length];
    for (int k = 0; k < p.length; k++) {
      bounds[k] = 2 * worst * p[k] + 2e-7 * p[k] + 1e-37;
    }
    return bounds;
  }

  private void checkAlone() {
    int symbols = network.outputSize();
    String prefix = file.text("prefix_float32", Integer.toString(indices.length));
    int longest = Math.min(Integer.parseInt(prefix), indices.length);
    double[] margins = file.doubles("out.margin");
    State state = network.newState();
    float[] x = new float[network.inputSize()];
    float[] logits = new float[symbols];
    int k = 0;
    while (k < longest && margins[k] > STEP_ERROR * Math.pow(GROWTH, k)) {
      stepper.step(x, state, logits);
      int drawn = Sampling.draw(logits, 0, symbols, 1f, uniform[k]);
      assertEquals(indices[k], drawn, file.at("symbol " + k + " drawn from the library's own run"));
      Arrays.fill(x, 0);
      x[drawn] = 1;
      k++;
    }
    assertTrue(k > 0, file.at("nothing was drawn"));
  }
}
