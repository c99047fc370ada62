/**
 * Gradient clipping and optimisers, on flat arrays that mirror {@link io.vecurrent.rnn.Parameters}.
 * After a backward pass:
 *
 * <pre>{@code
 * Clipping.byGlobalNorm(gradients, 5f);
 * boolean stepped = adam.step(network.parameters(), gradients); // false: not finite, left out
 * }</pre>
 */
package io.vecurrent.rnn.optim;
