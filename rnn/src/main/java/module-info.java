/** Recurrent networks on the kernels: cells, sequences, losses, optimisers and model files. */
@SuppressWarnings("module") // the module that a package is exported to is built later
module io.vecurrent.rnn {
  requires transitive io.vecurrent.kernels;

  exports io.vecurrent.rnn;
  exports io.vecurrent.rnn.optim;
  exports io.vecurrent.rnn.team;
  exports io.vecurrent.rnn.safetensors to
      io.vecurrent.onnx;
}
