package io.vecurrent.rnn;

import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.layer.LinearBuffers;
import io.vecurrent.rnn.layer.Padding;
import io.vecurrent.rnn.layer.Rows;
import io.vecurrent.rnn.layer.StackStepper;
import io.vecurrent.rnn.layer.StateLayout;

/**
 * Streaming inference: one input vector in, one output vector out, the state owned by the caller;
 * or one of each for several streams, which then share every product. A stepper is scratch space on
 * a shared model: one for each thread, for any number of streams. Made by {@link Network#stepper()}
 * and {@link Network#stepper(int)}.
 *
 * <p>A step gives the bits of the same step in {@link Network#forward}, and allocates nothing. Two
 * threads in one stepper are the caller's mistake; as a rule one gets an {@link
 * IllegalStateException}.
 */
public final class Stepper {
  private final Network network;
  private final PackedWeights weights;
  private final int batch;
  private final StackStepper stack;

  /** Null in a network without a head. */
  private final LinearBuffers head;

  /** The embedded tokens; null in a network without an embedding. */
  private final Rows embedded;

  private final int[] oneToken = new int[1];

  // Of the network, whose own methods a step does not call: C2's first of them would make the
  // class's error texts, a thousand bytes, in the midst of a step.
  private final int vocabulary;
  private final int inputSize;
  private final int outputSize;
  private final StateLayout layout;

  /** Whether a step is on its way; an ordinary field, as in {@link Passes}. */
  private boolean running;

  Stepper(Network network, PackedWeights weights, int batch) {
    if (network.isBidirectional()) {
      throw new IllegalStateException(
          "stepper: a bidirectional layer needs whole sequences, call forward; this is " + network);
    }
    this.network = network;
    this.weights = weights;
    this.batch = Checks.atLeast(batch, 1, "batch");
    this.vocabulary = network.vocabulary();
    this.inputSize = network.inputSize();
    this.outputSize = network.outputSize();
    this.layout = network.stateLayout();
    this.stack = weights.stack().stepper(batch);
    this.head = network.hasHead() ? weights.head().buffers(batch) : null;
    this.embedded = vocabulary == 0 ? null : weights.embedding().output(batch);
  }

  /** The number of streams of each step. */
  public int batch() {
    return batch;
  }

  /**
   * One step at the start of each array; see {@link #step(float[], int, State, float[], int)}.
   *
   * @param input {@code [batch][inputSize]}
   * @param state replaced by the state after the step
   * @param output {@code [batch][outputSize]}: logits, or the hidden states of a network without a
   *     head
   */
  public void step(float[] input, State state, float[] output) {
    step(input, 0, state, output, 0);
  }

  /**
   * One step.
   *
   * @param input {@code [batch][inputSize]} floats from {@code inputOffset}
   * @param state a state of {@link #batch()} sequences of this network's sizes; replaced by the
   *     state after the step
   * @param output {@code [batch][outputSize]} floats from {@code outputOffset}: logits, or the
   *     hidden states of a network without a head; may overlap the input
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if a range does not fit its array, the output is the array of
   *     the parameters, the network begins with an embedding, or the state is not one of as many
   *     sequences of this network; nothing has been changed then
   */
  public void step(float[] input, int inputOffset, State state, float[] output, int outputOffset) {
    checkTargets(state, output, outputOffset);
    PassChecks.takesFloats(vocabulary);
    int floats = Checks.size(batch, inputSize, "batch * inputSize");
    Checks.range(input, inputOffset, floats, "input [batch * inputSize]");
    begin();
    try {
      forward(input, inputOffset, inputSize, state, output, outputOffset);
    } finally {
      running = false;
    }
  }

  /** {@link #step(int, State, float[], int)} with an output from offset 0. */
  public void step(int token, State state, float[] output) {
    step(token, state, output, 0);
  }

  /**
   * One step of one stream of tokens.
   *
   * @see #step(int[], int, State, float[], int)
   */
  public void step(int token, State state, float[] output, int outputOffset) {
    if (batch != 1) {
      throw new IllegalArgumentException(
          "token: this stepper wants one of each of its " + batch + " streams, an int[]");
    }
    requireIdle();
    oneToken[0] = token;
    step(oneToken, 0, state, output, outputOffset);
  }

  /**
   * One step of a network that begins with an embedding.
   *
   * @param tokens one of each stream from {@code tokenOffset}, from 0 to the network's vocabulary -
   *     1
   * @param state a state of {@link #batch()} sequences of this network's sizes; replaced by the
   *     state after the step
   * @param output {@code [batch][outputSize]} floats from {@code outputOffset}: logits, or the
   *     hidden states of a network without a head
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the network has no embedding, a token or a range is out of
   *     bounds, the output is the array of the parameters, or the state is not one of as many
   *     sequences of this network; nothing has been changed then
   */
  public void step(int[] tokens, int tokenOffset, State state, float[] output, int outputOffset) {
    checkTargets(state, output, outputOffset);
    PassChecks.tokens(vocabulary, inputSize, tokens, tokenOffset, 1, batch, null);
    begin();
    try {
      weights.embed(tokens, tokenOffset, batch, embedded);
      forward(embedded.values, 0, embedded.stride, state, output, outputOffset);
    } finally {
      running = false;
    }
  }

  private void checkTargets(State state, float[] output, int outputOffset) {
    Checks.notNull(state, "state");
    int floats = Checks.size(batch, outputSize, "batch * outputSize");
    Checks.range(output, outputOffset, floats, "output [batch * outputSize]");
    PassChecks.notParameters(network, output, "output");
    PassChecks.state(layout, state, batch, "state");
  }

  private void requireIdle() {
    if (running) {
      throw new IllegalStateException(
          "stepper: steps for another thread; each needs a stepper of its own");
    }
  }

  private void begin() {
    requireIdle();
    running = true;
  }

  private void forward(
      float[] input, int inputOffset, int stride, State state, float[] output, int outputOffset) {
    weights.refresh();
    float[] rows = state.values();
    stack.step(input, inputOffset, stride, rows);
    int from = stack.output();
    int distance = stack.outputStride();
    if (head != null) {
      weights.head().forward(head, 0, batch, rows, from, distance);
      rows = head.output.values;
      from = 0;
      distance = head.output.stride;
    }
    Padding.copyRows(batch, outputSize, rows, from, distance, output, outputOffset, outputSize);
  }

  /**
   * Steps a scratch state on random inputs until the JIT is through, so that the next steps are
   * fast and allocate nothing. Takes a second or two, at most ten; allocates. A service calls it
   * once, before it takes traffic.
   */
  public void warmUp() {
    WarmUp.of(network, this);
  }
}
