/**
 * Recurrent networks: forward and backward pass, streaming steps, loss, sampling, model files.
 *
 * <p>A {@link io.vecurrent.rnn.Network} is the model, a {@link io.vecurrent.rnn.State} what a
 * stream remembers, a {@link io.vecurrent.rnn.Workspace} or {@link io.vecurrent.rnn.Stepper} the
 * scratch space of a thread. Threads share models, never states or scratch space. Training is a
 * loop:
 *
 * <pre>{@code
 * network.forward(inputs, time, batch, state, workspace);
 * double loss = SoftmaxCrossEntropy.of(workspace, targets);
 * network.backward(workspace, gradients);
 * Clipping.byGlobalNorm(gradients, 5f);
 * adam.step(network.parameters(), gradients);
 * }</pre>
 */
package io.vecurrent.rnn;
