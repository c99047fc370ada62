package io.vecurrent.rnn;

import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.layer.Rows;
import io.vecurrent.rnn.layer.Share;
import io.vecurrent.rnn.layer.StackBuffers;
import io.vecurrent.rnn.layer.Steps;
import io.vecurrent.rnn.team.Team;

/**
 * Every buffer that a network's forward and backward pass needs, preallocated for a largest time
 * and batch, reused from call to call: the course exercise's caches. Made by {@link
 * Network#workspace}.
 *
 * <p>Not for use by two threads at once: each thread has its own. A call that meets another
 * thread's pass in the same workspace ends with an {@link IllegalStateException}, as a rule, and
 * the pass goes on unharmed; between two calls of a thread nobody looks. No method allocates.
 */
public final class Workspace {
  /** What the buffers hold. */
  enum Phase {
    EMPTY,
    FORWARD,
    OUTPUT_GRADIENTS,
    SPENT
  }

  final Network network;
  final StackBuffers stack;

  /** Null in a network without a head. */
  private final HeadPass head;

  private final Outputs kind;

  final Steps steps;

  final Passes passes;
  final StepLosses stepLosses;
  private final int maxTime;
  private final int maxBatch;
  private Phase phase = Phase.EMPTY;
  private int time;
  private int batch;
  private int parametersVersion;

  private Workspace(
      Network network,
      int maxTime,
      int maxBatch,
      StackBuffers stack,
      HeadPass head,
      Outputs kind,
      Steps steps,
      Passes passes) {
    this.network = network;
    this.kind = kind;
    this.maxTime = maxTime;
    this.maxBatch = maxBatch;
    this.stack = stack;
    this.head = head;
    this.steps = steps;
    this.passes = passes;
    this.stepLosses = new StepLosses(this, maxTime * maxBatch);
  }

  /** Allocates the buffers; {@code team} is null for the calling thread alone. */
  static Workspace of(
      Network network, PackedWeights weights, int maxTime, int maxBatch, Team team, Outputs kind) {
    Checks.notNull(kind, "outputs");
    Checks.atLeast(maxTime, 1, "maxTime");
    Checks.atLeast(maxBatch, 1, "maxBatch");
    int rows = Checks.size(maxTime, maxBatch, "maxTime * maxBatch");
    StackBuffers stack = weights.stack().buffers(rows, maxBatch);
    Steps steps = new Steps(maxTime, maxBatch);
    HeadPass head =
        network.hasHead()
            ? new HeadPass(weights.head(), stack, steps, maxTime, maxBatch, kind == Outputs.LAST)
            : null;
    int[] tokens = network.vocabulary() == 0 ? null : new int[rows];
    Passes passes = new Passes(weights, stack, head, steps, tokens, team);
    return new Workspace(network, maxTime, maxBatch, stack, head, kind, steps, passes);
  }

  /** The largest number of time steps. */
  public int maxTime() {
    return maxTime;
  }

  /** The largest number of sequences. */
  public int maxBatch() {
    return maxBatch;
  }

  /** Time steps of the last forward pass; 0 before the first. */
  public int time() {
    return time;
  }

  /** Sequences of the last forward pass; 0 before the first. */
  public int batch() {
    return batch;
  }

  /**
   * Copies the outputs of the last forward pass: logits of the head, or hidden states of a network
   * without one.
   *
   * @param target {@code [time][batch][outputSize]} floats from {@code offset}; 0 beyond the length
   *     of a sequence
   * @throws NullPointerException if {@code target} is null
   * @throws IllegalArgumentException if the range does not fit the array, or that is the one of the
   *     parameters
   * @throws IllegalStateException before the first forward pass, or with {@link Outputs#LAST}
   */
  public void copyOutputs(float[] target, int offset) {
    requireForward();
    requireAllOutputs("copyLastOutputs");
    int width = network.outputSize();
    Checks.range(target, offset, time * batch * width, "target [time * batch * outputSize]");
    PassChecks.notParameters(network, target, "target");
    outputs().store(steps, target, offset);
  }

  /**
   * Copies the outputs of each sequence's last step in the last forward pass.
   *
   * @param target {@code [batch][outputSize]} floats from {@code offset}
   * @throws NullPointerException if {@code target} is null
   * @throws IllegalArgumentException if the range does not fit the array, or that is the one of the
   *     parameters
   * @throws IllegalStateException before the first forward pass
   */
  public void copyLastOutputs(float[] target, int offset) {
    requireForward();
    Rows rows = outputs();
    Checks.range(target, offset, batch * rows.width, "target [batch * outputSize]");
    PassChecks.notParameters(network, target, "target");
    int from = rows.offset(batch);
    for (int place = 0; place < batch; place++) {
      int to = offset + steps.sequence(place) * rows.width;
      System.arraycopy(rows.values, from + lastRow(place) * rows.stride, target, to, rows.width);
    }
  }

  /**
   * Copies the hidden states of the last layer after every step of the last forward pass (the
   * exercise's {@code a}).
   *
   * @param target {@code [time][batch][hiddenSize]} floats from {@code offset}, twice as many of a
   *     bidirectional layer, {@code [forward | reverse]}; 0 beyond the length of a sequence
   * @throws NullPointerException if {@code target} is null
   * @throws IllegalArgumentException if the range does not fit the array, or that is the one of the
   *     parameters
   * @throws IllegalStateException before the first forward pass
   */
  public void copyHidden(float[] target, int offset) {
    requireForward();
    Rows hidden = stack.output();
    int floats = time * batch * hidden.width;
    Checks.range(target, offset, floats, "target [time * batch * hiddenSize]");
    PassChecks.notParameters(network, target, "target");
    hidden.store(steps, target, offset);
  }

