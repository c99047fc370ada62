package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.Precision;

/**
 * One layer of a stack: a recurrent layer in one direction, or two that read the same input from
 * both ends and whose outputs stand side by side, {@code [forward | reverse]}.
 */
public final class Level {
  private final RecurrentLayer forward;

  /** Null for one direction. */
  private final RecurrentLayer reverse;

  /** A layer of these directions, of the same sizes; {@code reverse} is null for one. */
  public Level(RecurrentLayer forward, RecurrentLayer reverse) {
    this.forward = forward;
    this.reverse = reverse;
  }

  Level withPrecision(Precision precision) {
    return new Level(
        forward.withPrecision(precision),
        reverse == null ? null : reverse.withPrecision(precision));
  }

  int directions() {
    return reverse == null ? 1 : 2;
  }

  RecurrentLayer direction(int direction) {
    return direction == 0 ? forward : reverse;
  }

  int hiddenSize() {
    return forward.hiddenSize;
  }

  int inputSize() {
    return forward.inputSize;
  }

  void pack(float[] parameters) {
    for (int d = 0; d < directions(); d++) {
      direction(d).pack(parameters);
    }
  }

  void packTransposed(float[] parameters) {
    for (int d = 0; d < directions(); d++) {
      direction(d).packTransposed(parameters);
    }
  }

  /** What a member of a team does of each direction. */
  RecurrentShare[] share(Share share) {
    RecurrentShare[] shares = new RecurrentShare[directions()];
    for (int d = 0; d < shares.length; d++) {
      shares[d] = direction(d).share(share);
    }
    return shares;
  }

  /** From the input rows and the initial states to all states and the output rows. */
  void forward(LevelBuffers b, Steps steps, RecurrentShare[] parts) {
    if (reverse == null) {
      forward.forward(b.directions[0], steps, parts[0]);
      return;
    }
    Share share = parts[0].share;
    Rows input = b.directions[0].input;
    b.directions[1].input.copy(steps, input, 0, 0, input.width, true, share);
    share.await();
    forward.forward(b.directions[0], steps, parts[0]);
    reverse.forward(b.directions[1], steps, parts[1]);
    share.await();
    int hidden = hiddenSize();
    b.output.copy(steps, b.directions[0].output, 0, 0, hidden, false, share);
    b.output.copy(steps, b.directions[1].output, 0, hidden, hidden, true, share);
  }

  /**
   * From the gradients of the output to those of all states.
   *
   * @param finals gradients of the last states, null for zero
   * @param first the number of this layer's first direction in the layout
   */
  void backward(
      LevelBuffers b, Steps steps, Share share, StateLayout layout, int first, float[] finals) {
    if (reverse != null) {
      int hidden = hiddenSize();
      b.directions[0].gradients.copy(steps, b.outputGradients, 0, 0, hidden, false, share);
      b.directions[1].gradients.copy(steps, b.outputGradients, hidden, 0, hidden, true, share);
      share.await();
    }
    int from = share.firstSequence(steps);
    int to = share.endOfSequences(steps);
    for (int d = 0; d < directions() && from < to; d++) {
      b.directions[d].beginGradients(steps, layout, first + d, finals, from, to);
      direction(d).backward(b.directions[d], steps, from, to);
    }
  }

  /** After {@link #backward}: overwrites this layer's slices of the flat gradients. */
  void weightGradients(LevelBuffers b, Steps steps, Share share, float[] gradients) {
    for (int d = 0; d < directions(); d++) {
      direction(d).weightGradients(b.directions[d], steps, share, gradients);
    }
  }

  /** After {@link #backward}: the gradients of the input rows, the sum of both directions'. */
  void inputGradients(LevelBuffers b, Steps steps, Share share) {
    for (int d = 0; d < directions(); d++) {
      direction(d).inputGradients(b.directions[d], steps, share);
    }
    if (reverse != null) {
      share.await();
      Rows both = b.directions[0].inputGradients;
      both.addMirrored(steps, b.directions[1].inputGradients, share);
    }
  }
}
