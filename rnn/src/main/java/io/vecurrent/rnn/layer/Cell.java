package io.vecurrent.rnn.layer;

/**
 * The element-wise part of one step of a recurrent cell, and where it wants its products.
 *
 * <p>A row of {@link RecurrentBuffers#gates} is a sequence of {@link #blocks} blocks, each as wide
 * as the padded hidden size. The layer puts the product of gate g of {@code weight_ih} into block
 * {@link #inputBlock}, and that of {@code weight_hh} into {@link #recurrentBlock}. Where both are
 * the same the parts are added up in one chain, {@code b_ih + b_hh} (rounded once), {@code W_ih x},
 * {@code W_hh h}; where not, each is a chain of its own that begins with its bias. The gradients of
 * the pre-activations take the same places.
 *
 * <p>A cell holds no state: all of it lies in the buffers, so that one cell serves all threads.
 */
public interface Cell {
  /** What builder and model file call it: {@code rnn}, {@code gru}, {@code lstm}. */
  String kind();

  /** Row blocks of {@code weight_ih} and {@code weight_hh}: 1 for the vanilla RNN. */
  int gates();

  /** Blocks of a row of {@link RecurrentBuffers#gates}: at least {@link #gates}. */
  default int blocks() {
    return gates();
  }

  /** Where gate {@code gate} of the input product goes; all of them take blocks 0 to gates - 1. */
  default int inputBlock(int gate) {
    return gate;
  }

  /** Where gate {@code gate} of the recurrent product goes; all of them take the last blocks. */
  default int recurrentBlock(int gate) {
    return inputBlock(gate);
  }

  /** Vectors that go from step to step: 1 (h), or 2 (h and c) for a cell with a memory. */
  int stateVectors();

  /**
   * From pre-activations and the states before a step to the states after it. May replace the
   * pre-activations by what {@link #backward} needs.
   *
   * @param states where {@link GateBuffers#from} counts: those of the buffers, or the caller's
   * @param row the first row of {@link GateBuffers#gates}
   * @param rows how many rows; several sequences of one step
   * @param before the first row of the states before the step
   * @param after the first row of the states after the step, which may be the same
   * @param unit the first unit of each row
   * @param units how many units; all of a padded row unless {@code rows} is 1
   */
  void forward(
      GateBuffers b, float[] states, int row, int rows, int before, int after, int unit, int units);

  /**
   * From the gradients of the states after a step ({@link RecurrentBuffers#outputGradients}, where
   * those of later steps have been added) to the gradients of the pre-activations, which replace
   * {@link RecurrentBuffers#gates}. What reaches the states before the step past all products is
   * added to their gradients. A cell with further state vectors takes their running gradient in
   * {@link RecurrentBuffers#stateGradients} one step back.
   *
   * @param row the first row of {@link RecurrentBuffers#gates}
   * @param rows how many, with all units
   * @param before the first row of states and output gradients before the step
   * @param after the first row of states and output gradients after the step
   * @param sequence the first row of {@link RecurrentBuffers#stateGradients}
   */
  void backward(RecurrentBuffers b, int row, int rows, int before, int after, int sequence);
}
