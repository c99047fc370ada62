package io.vecurrent.rnn;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Random calls on one random network, good and bad, in any order. What the documentation says of
 * the order is kept in a few fields; results are compared with double precision.
 */
final class RandomSession {
  private final Draws random;
  private final String seed;
  private final Network network;
  private final Network other;
  private final Outputs kept;
  private final Workspace workspace;
  private final RandomUses uses;
  private final RandomLosses losses;
  private final int maxTime;
  private final int maxBatch;

  /** Of the last forward pass; 0 before the first. */
  private int time;

  private int batch;
  private int[] lengths;
  private float[] inputs;
  private State start;
  private float[] outputs;
  private boolean spent;

  /** What gave the workspace its output gradients; null without. */
  private Consumer<Workspace> outputGradients;

  private boolean parametersChanged;

  /** Calls that went through and that were refused. */
  int right;

  int refused;

  RandomSession(Kind kind, long seed) {
    this.random = new Draws(seed);
    this.seed = kind + ", seed " + seed;
    int classes = random.rarely(3) ? 0 : random.between(1, 6);
    int hidden = random.between(1, 20);
    this.network = kind.network(random.between(1, 8), hidden, classes);
    this.other = kind.network(network.inputSize(), hidden, classes);
    this.maxTime = random.between(1, 5);
    this.maxBatch = random.between(1, 4);
    this.kept = random.rarely(3) ? Outputs.LAST : Outputs.ALL;
    this.workspace = network.workspace(maxTime, maxBatch, kept);
    this.losses = new RandomLosses(random, kept, this.seed);
    this.uses = new RandomUses(random, network, kind.canStream(), this.seed);
  }

  void run(int calls) {
    for (int i = 0; i < calls; i++) {
      boolean done =
          switch (random.between(0, 11)) {
            case 0, 1, 2 -> forward();
            case 3 -> loss();
            case 4 -> setOutputGradients();
            case 5, 6 -> backward();
            case 7 -> copyOutputs();
            case 8 -> uses.step();
            case 9 -> uses.states();
            case 10 -> uses.sampling();
            default -> update();
          };
      right += done ? 1 : 0;
      refused += done ? 0 : 1;
    }
  }

  private boolean forward() {
    int steps = random.number(1, maxTime);
    int sequences = random.number(1, maxBatch);
    int offset = random.number(0, 3);
    boolean withLengths = random.rarely(2);
    int[] wanted = withLengths ? lengths(steps, sequences) : null;
    long rows = (long) Math.max(0, Math.min(5, steps)) * Math.min(4, sequences);
    float[] x = random.array(3 + rows * network.inputSize());
    State state = random.state(network, sequences);
    State before = state == null ? null : state.copy();
    Network caller = random.rarely(20) ? other : network;
    Attempt attempt =
        new Attempt("forward, " + steps + " x " + sequences + ", " + seed)
            .legal(steps >= 1 && steps <= maxTime, "time")
            .legal(sequences >= 1 && sequences <= maxBatch, "batch")
            .legal(caller == network, "workspace")
            .legal(Draws.fits(state, network, sequences), "state")
            .required(x, "inputs")
            .range(x, offset, (long) steps * sequences * network.inputSize(), "inputs")
            .legal(areLengths(wanted, steps, sequences), "lengths")
            .holds(state);
    if (!attempt.run(() -> forward(caller, x, offset, steps, sequences, wanted, state))) {
      return false;
    }
    time = steps;
    batch = sequences;
    lengths = wanted == null ? filled(sequences, steps) : wanted;
    spent = false;
    outputGradients = null;
    parametersChanged = false;
    inputs = Arrays.copyOfRange(x, offset, x.length);
    start = before;
    checkForward(inputs, before, state);
    return true;
  }

