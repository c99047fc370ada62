/** Recurrent networks from {@code .onnx} files: {@link io.vecurrent.onnx.OnnxModel}. */
package io.vecurrent.onnx;
