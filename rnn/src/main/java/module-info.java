/** Recurrent networks on the kernels: cells, sequences, losses, optimisers and model files. */
module io.vecurrent.rnn {
  requires transitive io.vecurrent.kernels;

  exports io.vecurrent.rnn;
  exports io.vecurrent.rnn.optim;
  exports io.vecurrent.rnn.team;
}