  private void forward(
      Network caller, float[] x, int offset, int steps, int sequences, int[] wanted, State state) {
    if (wanted == null && steps == 1 && offset == 0) {
      caller.cellForward(x, sequences, state, workspace);
    } else if (wanted == null) {
      caller.forward(x, offset, steps, sequences, state, workspace);
    } else {
      caller.forward(x, offset, steps, sequences, wanted, state, workspace);
    }
  }

  private int[] lengths(int steps, int sequences) {
    int[] wanted = new int[Math.max(0, Math.min(9, sequences)) + random.between(0, 1)];
    for (int i = 0; i < wanted.length; i++) {
      int longest = Math.max(1, Math.min(9, steps));
      wanted[i] = random.rarely(25) ? random.between(-1, 7) : random.between(1, longest);
    }
    return wanted;
  }

  private static boolean areLengths(int[] wanted, int steps, int sequences) {
    return wanted == null
        || (wanted.length >= sequences
            && Arrays.stream(wanted)
                .limit(Math.max(0, sequences))
                .allMatch(n -> n >= 1 && n <= steps));
  }

  private static int[] filled(int count, int value) {
    int[] values = new int[count];
    Arrays.fill(values, value);
    return values;
  }

  /** Outputs and states against the equations in double, sequence by sequence. */
  private void checkForward(float[] x, State before, State after) {
    DoubleStack reference = new DoubleStack(network);
    outputs = kept == Outputs.ALL ? Data.outputs(network, workspace) : lastOutputs();
    int in = network.inputSize();
    int out = network.outputSize();
    for (int b = 0; b < batch; b++) {
      double[][] rows = new double[lengths[b]][];
      for (int t = 0; t < rows.length; t++) {
        int row = (t * batch + b) * in;
        rows[t] = Near.widen(Arrays.copyOfRange(x, row, row + in));
      }
      double[] start = before == null ? new double[network.newState().size()] : of(before, b);
      DoubleStack.Result expected = reference.forward(rows, start);
      for (int t = kept == Outputs.ALL ? 0 : lengths[b] - 1; t < lastChecked(b); t++) {
        int row = (t * batch + b) * out;
        double[] wanted = t < lengths[b] ? expected.outputs()[t] : new double[out];
        float[] actual = Arrays.copyOfRange(outputs, row, row + out);
        Near.relative("outputs, " + seed, wanted, actual, 1e-4);
      }
      if (after != null) {
        Near.relative("states, " + seed, expected.states(), Near.round(of(after, b)), 1e-4);
      }
    }
  }

  private int lastChecked(int sequence) {
    return kept == Outputs.ALL ? time : lengths[sequence];
  }

  /** Those of each sequence's last step at their places among all, NaN elsewhere. */
  private float[] lastOutputs() {
    int out = network.outputSize();
    float[] last = new float[batch * out];
    workspace.copyLastOutputs(last, 0);
    float[] all = new float[time * batch * out];
    Arrays.fill(all, Float.NaN);
    for (int b = 0; b < batch; b++) {
      System.arraycopy(last, b * out, all, ((lengths[b] - 1) * batch + b) * out, out);
    }
    return all;
  }

  /** The floats of one sequence, in the layout of a state of one. */
  private double[] of(State state, int sequence) {
    return Draws.sequence(network, state, sequence);
  }

  private boolean loss() {
    Consumer<Workspace> loss = losses.random(workspace, time > 0 && !spent, lengths, outputs);
    return begins(loss);
  }

  /** Keeps what the next backward pass begins with, if that went through. */
  private boolean begins(Consumer<Workspace> gradients) {
    outputGradients = gradients == null ? outputGradients : gradients;
    return gradients != null;
  }

  private boolean setOutputGradients() {
    boolean last = random.rarely(2);
    int offset = random.number(0, 2);
    int floats = (last ? 1 : time) * batch * network.outputSize();
    float[] source = random.array(floats + 2L);
    Attempt attempt =
        new Attempt("set output gradients, " + seed)
            .inOrder(time > 0 && !spent && (last || kept == Outputs.ALL))
            .required(source, "source")
            .range(source, offset, floats, "source");
    Consumer<Workspace> call =
        last
            ? w -> w.setLastOutputGradients(source, offset)
            : w -> w.setOutputGradients(source, offset);
    return begins(attempt.run(() -> call.accept(workspace)) ? call : null);
  }

