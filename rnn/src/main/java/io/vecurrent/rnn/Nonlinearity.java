package io.vecurrent.rnn;

/** The activation of a vanilla recurrent layer; PyTorch's {@code nonlinearity}. */
public enum Nonlinearity {
  /** The hyperbolic tangent. */
  TANH,
  /** {@code max(0, x)}. */
  RELU
}
