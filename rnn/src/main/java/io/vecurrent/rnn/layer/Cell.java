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
   * From pre-activations and the states before a step to the states after it. Row {@code row} of
   * {@link RecurrentBuffers#gates} belongs to the states in the same row of {@link
   * RecurrentBuffers#states} (before) and {@code batch} rows further on (after). May replace the
   * pre-activations by what {@link #backward} needs.
   *
   * @param rows how many rows from {@code row}; several sequences of one step
   * @param unit the first unit of each row
   * @param units how many units; all of a padded row unless {@code rows} is 1
   */
  void forward(RecurrentBuffers buffers, int row, int rows, int batch, int unit, int units);

  /**
   * From the gradients of the states after a step ({@link RecurrentBuffers#outputGradients}, where
   * those of later steps have been added) to the gradients of the pre-activations, which replace
   * {@link RecurrentBuffers#gates} in the same rows. A cell with further state vectors also takes
   * their running gradient in {@link RecurrentBuffers#stateGradients} one step back.
   *
   * @param row the first row of a step's sequences that are wanted
   * @param rows how many, with all units
   */
  void backward(RecurrentBuffers buffers, int row, int rows, int batch);
}
