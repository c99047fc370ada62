package io.vecurrent.rnn.safetensors;

/**
 * What the header says of one tensor, checked. The shape array is not copied; nobody changes it.
 *
 * @param name the tensor's name, any well-formed text
 * @param dtype the element type
 * @param shape dimensions, slowest first; empty for a scalar
 * @param begin first byte, from the start of the data
 * @param end the byte after the last; {@code end - begin} is element size times element count
 */
record TensorInfo(String name, DType dtype, int[] shape, int begin, int end) {}
