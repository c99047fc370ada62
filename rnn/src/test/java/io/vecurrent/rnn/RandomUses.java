package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  private final int streams;
  private final Stepper stepper;
  private final Optimizer[] optimizers;

  RandomUses(Draws random, Network network, boolean canStream, String seed) {
    this.random = random;
    this.network = network;
    this.seed = seed;
    this.streams = random.between(1, 3);
    this.stepper = canStream ? network.stepper(streams) : null;
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
    int in = network.inputSize();
    int out = network.outputSize();
    float[] input = random.array(2L + (long) streams * Math.max(in, out));
    // In place sometimes: inputs are read before the outputs are written.
    float[] output = random.rarely(4) ? input : random.array(2L + (long) streams * out);
    State state = random.state(network, streams);
    Attempt attempt =
        new Attempt("step, " + seed)
            .required(state, "state")
            .legal(Draws.fits(state, network, streams), "state")
            .required(input, "input")
            .required(output, "output")
            .range(input, from, (long) streams * in, "input")
            .range(output, to, (long) streams * out, "output")
            .holds(state);
    State before = state == null ? null : state.copy();
    float[] given = input == null ? null : input.clone();
    float[] around = output == null ? null : output.clone();
    if (!attempt.run(() -> stepper.step(input, from, state, output, to))) {
      return false;
    }
    for (int b = 0; b < streams; b++) {
      int x = from + b * in;
      int y = to + b * out;
      double[][] row = {Near.widen(Arrays.copyOfRange(given, x, x + in))};
      double[] start = Draws.sequence(network, before, b);
      DoubleStack.Result expected = new DoubleStack(network).forward(row, start);
      float[] written = Arrays.copyOfRange(output, y, y + out);
      Near.relative("step, " + seed, expected.outputs()[0], written, 1e-4);
      float[] after = Near.round(Draws.sequence(network, state, b));
      Near.relative("state, " + seed, expected.states(), after, 1e-4);
    }
    System.arraycopy(output, to, around, to, streams * out);
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
    return moveSequence(state, random.number(0, sequences - 1));
  }

  /** Out of one state and into another, which holds nothing else. */
  private boolean moveSequence(State state, int sequence) {
    int offset = random.number(0, 2);
    float[] values = random.array(2L + state.sequenceSize());
    Attempt attempt =
        new Attempt("copySequenceTo, " + seed)
            .required(values, "target")
            .legal(sequence >= 0 && sequence < state.batch(), "sequence")
            .range(values, offset, state.sequenceSize(), "target");
    if (!attempt.run(() -> state.copySequenceTo(sequence, values, offset))) {
      return false;
    }
    double[] expected = Draws.sequence(network, state, sequence);
    State one = network.newState();
    one.copySequenceFrom(0, values, offset);
    Near.bits("sequence, " + seed, Near.round(expected), one.toArray());
    return true;
  }

  boolean sampling() {
    return random.rarely(2) ? draw() : drawFromLogits();
  }

  private boolean draw() {
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

  /** From logits, which become probabilities: the drawn one spans u in their cumulative sum. */
  private boolean drawFromLogits() {
    int count = random.number(1, 20);
    int offset = random.number(0, 3);
    float[] x = random.array(3L + Math.max(0, Math.min(20, count)));
    if (x != null && x.length > 0 && random.rarely(10)) {
      Arrays.fill(x, random.rarely(2) ? Float.NEGATIVE_INFINITY : Float.NaN);
    }
    float temperature =
        random.rarely(10) ? -random.between(0, 1) : (float) random.fraction() + 0.1f;
    double u = random.rarely(20) ? 1 : random.fraction();
    float[] logits = x == null ? null : x.clone();
    Attempt attempt =
        new Attempt("draw from logits, " + seed)
            .required(x, "logits")
            .legal(count >= 1, "count")
            .range(x, offset, count, "logits")
            .legal(x == null || x.length == 0 || Float.isFinite(x[0]), "logits")
            .legal(temperature > 0, "temperature")
            .legal(u < 1, "u");
    int[] drawn = new int[1];
    if (!attempt.run(() -> drawn[0] = Sampling.draw(x, offset, count, temperature, u))) {
      return false;
    }
    double[] weights = new double[count + 1];
    for (int i = 0; i < count; i++) {
      weights[i + 1] = weights[i] + Math.exp(logits[offset + i] / (double) temperature);
    }
    double sum = weights[count];
    boolean spans = weights[drawn[0]] / sum <= u + 1e-6 && u - 1e-6 <= weights[drawn[0] + 1] / sum;
    assertTrue(spans, "draw from logits, " + seed);
    for (int i = 0; i < count; i++) {
      double p = (weights[i + 1] - weights[i]) / sum;
      Near.within("probabilities, " + seed, p, x[offset + i], 1e-5);
      x[offset + i] = logits[offset + i];
    }
    Near.bits("what stands around the logits, " + seed, logits, x);
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
