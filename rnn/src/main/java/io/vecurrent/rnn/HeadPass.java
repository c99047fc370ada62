package io.vecurrent.rnn;

import io.vecurrent.rnn.layer.LastRows;
import io.vecurrent.rnn.layer.LinearBuffers;
import io.vecurrent.rnn.layer.LinearLayer;
import io.vecurrent.rnn.layer.Rows;
import io.vecurrent.rnn.layer.Share;
import io.vecurrent.rnn.layer.StackBuffers;
import io.vecurrent.rnn.layer.Steps;
import java.util.Arrays;

/** The linear head's part of a pass: on every step, or on the last of each sequence alone. */
final class HeadPass {
  private final LinearLayer layer;
  private final LinearBuffers buffers;
  private final StackBuffers stack;
  private final Steps steps;

  /** Null where the head runs on every step. */
  private final LastRows last;

  private final boolean onlyLast;

  /** With buffers for at most {@code maxTime} steps of {@code maxBatch} sequences. */
  HeadPass(
      LinearLayer layer,
      StackBuffers stack,
      Steps steps,
      int maxTime,
      int maxBatch,
      boolean onlyLast) {
    this.layer = layer;
    this.buffers = layer.buffers(onlyLast ? maxBatch : maxTime * maxBatch);
    this.stack = stack;
    this.steps = steps;
    this.onlyLast = onlyLast;
    this.last = onlyLast ? new LastRows(stack.output().width, maxBatch) : null;
  }

  Rows output() {
    return buffers.output;
  }

  Rows outputGradients() {
    return buffers.outputGradients;
  }

  /** Rows of the output. */
  int rows() {
    return rowSteps().rows();
  }

  /** The row of the output of the last step of the sequence at {@code place}. */
  int lastRow(int place) {
    return onlyLast ? steps.lastIndex(place) : steps.lastRow(place);
  }

  /** Before a pass. */
  void begin() {
    if (onlyLast) {
      last.steps.set(1, steps.batch());
    }
  }

  void forward(Share share) {
    if (onlyLast) {
      last.gather(steps, stack.output(), share);
    }
    layer.forward(buffers, rowSteps(), input(), share);
  }

  /** Steps that the head has not seen have no gradient from it. */
  void beginBackward() {
    if (onlyLast) {
      Rows gradients = stack.outputGradients();
      int from = gradients.offset(steps.batch());
      Arrays.fill(gradients.values, from, from + steps.rows() * gradients.stride, 0f);
    }
  }

  void backward(Share share, float[] gradients) {
    Rows inputGradients = onlyLast ? last.inputGradients : stack.outputGradients();
    layer.backward(buffers, rowSteps(), inputGradients, share);
    if (onlyLast) {
      last.scatterGradients(steps, stack.outputGradients(), share);
    }
    layer.weightGradients(buffers, rowSteps(), input(), share, gradients);
  }

  private Steps rowSteps() {
    return onlyLast ? last.steps : steps;
  }

  private Rows input() {
    return onlyLast ? last.input : stack.output();
  }
}
