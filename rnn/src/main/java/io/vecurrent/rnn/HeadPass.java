package io.vecurrent.rnn;

import io.vecurrent.rnn.layer.LastRows;
import io.vecurrent.rnn.layer.LinearBuffers;
import io.vecurrent.rnn.layer.LinearLayer;
import io.vecurrent.rnn.layer.Rows;
import io.vecurrent.rnn.layer.Share;
import io.vecurrent.rnn.layer.StackBuffers;
import io.vecurrent.rnn.layer.Steps;

/** The linear head's part of a pass: on every step, or on the last of each sequence alone. */
final class HeadPass {
  private final LinearLayer layer;
  private final LinearBuffers buffers;
  private final StackBuffers stack;
  private final Steps steps;

  /** Null where the head runs on every step. */
  private final LastRows last;

  /** The steps that the head sees, its input and that one's gradient. */
  private final Steps rowSteps;

  private final Rows input;
  private final Rows inputGradients;

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
    last = onlyLast ? new LastRows(stack.output().width, maxBatch) : null;
    rowSteps = onlyLast ? last.steps : steps;
    input = onlyLast ? last.input : stack.output();
    inputGradients = onlyLast ? last.inputGradients : stack.outputGradients();
  }

  Rows output() {
    return buffers.output;
  }

  Rows outputGradients() {
    return buffers.outputGradients;
  }

  /** The steps of the output. */
  Steps rowSteps() {
    return rowSteps;
  }

  /** The row of the output of the last step of the sequence at {@code place}. */
  int lastRow(int place) {
    return last != null ? steps.lastIndex(place) : steps.lastRow(place);
  }

  /** Before a pass. */
  void begin() {
    if (last != null) {
      last.steps.set(1, steps.batch());
    }
  }

  void forward(Share share) {
    if (last != null) {
      last.gather(steps, stack.output(), share);
    }
    layer.forward(buffers, rowSteps, input, share);
  }

  /** Steps that the head has not seen have no gradient from it. */
  void beginBackward() {
    if (last != null) {
      stack.outputGradients().clear(steps);
    }
  }

  void backward(Share share, float[] gradients) {
    layer.backward(buffers, rowSteps, inputGradients, share);
    if (last != null) {
      last.scatterGradients(steps, stack.outputGradients(), share);
    }
    layer.weightGradients(buffers, rowSteps, input, share, gradients);
  }
}
