/** Recurrent networks from ONNX files. */
@SuppressWarnings("requires-automatic") // protobuf-java has a stable name, but no descriptor
module io.vecurrent.onnx {
  requires transitive io.vecurrent.rnn;
  requires com.google.protobuf;

  exports io.vecurrent.onnx;
}
