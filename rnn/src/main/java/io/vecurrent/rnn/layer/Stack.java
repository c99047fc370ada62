package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * Recurrent layers one above the other. A layer reads the states of the one below where they stand;
 * the gradients of its input are the output gradients of the one below.
 */
public final class Stack {
  private final Level[] levels;
  private final StateLayout layout;

  /** Null without. */
  private final Dropout dropout;

  /**
   * These layers, bottom up.
   *
   * @param dropout the probability of a unit between two layers to be dropped in training, 0 to 1
   */
  public Stack(List<Level> levels, float dropout) {
    this(
        levels.toArray(Level[]::new),
        layout(levels),
        dropout > 0 && levels.size() > 1 ? new Dropout(dropout) : null);
  }

  private Stack(Level[] levels, StateLayout layout, Dropout dropout) {
    this.levels = levels;
    this.layout = layout;
    this.dropout = dropout;
  }

  private static StateLayout layout(List<Level> levels) {
    List<RecurrentLayer> directions = new ArrayList<>();
    for (Level level : levels) {
      for (int d = 0; d < level.directions(); d++) {
        directions.add(level.direction(d));
      }
    }
    return new StateLayout(
        directions.stream().mapToInt(direction -> direction.hiddenSize).toArray(),
        directions.stream().mapToInt(RecurrentLayer::stateStride).toArray(),
        directions.stream().mapToInt(direction -> direction.cell.stateVectors()).toArray());
  }

  /** The same layers, yet to be packed, with weights of that precision. */
  public Stack withPrecision(Precision precision) {
    Level[] others = new Level[levels.length];
    for (int i = 0; i < levels.length; i++) {
      others[i] = levels[i].withPrecision(precision);
    }
    return new Stack(others, layout, dropout);
  }

  /** Where the states of all layers stand. */
  public StateLayout layout() {
    return layout;
  }

  /** Takes over the weights for the forward pass. */
  public void pack(float[] parameters) {
    for (Level level : levels) {
      level.pack(parameters);
    }
  }

  /** Takes over the weights for the backward pass; the first call allocates the second copy. */
  public void packTransposed(float[] parameters) {
    for (Level level : levels) {
      level.packTransposed(parameters);
    }
  }

  /** Buffers for at most {@code maxRows} steps of {@code maxBatch} sequences. */
  public StackBuffers buffers(int maxRows, int maxBatch) {
    return new StackBuffers(levels, layout, maxRows, maxBatch, dropout != null);
  }

  /** Steps of {@code batch} streams at once, through layers of one direction. */
  public StackStepper stepper(int batch) {
    return new StackStepper(levels, layout, batch);
  }

  /** What a member of a team does of each layer and direction. */
  public StackShare share(Share share) {
    RecurrentShare[][] parts = new RecurrentShare[levels.length][];
    for (int i = 0; i < levels.length; i++) {
      parts[i] = levels[i].share(share);
    }
    return new StackShare(share, parts);
  }

  /** From the input rows and the initial states in the buffers to the output. */
  public void forward(StackBuffers b, Steps steps, StackShare part) {
    levels[0].forward(b.levels[0], steps, part.parts[0]);
    for (int i = 1; i < levels.length; i++) {
      part.share.await();
      if (b.isTraining()) {
        dropout.apply(steps, b.levels[i - 1].output, b.dropped[i], b.key(i), part.share);
        part.share.await();
      }
      levels[i].forward(b.levels[i], steps, part.parts[i]);
    }
  }

  /**
   * From the output gradients in the buffers to the gradients of the parameters and the initial
   * states.
   *
   * @param gradients of all parameters: these layers' slices are overwritten
   * @param finals gradients of the last states, null for zero
   * @param wantsInputs whether the gradients of the input rows are wanted too
   */
  public void backward(
      StackBuffers b,
      Steps steps,
      Share share,
      float[] gradients,
      float[] finals,
      boolean wantsInputs) {
    for (int i = levels.length - 1; i >= 0; i--) {
      levels[i].backward(b.levels[i], steps, share, layout, b.firstDirection[i], finals);
      share.await();
      levels[i].weightGradients(b.levels[i], steps, share, gradients);
      if (i > 0 || wantsInputs) {
        levels[i].inputGradients(b.levels[i], steps, share);
        share.await();
      }
      if (i > 0 && b.isTraining()) {
        Rows below = b.levels[i - 1].outputGradients;
        dropout.apply(steps, below, below, b.key(i), share);
        share.await();
      }
    }
  }
}
