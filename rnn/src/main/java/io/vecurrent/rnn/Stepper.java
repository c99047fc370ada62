package io.vecurrent.rnn;

import io.vecurrent.kernels.internal.Checks;

/**
 * Streaming inference: one input vector in, one output vector out, the state owned by the caller. A
 * stepper is scratch space on a shared model: one for each thread, for any number of streams. Made
 * by {@link Network#stepper()}.
 *
 * <p>A step gives the bits of the same step in {@link Network#forward}, and allocates nothing. Two
 * threads in one stepper are the caller's mistake; as a rule one gets an {@link
 * IllegalStateException}.
 */
public final class Stepper {
  private final Network network;
  private final Workspace workspace;
  private final int[] oneToken = new int[1];

  Stepper(Network network) {
    this.network = network;
    this.workspace = network.workspace(1, 1);
  }

  /**
   * One step at the start of each array; see {@link #step(float[], int, State, float[], int)}.
   *
   * @param input {@code inputSize} floats
   * @param state a state of one sequence of this network's sizes; replaced by the state after the
   *     step
   * @param output {@code outputSize} floats: logits, or the hidden state of a network without a
   *     head
   */
  public void step(float[] input, State state, float[] output) {
    step(input, 0, state, output, 0);
  }

  /**
   * One step.
   *
   * @param input {@code inputSize} floats from {@code inputOffset}
   * @param state a state of one sequence of this network's sizes; replaced by the state after the
   *     step
   * @param output {@code outputSize} floats from {@code outputOffset}: logits, or the hidden state
   *     of a network without a head; may overlap the input
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if a range does not fit its array or the state is not one of a
   *     single sequence of this network; nothing has been changed then
   */
  public void step(float[] input, int inputOffset, State state, float[] output, int outputOffset) {
    Checks.notNull(state, "state");
    Checks.range(output, outputOffset, network.outputSize(), "output [outputSize]");
    network.forward(input, inputOffset, 1, 1, state, workspace);
    workspace.copyOutputs(output, outputOffset);
  }

  /** {@link #step(int, State, float[], int)} with an output from offset 0. */
  public void step(int token, State state, float[] output) {
    step(token, state, output, 0);
  }

  /**
   * One step of a network that begins with an embedding.
   *
   * @param token from 0 to the network's vocabulary - 1
   * @param state a state of one sequence of this network's sizes; replaced by the state after the
   *     step
   * @param output {@code outputSize} floats from {@code outputOffset}: logits, or the hidden state
   *     of a network without a head
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the network has no embedding, the token or a range is out
   *     of bounds, or the state is not one of a single sequence of this network; nothing has been
   *     changed then
   */
  public void step(int token, State state, float[] output, int outputOffset) {
    Checks.notNull(state, "state");
    Checks.range(output, outputOffset, network.outputSize(), "output [outputSize]");
    oneToken[0] = token;
    network.forward(oneToken, 1, 1, state, workspace);
    workspace.copyOutputs(output, outputOffset);
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
