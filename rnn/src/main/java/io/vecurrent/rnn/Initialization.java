package io.vecurrent.rnn;

/** How a new network's parameters are drawn. */
public enum Initialization {
  /**
   * PyTorch's rule: every recurrent parameter uniform in {@code (-1/sqrt(hidden), 1/sqrt(hidden))},
   * every linear one in {@code (-1/sqrt(inputs), 1/sqrt(inputs))}, embeddings normal with mean 0
   * and variance 1.
   */
  UNIFORM,
  /**
   * As {@link #UNIFORM}, but each gate of {@code weight_hh} is a random orthogonal matrix, which
   * neither grows nor shrinks a state (Saxe, McClelland and Ganguli, 2014, "Exact solutions to the
   * nonlinear dynamics of learning in deep linear neural networks").
   */
  ORTHOGONAL_RECURRENT
}
