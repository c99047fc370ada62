package io.vecurrent.rnn.layer;

/** The buffers of a layer's directions, and of their outputs side by side. */
final class LevelBuffers {
  final RecurrentBuffers[] directions;

  /** The layer's output: the states of a single direction themselves. */
  final Rows output;

  /** The gradient of {@link #output}. */
  final Rows outputGradients;

  LevelBuffers(Level level, Rows input, Rows inputGradients, int maxRows, int maxBatch) {
    directions = new RecurrentBuffers[level.directions()];
    directions[0] = level.direction(0).buffers(maxRows, maxBatch, input, inputGradients);
    if (directions.length == 1) {
      output = directions[0].output;
      outputGradients = directions[0].gradients;
      return;
    }
    String what = "maxTime * maxBatch * padded ";
    Rows reversed = Rows.of(maxRows, level.inputSize(), what + "inputSize");
    Rows gradients = Rows.of(maxRows, level.inputSize(), what + "inputSize");
    directions[1] = level.direction(1).buffers(maxRows, maxBatch, reversed, gradients);
    output = Rows.of(maxRows, 2 * level.hiddenSize(), what + "2 * hiddenSize");
    outputGradients = Rows.of(maxRows, 2 * level.hiddenSize(), what + "2 * hiddenSize");
  }
}
