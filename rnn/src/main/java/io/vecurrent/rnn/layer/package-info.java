/**
 * The engine: layers that compute on padded, preallocated buffers. Internal to the module.
 *
 * <p>Inside, every row (a time step of one sequence) is padded to a multiple of 16 floats, and the
 * padding is zero: kernels then work on whole vectors only. {@link io.vecurrent.rnn.layer.Steps}
 * says which row is which step of which sequence, {@link io.vecurrent.rnn.layer.Rows} copies
 * between these rows and the compact arrays of callers.
 *
 * <p>A {@link io.vecurrent.rnn.layer.Cell} knows one step's element-wise part, a {@link
 * io.vecurrent.rnn.layer.RecurrentLayer} the products around it, for any cell with its gates
 * stacked in one matrix. A {@link io.vecurrent.rnn.layer.Level} is one such layer or two that read
 * their input from both ends, a {@link io.vecurrent.rnn.layer.Stack} several levels.
 */
package io.vecurrent.rnn.layer;
