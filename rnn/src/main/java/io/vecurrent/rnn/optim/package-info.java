/**
 * Gradient clipping and optimisers, on flat arrays that mirror {@link io.vecurrent.rnn.Parameters}.
 */
package io.vecurrent.rnn.optim;
