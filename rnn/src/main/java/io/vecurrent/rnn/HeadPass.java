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
  private final LastRows last;
  private boolean onlyLast;

  HeadPass(
      LinearLayer layer, LinearBuffers buffers, StackBuffers stack, Steps steps, int maxBatch) {
    this.layer = layer;
    this.buffers = buffers;
    this.stack = stack;
    this.steps = steps;
    this.last = new LastRows(stack.output().width, maxBatch);
  }

  void setOnlyLast(boolean wanted) {
    onlyLast = wanted;
  }

  boolean isOnlyLast() {
    return onlyLast;
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
    last.steps.set(1, steps.batch());
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
