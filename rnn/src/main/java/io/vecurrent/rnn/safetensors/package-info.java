/**
 * Reading and writing safetensors files. Internal to the module.
 *
 * <p>A safetensors file is
 *
 * <ol>
 *   <li>8 bytes: the length N of the header in bytes, little-endian, unsigned;
 *   <li>N bytes: a JSON object in UTF-8 that starts with <code>{</code> and may be padded with
 *       spaces at its end. It maps each tensor name to <code>
 *       {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}</code>, and the name {@code
 *       __metadata__}, which is optional, to an object of strings. Offsets count bytes from the
 *       first byte after the header, {@code end} exclusive;
 *   <li>the data: the elements of all tensors, little-endian, row-major. The tensors tile the data:
 *       no overlap, no hole, nothing behind the last one.
 * </ol>
 *
 * <p>Files are untrusted. {@link io.vecurrent.rnn.safetensors.SafetensorsReader} checks every
 * length, offset, shape and name before it takes memory for the data, and reports what is wrong by
 * {@link io.vecurrent.rnn.ModelFormatException}. {@link
 * io.vecurrent.rnn.safetensors.SafetensorsWriter} writes a new file beside the old one and renames
 * it, so that a crash leaves the old one.
 *
 * <p>The path of a read: {@code SafetensorsReader} (lengths) to {@code JsonParser} (syntax) to
 * {@code HeaderParser} (meaning) to {@code Safetensors} and its {@code Tensor}s (elements).
 */
package io.vecurrent.rnn.safetensors;
