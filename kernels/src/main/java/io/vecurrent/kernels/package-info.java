/**
 * SIMD kernels on flat {@code float[]}: packed matrices and their products, activations, softmax,
 * level-1 arithmetic and optimiser updates.
 *
 * <p>Common to all: arrays with offsets, arguments checked once at the entry and before anything is
 * written, no allocation, no state but that of {@link io.vecurrent.kernels.PackedMatrix}, and the
 * same bits from the scalar back end and from every vector width. {@link
 * io.vecurrent.kernels.Backend} tells which one runs, and why.
 */
package io.vecurrent.kernels;