  /**
   * Whether gradients are right is {@link StackGradientTest}'s business; here: they are those of
   * the same pass in a new workspace for outputs of all steps, whatever this one did before.
   */
  private boolean backward() {
    float[] gradients =
        random.rarely(15) ? random.array(network.parameters().size()) : network.newGradients();
    if (gradients != null) {
      Arrays.fill(gradients, Float.NaN);
    }
    float[] inputGradients = random.array((long) time * batch * network.inputSize());
    float[] around = inputGradients == null ? null : inputGradients.clone();
    State stateGradients = random.state(network, Math.max(1, batch));
    State ofLater = stateGradients == null ? null : stateGradients.copy();
    Network caller = random.rarely(20) ? other : network;
    int size = network.parameters().size();
    int floats = time * batch * network.inputSize();
    Attempt attempt =
        new Attempt("backward, " + seed)
            .inOrder(time > 0 && !spent && outputGradients != null && !parametersChanged)
            .legal(caller == network, "workspace")
            .required(gradients, "gradients")
            .legal(gradients == null || gradients.length == size, "gradients")
            .range(inputGradients, 0, floats, "inputGradients")
            .legal(Draws.fits(stateGradients, network, batch), "stateGradients")
            .holds(stateGradients)
            .holds(gradients);
    boolean done =
        attempt.run(
            () -> {
              if (time == 1) {
                caller.cellBackward(workspace, gradients, inputGradients, stateGradients);
              } else {
                caller.backward(workspace, gradients, inputGradients, stateGradients);
              }
            });
    if (!done) {
      return false;
    }
    spent = true;
    float[] expected = network.newGradients();
    float[] expectedInputs = new float[floats];
    inANewWorkspace(expected, expectedInputs, ofLater);
    Near.bits("gradients, " + seed, expected, gradients);
    if (inputGradients != null) {
      System.arraycopy(expectedInputs, 0, around, 0, floats);
      Near.bits("input gradients and what stands behind, " + seed, around, inputGradients);
    }
    if (stateGradients != null) {
      Near.bits("state gradients, " + seed, ofLater.toArray(), stateGradients.toArray());
    }
    return true;
  }

  private void inANewWorkspace(float[] gradients, float[] inputGradients, State stateGradients) {
    Workspace fresh = network.workspace(time, batch);
    network.forward(inputs, 0, time, batch, lengths, start, fresh);
    outputGradients.accept(fresh);
    network.backward(fresh, gradients, inputGradients, stateGradients);
  }

  private boolean copyOutputs() {
    boolean last = random.rarely(2);
    int offset = random.number(0, 3);
    int out = network.outputSize();
    int floats = (last ? 1 : time) * batch * out;
    float[] target = random.array(floats + 3L);
    float[] before = target == null ? null : target.clone();
    Attempt attempt =
        new Attempt("copy outputs, " + seed)
            .inOrder(time > 0 && (last || kept == Outputs.ALL))
            .required(target, "target")
            .range(target, offset, floats, "target");
    if (!attempt.run(
        () -> {
          if (last) {
            workspace.copyLastOutputs(target, offset);
          } else {
            workspace.copyOutputs(target, offset);
          }
        })) {
      return false;
    }
    for (int row = 0; row < floats / out; row++) {
      int from = last ? (lengths[row] - 1) * batch + row : row;
      System.arraycopy(outputs, from * out, before, offset + row * out, out);
    }
    Near.bits("outputs and what stands around them, " + seed, before, target);
    return true;
  }

  private boolean update() {
    boolean done = uses.update();
    parametersChanged |= done;
    return done;
  }
}
