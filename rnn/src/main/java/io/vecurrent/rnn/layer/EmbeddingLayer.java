package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.Arithmetic;
import java.util.Arrays;

/**
 * An embedding: a table with a row for each token. Its rows are copied, never multiplied, and only
 * those of tokens that occur get a gradient.
 */
public final class EmbeddingLayer {
  /** Members of a team share the columns of the gradient in blocks of these, whole vectors. */
  private static final int GRANULE = 16;

  private final int vocabulary;
  private final int dimension;
  private final int offset;

  /** A table {@code [vocabulary][dimension]} at this offset of the flat parameters. */
  public EmbeddingLayer(int vocabulary, int dimension, int offset) {
    this.vocabulary = vocabulary;
    this.dimension = dimension;
    this.offset = offset;
  }

  /** Rows for as many tokens. */
  public Rows output(int maxRows) {
    return Rows.of(maxRows, dimension, "tokens * embedding dimension");
  }

  /** Copies the table entries of {@code rows} tokens from {@code tokenOffset}. */
  public void forward(float[] parameters, int[] tokens, int tokenOffset, int rows, Rows output) {
    for (int row = 0; row < rows; row++) {
      int from = offset + tokens[tokenOffset + row] * dimension;
      System.arraycopy(parameters, from, output.values, row * output.stride, dimension);
    }
  }

  /**
   * Overwrites this layer's slice of the flat gradients: the sum, from 0, of the gradients of all
   * rows of a token, in ascending order (time, then batch); exactly 0 where a token does not occur.
   * A member's part of the columns.
   */
  public void weightGradients(
      int[] tokens, int rows, Rows outputGradients, Share share, float[] gradients) {
    int first = share.from(dimension, GRANULE);
    int count = share.to(dimension, GRANULE) - first;
    if (count == dimension) {
      Arrays.fill(gradients, offset, offset + vocabulary * dimension, 0f);
    } else {
      clear(gradients, first, count);
    }
    for (int row = 0; row < rows && count > 0; row++) {
      int from = row * outputGradients.stride + first;
      int to = offset + tokens[row] * dimension + first;
      Arithmetic.axpy(1f, outputGradients.values, from, gradients, to, count);
    }
  }

  private void clear(float[] gradients, int first, int count) {
    for (int token = 0; token < vocabulary; token++) {
      int from = offset + token * dimension + first;
      Arrays.fill(gradients, from, from + count, 0f);
    }
  }
}
