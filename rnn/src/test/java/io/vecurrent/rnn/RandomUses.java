package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;
import io.vecurrent.rnn.optim.Optimizer;
import io.vecurrent.rnn.optim.RmsProp;
import io.vecurrent.rnn.optim.Sgd;
import java.util.Arrays;

/** The random calls of a session that need no workspace: steps, states, sampling, updates. */
final class RandomUses {
  private final Draws random;
  private final Network network;
  private final String seed;
  private final Stepper stepper;
  private final Optimizer[] optimizers;

  RandomUses(Draws random, Network network, boolean canStream, String seed) {
    this.random = random;
    this.network = network;
    this.seed = seed;
    this.stepper = canStream ? network.stepper() : null;
    Parameters p = network.parameters();
    this.optimizers =
        new Optimizer[] {new Sgd(p, 0.01f, 0.9f), new RmsProp(p, 1e-3f), new Adam(p, 1e-3f)};
  }

  boolean step() {
    if (stepper == null) {
      return new Attempt("stepper, " + seed).inOrder(false).run(network::stepper);
    }
    int from = random.number(0, 2);
    int to = random.number(0, 2);
    float[] input = random.array(2L + network.inputSize());
    float[] output = random.array(2L + network.outputSize());
    State state = random.state(network, 1);
    Attempt attempt =
        new Attempt("step, " + seed)
            .required(state, "state")
            .legal(Draws.fits(state, network, 1), "state")
            .required(input, "input")
            .required(output, "output")
            .range(input, from, network.inputSize(), "input")
            .range(output, to, network.outputSize(), "output")
            .holds(state);
    float[] before = state == null ? null : state.toArray();
    float[] around = output == null ? null : output.clone();
    if (!attempt.run(() -> stepper.step(input, from, state, output, to))) {
      return false;
    }
    double[][] x = {Near.widen(Arrays.copyOfRange(input, from, from + network.inputSize()))};
    DoubleStack.Result expected = new DoubleStack(network).forward(x, Near.widen(before));
    float[] written = Arrays.copyOfRange(output, to, to + network.outputSize());
    Near.relative("step, " + seed, expected.outputs()[0], written, 1e-4);
    Near.relative("state, " + seed, expected.states(), state.toArray(), 1e-4);
    System.arraycopy(written, 0, around, to, written.length);
    Near.bits("what stands around the output, " + seed, around, output);
    return true;
  }

  boolean states() {
    int sequences = random.number(1, 4);
    if (sequences > 1 << 19) {
      // Whether that fits is a question of the network's size: StateLayout's tests ask it.
      return false;
    }
    State[] made = new State[1];
    Attempt making = new Attempt("newState, " + seed).legal(sequences >= 1, "batch");
    if (!making.run(() -> made[0] = network.newState(sequences))) {
      return false;
    }
    State state = made[0];
    int offset = random.number(0, 3);
    float[] values = random.array(3L + state.size());
    Attempt attempt =
        new Attempt("copyFrom, " + seed)
            .required(values, "source")
            .range(values, offset, state.size(), "source")
            .holds(state);
    if (!attempt.run(() -> state.copyFrom(values, offset))) {
      return false;
    }
    float[] copy = new float[values.length];
    state.copyTo(copy, offset);
    float[] expected = new float[values.length];
    System.arraycopy(values, offset, expected, offset, state.size());
    Near.bits("state, " + seed, expected, copy);
    return true;
  }

  boolean sampling() {
    int count = random.number(1, 20);
    int offset = random.number(0, 3);
    float[] p = random.array(3L + Math.max(0, Math.min(20, count)));
    for (int i = 0; p != null && i < p.length; i++) {
      p[i] = random.rarely(60) ? -1 : Math.abs(p[i]);
    }
    double u = random.rarely(20) ? 1 : random.fraction();
    boolean inside = p != null && count >= 1 && offset >= 0 && offset + (long) count <= p.length;
    double sum = 0;
    boolean negative = false;
    for (int i = 0; inside && i < count; i++) {
      negative |= p[offset + i] < 0;
      sum += p[offset + i];
    }
    Attempt attempt =
        new Attempt("draw, " + seed)
            .required(p, "probabilities")
            .legal(count >= 1, "count")
            .range(p, offset, count, "probabilities")
            .legal(u < 1, "u")
            .legal(!negative, "probabilities");
    int[] drawn = new int[1];
    if (!attempt.run(() -> drawn[0] = Sampling.draw(p, offset, count, u))) {
      return false;
    }
    int expected = 0;
    for (double cumulative = p[offset]; cumulative <= u * sum; cumulative += p[offset + expected]) {
      expected++;
    }
    assertEquals(expected, drawn[0], "draw, " + seed);
    return true;
  }

  /** Clips gradients and steps an optimiser: true if the parameters have changed. */
  boolean update() {
    float[] gradients = random.array(network.parameters().size());
    float limit = random.rarely(8) ? -random.between(0, 1) : (float) random.fraction() + 0.01f;
    double norm = norm(gradients);
    double[] returned = new double[1];
    Attempt clipping =
        new Attempt("clipping, " + seed)
            .required(gradients, "gradients")
            .legal(limit > 0, "maxNorm")
            .holds(gradients);
    if (!clipping.run(() -> returned[0] = Clipping.byGlobalNorm(gradients, limit))) {
      return false;
    }
    Near.within("norm, " + seed, norm, returned[0], 1e-5 * norm);
    Near.within("clipped, " + seed, Math.min(limit, norm), norm(gradients), 1e-4);
    Optimizer optimizer = optimizers[random.between(0, optimizers.length - 1)];
    Parameters parameters = network.parameters();
    Attempt attempt =
        new Attempt("update, " + seed)
            .legal(gradients.length == parameters.size(), "gradients")
            .holds(gradients, parameters.values());
    return attempt.run(() -> optimizer.step(parameters, gradients));
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (int i = 0; values != null && i < values.length; i++) {
      sum += (double) values[i] * values[i];
    }
    return Math.sqrt(sum);
  }
}
