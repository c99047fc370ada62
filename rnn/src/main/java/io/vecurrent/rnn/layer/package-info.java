/**
 * The engine: layers that compute on padded, preallocated buffers. Internal to the module.
 *
 * <p>Inside, every row (a time step of one sequence) is padded to a multiple of 16 floats, and the
 * padding is zero: kernels then work on whole vectors only. {@link io.vecurrent.rnn.layer.Padding}
 * copies between these rows and the compact arrays of callers. Row {@code t * batch + b} is step t
 * of sequence b.
 *
 * <p>A {@link io.vecurrent.rnn.layer.Cell} knows one step's element-wise part, a {@link
 * io.vecurrent.rnn.layer.RecurrentLayer} the products around it, for any cell with its gates
 * stacked in one matrix.
 */
package io.vecurrent.rnn.layer;
