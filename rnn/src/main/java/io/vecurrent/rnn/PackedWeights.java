package io.vecurrent.rnn;

import io.vecurrent.kernels.Precision;
import io.vecurrent.rnn.layer.LinearLayer;
import io.vecurrent.rnn.layer.RecurrentLayer;

/**
 * The layers of a network, and when they take over parameters: after a change, once, however many
 * calls and threads follow. The backward pass has a second, transposed copy from its first call on.
 */
final class PackedWeights {
  private final Parameters parameters;
  private final RecurrentLayer layer;

  /** Null in a network without a head. */
  private final LinearLayer head;

  /** The version of the parameters that the layers hold. */
  private volatile int version;

  private volatile boolean transposed;

  PackedWeights(Parameters parameters, RecurrentLayer layer, LinearLayer head) {
    this.parameters = parameters;
    this.layer = layer;
    this.head = head;
    pack();
  }

  /** The same layers, packed in that precision. */
  PackedWeights withPrecision(Precision precision) {
    return new PackedWeights(
        parameters,
        layer.withPrecision(precision),
        head == null ? null : head.withPrecision(precision));
  }

  RecurrentLayer layer() {
    return layer;
  }

  LinearLayer head() {
    return head;
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
    layer.pack(parameters.values());
    if (head != null) {
      head.pack(parameters.values());
    }
    if (transposed) {
      packTransposed();
    }
    version = parameters.version();
  }

  private void packTransposed() {
    layer.packTransposed(parameters.values());
    if (head != null) {
      head.packTransposed(parameters.values());
    }
  }
}
