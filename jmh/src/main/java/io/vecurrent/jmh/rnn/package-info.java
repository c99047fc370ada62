/** Benchmarks of the recurrent network: streaming, forward, backward, a whole training step. */
package io.vecurrent.jmh.rnn;
