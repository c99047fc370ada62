package io.vecurrent.rnn.layer;

/**
 * The element-wise part of one step of a recurrent cell. The layer has done the products: {@link
 * RecurrentBuffers#gates} holds {@code b_ih + W_ih x + b_hh + W_hh h}, the cell's gates stacked.
 *
 * <p>A cell holds no state: all of it lies in the buffers, so that one cell serves all threads.
 */
public interface Cell {
  /** Row blocks of {@code weight_ih} and {@code weight_hh}: 1 for the vanilla RNN. */
  int gates();

  /** Vectors that go from step to step: 1 (h), or 2 (h and c) for a cell with a memory. */
  int stateVectors();

  /**
   * From the pre-activations of step t and the states before it (row block t of {@link
   * RecurrentBuffers#states}) to the states after it (row block t + 1). May replace the
   * pre-activations by what {@link #backward} needs.
   */
  void forward(RecurrentBuffers buffers, int t, int batch);

  /**
   * From the gradient of the state after step t (row block t of {@link
   * RecurrentBuffers#outputGradients}, where that of later steps has been added) to the gradient of
   * the pre-activations, which replaces row block t of {@link RecurrentBuffers#gates}. A cell with
   * further state vectors also takes their running gradient in {@link
   * RecurrentBuffers#stateGradients} one step back.
   */
  void backward(RecurrentBuffers buffers, int t, int batch);
}