  /**
   * Sets the gradient of a loss of the caller's own with respect to the outputs, which {@link
   * Network#backward(Workspace, float[])} starts from (the exercise's {@code da}).
   *
   * @param source {@code [time][batch][outputSize]} floats from {@code offset}, copied; those
   *     beyond the length of a sequence are passed over
   * @throws NullPointerException if {@code source} is null
   * @throws IllegalArgumentException if the range does not fit the array
   * @throws IllegalStateException unless a forward pass came last, or with {@link Outputs#LAST}
   */
  public void setOutputGradients(float[] source, int offset) {
    requireFresh();
    requireAllOutputs("setLastOutputGradients");
    int width = network.outputSize();
    Checks.range(source, offset, time * batch * width, "source [time * batch * outputSize]");
    outputGradients().load(steps, source, offset, Share.ALL);
    phase = Phase.OUTPUT_GRADIENTS;
  }

  /**
   * The same for a loss on each sequence's last step alone; the gradients of all other outputs are
   * 0.
   *
   * @param source {@code [batch][outputSize]} floats from {@code offset}, copied
   * @throws NullPointerException if {@code source} is null
   * @throws IllegalArgumentException if the range does not fit the array
   * @throws IllegalStateException unless a forward pass came last
   */
  public void setLastOutputGradients(float[] source, int offset) {
    requireFresh();
    Rows rows = outputGradients();
    Checks.range(source, offset, batch * rows.width, "source [batch * outputSize]");
    clearOutputGradients();
    int to = rows.offset(batch);
    for (int place = 0; place < batch; place++) {
      int from = offset + steps.sequence(place) * rows.width;
      System.arraycopy(source, from, rows.values, to + lastRow(place) * rows.stride, rows.width);
    }
    phase = Phase.OUTPUT_GRADIENTS;
  }

  /**
   * From now on forward passes are for training, with the network's dropout; without this call, or
   * where the network has none, there is no dropout. Forgets the last forward pass.
   *
   * <p>The masks are a function of the seed, the number of forward passes since this call, the
   * layer, the step, the sequence and the unit: the same on every machine, in any batch, with any
   * team.
   *
   * @param seed of the masks
   */
  public void train(long seed) {
    passes.requireIdle();
    clear();
    stack.train(seed);
  }

  /**
   * From now on forward passes are without dropout, as in a new workspace. Forgets the last one.
   */
  public void evaluate() {
    passes.requireIdle();
    clear();
    stack.evaluate();
  }

  Rows outputs() {
    return head == null ? stack.output() : head.output();
  }

  Rows outputGradients() {
    return head == null ? stack.outputGradients() : head.outputGradients();
  }

  /** The row of the output of the last step of the sequence at {@code place}. */
  int lastRow(int place) {
    return head == null ? steps.lastRow(place) : head.lastRow(place);
  }

  /** The gradients of all outputs become 0. */
  void clearOutputGradients() {
    outputGradients().clear(head == null ? steps : head.rowSteps());
  }

  /** What a pass leaves that ends with an exception is of no use. */
  void clear() {
    phase = Phase.EMPTY;
  }

  /** What a forward pass of this size begins with; {@code lengths} is null if all are full. */
  Passes begin(int time, int batch, int[] lengths) {
    passes.requireIdle();
    clear();
    this.time = time;
    this.batch = batch;
    steps.set(time, batch, lengths);
    return passes;
  }

  void forwardDone(int parametersVersion) {
    this.parametersVersion = parametersVersion;
    phase = Phase.FORWARD;
  }

  void outputGradientsDone() {
    phase = Phase.OUTPUT_GRADIENTS;
  }

  void backwardDone() {
    phase = Phase.SPENT;
  }

  private void requireForward() {
    passes.requireIdle();
    if (phase == Phase.EMPTY) {
      throw new IllegalStateException(
          "the workspace is empty: call Network.forward first, and after train or evaluate");
    }
  }

  /** {@code instead} is for the message. */
  void requireAllOutputs(String instead) {
    if (kind == Outputs.LAST) {
      throw new IllegalStateException(
          "the workspace is for last outputs alone: call "
              + instead
              + ", or make one for Outputs.ALL");
    }
  }

  /** The last forward pass must not have been used up by a backward pass. */
  void requireFresh() {
    requireForward();
    if (phase == Phase.SPENT) {
      throw new IllegalStateException(
          "the backward pass has used up this forward pass: call Network.forward again");
    }
  }

  void requireOutputGradients(int currentVersion) {
    requireFresh();
    if (phase != Phase.OUTPUT_GRADIENTS) {
      throw new IllegalStateException(
          kind == Outputs.ALL
              ? "no output gradients yet: call SoftmaxCrossEntropy.of, MeanSquaredError.of or"
                  + " setOutputGradients first"
              : "no output gradients yet: call SoftmaxCrossEntropy.ofLast, MeanSquaredError.ofLast"
                  + " or setLastOutputGradients first");
    }
    if (currentVersion != parametersVersion) {
      throw new IllegalStateException(
          "the parameters have changed since the forward pass: call Network.forward again");
    }
  }
}
