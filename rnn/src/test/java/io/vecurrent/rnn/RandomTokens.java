package io.vecurrent.rnn;

import java.util.Arrays;

/** Random calls on a network that begins with an embedding: passes and steps of tokens. */
final class RandomTokens {
  private final Draws random;
  private final String seed;
  private final Network network;
  private final Workspace workspace;
  private final int vocabulary;
  private final int maxTime;
  private final int maxBatch;
  private final Stepper stepper;

  RandomTokens(long seed) {
    this.random = new Draws(seed);
    this.seed = "tokens, seed " + seed;
    this.vocabulary = random.between(1, 9);
    NetworkBuilder builder = Network.embedding(vocabulary, random.between(1, 6));
    builder.gru(random.between(1, 18)).seed(seed);
    this.network =
        random.rarely(3) ? builder.build() : builder.linear(random.between(1, 6)).build();
    this.maxTime = random.between(1, 5);
    this.maxBatch = random.between(1, 4);
    this.workspace = network.workspace(maxTime, maxBatch);
    this.stepper = network.stepper(random.between(1, 3));
  }

  /** Whether the call went through. */
  boolean call() {
    return random.rarely(2) ? forward() : step();
  }

  private boolean forward() {
    int time = random.number(1, maxTime);
    int batch = random.number(1, maxBatch);
    int offset = random.number(0, 3);
    boolean sized = time >= 1 && time <= maxTime && batch >= 1 && batch <= maxBatch;
    int[] lengths = random.rarely(2) && sized ? lengths(time, batch) : null;
    int[] tokens = tokens(3 + Math.max(0, Math.min(5, time)) * Math.max(0, Math.min(4, batch)));
    State state = random.state(network, batch);
    State before = state == null ? network.newState(sized ? batch : 1) : state.copy();
    Attempt attempt =
        new Attempt("forward, " + time + " x " + batch + ", " + seed)
            .legal(time >= 1 && time <= maxTime, "time")
            .legal(batch >= 1 && batch <= maxBatch, "batch")
            .legal(Draws.fits(state, network, batch), "state")
            .required(tokens, "tokens")
            .legal(!sized || areTokens(tokens, offset, time, batch, lengths), "tokens")
            .holds(state);
    int[] given = tokens == null ? null : tokens.clone();
    if (!attempt.run(
        () -> network.forward(tokens, offset, time, batch, lengths, state, workspace))) {
      return false;
    }
    float[] outputs = Data.outputs(network, workspace);
    for (int b = 0; b < batch; b++) {
      int steps = lengths == null ? time : lengths[b];
      int[] sequence = new int[steps];
      for (int t = 0; t < steps; t++) {
        sequence[t] = given[offset + t * batch + b];
      }
      check(sequence, before, state, b, outputs, b * network.outputSize(), batch);
    }
    return true;
  }

  private boolean step() {
    int batch = stepper.batch();
    int from = random.number(0, 2);
    int to = random.number(0, 2);
    int[] tokens = tokens(2 + batch);
    float[] output = random.array(2L + (long) batch * network.outputSize());
    float[] around = output == null ? null : output.clone();
    State state = random.state(network, batch);
    State before = state == null ? null : state.copy();
    Attempt attempt =
        new Attempt("step, " + seed)
            .required(state, "state")
            .legal(Draws.fits(state, network, batch), "state")
            .required(tokens, "tokens")
            .legal(areTokens(tokens, from, 1, batch, null), "tokens")
            .required(output, "output")
            .range(output, to, (long) batch * network.outputSize(), "output")
            .holds(state);
    boolean one = batch == 1 && from == 0 && tokens != null && tokens.length > 0;
    if (!attempt.run(
        () -> {
          if (one) {
            stepper.step(tokens[0], state, output, to);
          } else {
            stepper.step(tokens, from, state, output, to);
          }
        })) {
      return false;
    }
    for (int b = 0; b < batch; b++) {
      int[] sequence = {tokens[from + b]};
      check(sequence, before, state, b, output, to + b * network.outputSize(), batch);
    }
    System.arraycopy(output, to, around, to, batch * network.outputSize());
    Near.bits("what stands around the output, " + seed, around, output);
    return true;
  }

  /** One sequence against the equations in double, fed with the rows of the embedding. */
  private void check(
      int[] tokens, State before, State after, int sequence, float[] outputs, int at, int batch) {
    float[] embedding = network.parameters().get("embedding.weight");
    int dimension = embedding.length / vocabulary;
    double[][] rows = new double[tokens.length][];
    for (int t = 0; t < rows.length; t++) {
      int row = tokens[t] * dimension;
      rows[t] = Near.widen(Arrays.copyOfRange(embedding, row, row + dimension));
    }
    double[] start = Draws.sequence(network, before, sequence);
    DoubleStack.Result expected = new DoubleStack(network).forward(rows, start);
    int out = network.outputSize();
    for (int t = 0; t < rows.length; t++) {
      int row = at + t * batch * out;
      float[] actual = Arrays.copyOfRange(outputs, row, row + out);
      Near.relative("outputs, " + seed, expected.outputs()[t], actual, 1e-4);
    }
    if (after != null) {
      float[] states = Near.round(Draws.sequence(network, after, sequence));
      Near.relative("states, " + seed, expected.states(), states, 1e-4);
    }
  }

  private int[] lengths(int time, int batch) {
    int[] lengths = new int[batch];
    Arrays.setAll(lengths, b -> random.between(1, time));
    return lengths;
  }

  /** Mostly so many, and all within the vocabulary; now and then too few, null or one outside. */
  private int[] tokens(int count) {
    if (random.rarely(30)) {
      return null;
    }
    int[] tokens = new int[Math.max(0, count - (random.rarely(10) ? random.between(1, 4) : 0))];
    Arrays.setAll(tokens, i -> random.between(0, vocabulary - 1));
    if (tokens.length > 0 && random.rarely(6)) {
      tokens[random.between(0, tokens.length - 1)] = random.number(0, vocabulary - 1);
    }
    return tokens;
  }

  /** Whether the range fits, and all that are steps of a sequence are in the vocabulary. */
  private boolean areTokens(int[] tokens, int offset, int time, int batch, int[] lengths) {
    if (tokens == null) {
      return true;
    }
    boolean legal = offset >= 0 && offset + (long) time * batch <= tokens.length;
    for (int i = 0; legal && i < time * batch; i++) {
      boolean isStep = lengths == null || i / batch < lengths[i % batch];
      int token = tokens[offset + i];
      legal = !isStep || (token >= 0 && token < vocabulary);
    }
    return legal;
  }
}
