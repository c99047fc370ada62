package io.vecurrent.rnn;

import io.vecurrent.kernels.Precision;
import io.vecurrent.rnn.layer.EmbeddingLayer;
import io.vecurrent.rnn.layer.LinearLayer;
import io.vecurrent.rnn.layer.Rows;
import io.vecurrent.rnn.layer.Stack;

/**
 * The layers of a network, and when they take over parameters: after a change, once, however many
 * calls and threads follow. The backward pass has a second, transposed copy from its first call on.
 */
final class PackedWeights {
  private final Parameters parameters;

  /** Null in a network without an embedding; it is not packed. */
  private final EmbeddingLayer embedding;

  private final Stack stack;

  /** Null in a network without a head. */
  private final LinearLayer head;

  /** The version of the parameters that the layers hold. */
  private volatile int version;

  private volatile boolean transposed;

  PackedWeights(Parameters parameters, EmbeddingLayer embedding, Stack stack, LinearLayer head) {
    this.parameters = parameters;
    this.embedding = embedding;
    this.stack = stack;
    this.head = head;
    pack();
  }

  /** The same layers, packed in that precision. */
  PackedWeights withPrecision(Precision precision) {
    return new PackedWeights(
        parameters,
        embedding,
        stack.withPrecision(precision),
        head == null ? null : head.withPrecision(precision));
  }

  EmbeddingLayer embedding() {
    return embedding;
  }

  Stack stack() {
    return stack;
  }

  LinearLayer head() {
    return head;
  }

  /** The rows of the embedding that the tokens from {@code offset} name. */
  void embed(int[] tokens, int offset, int rows, Rows target) {
    embedding.forward(parameters.values(), tokens, offset, rows, target);
  }

  void refresh() {
    if (version != parameters.version()) {
      synchronized (this) {
        if (version != parameters.version()) {
          pack();
        }
      }
    }
  }

  /** After {@link #refresh}, which keeps the transposed copy up to date once it is there. */
  void refreshForBackward() {
    if (!transposed) {
      synchronized (this) {
        if (!transposed) {
          packTransposed();
          transposed = true;
        }
      }
    }
  }

  private void pack() {
    stack.pack(parameters.values());
    if (head != null) {
      head.pack(parameters.values());
    }
    if (transposed) {
      packTransposed();
    }
    version = parameters.version();
  }

  private void packTransposed() {
    stack.packTransposed(parameters.values());
    if (head != null) {
      head.packTransposed(parameters.values());
    }
  }
}
