package io.vecurrent.examples.train;

import io.vecurrent.examples.text.Corpus;
import java.util.Arrays;

/**
 * The training part as parallel streams: each begins in another place, reads on from chunk to
 * chunk, and at the end goes on from the beginning.
 */
final class Streams {
  private final Corpus corpus;
  private final int time;
  private final int width;
  private final int[] positions;
  private final float[] inputs;
  private final int[] targets;

  Streams(Corpus corpus, int time, int batch) {
    this.corpus = corpus;
    this.time = time;
    this.width = corpus.alphabet().size();
    this.positions = new int[batch];
    for (int i = 0; i < batch; i++) {
      positions[i] = (int) ((long) corpus.trainLength() * i / batch);
    }
    this.inputs = new float[time * batch * width];
    this.targets = new int[time * batch];
  }

  /** Moves on by one chunk. */
  void next() {
    Arrays.fill(inputs, 0f);
    int batch = positions.length;
    for (int i = 0; i < batch; i++) {
      for (int t = 0; t < time; t++) {
        int row = t * batch + i;
        inputs[row * width + corpus.number(positions[i])] = 1f;
        positions[i] = (positions[i] + 1) % corpus.trainLength();
        targets[row] = corpus.number(positions[i]);
      }
    }
  }

  /** Characters of this chunk, one-hot: {@code [time][batch][alphabet]}. */
  float[] inputs() {
    return inputs;
  }

  /** The character that follows each: {@code [time][batch]}. */
  int[] targets() {
    return targets;
  }
}
