package io.vecurrent.rnn.layer;

/** Every buffer of a stack of layers. Not for use by two threads at once. */
public final class StackBuffers {
  final LevelBuffers[] levels;

  /** The number of each layer's first direction. */
  final int[] firstDirection;

  /** What remains of each layer's input; null without dropout. */
  final Rows[] dropped;

  private final StateLayout layout;
  private final Rows input;
  private final Rows inputGradients;
  private boolean training;
  private long seed;
  private long pass;

  StackBuffers(Level[] stack, StateLayout layout, int maxRows, int maxBatch, boolean dropout) {
    this.layout = layout;
    levels = new LevelBuffers[stack.length];
    firstDirection = new int[stack.length];
    dropped = dropout ? new Rows[stack.length] : null;
    String what = "maxTime * maxBatch * padded inputSize";
    input = Rows.of(maxRows, stack[0].inputSize(), what);
    inputGradients = Rows.of(maxRows, stack[0].inputSize(), what);
    levels[0] = new LevelBuffers(stack[0], input, inputGradients, maxRows, maxBatch);
    for (int i = 1; i < stack.length; i++) {
      LevelBuffers below = levels[i - 1];
      firstDirection[i] = firstDirection[i - 1] + stack[i - 1].directions();
      levels[i] =
          new LevelBuffers(stack[i], below.output, below.outputGradients, maxRows, maxBatch);
      if (dropout) {
        dropped[i] = Rows.of(maxRows, stack[i].inputSize(), what);
      }
    }
  }

  /** The input of the first layer. */
  public Rows input() {
    return input;
  }

  /** The gradient of {@link #input}. */
  public Rows inputGradients() {
    return inputGradients;
  }

  /** The output of the last layer. */
  public Rows output() {
    return levels[levels.length - 1].output;
  }

  /** The gradient of {@link #output}. */
  public Rows outputGradients() {
    return levels[levels.length - 1].outputGradients;
  }

  /** From the next pass on, dropout with masks of that seed. */
  public void train(long seed) {
    this.seed = seed;
    pass = 0;
    readDropped(dropped != null);
  }

  /** From the next pass on, no dropout. */
  public void evaluate() {
    readDropped(false);
  }

  private void readDropped(boolean wanted) {
    training = wanted;
    for (int i = 1; i < levels.length; i++) {
      levels[i].directions[0].input = wanted ? dropped[i] : levels[i - 1].output;
    }
  }

  boolean isTraining() {
    return training;
  }

  /** The key of the masks on the input of a layer in this pass. */
  long key(int layer) {
    return Dropout.key(seed, pass, layer);
  }

  /**
   * Before a forward pass: the initial states.
   *
   * @param values the states of all layers, null for zero
   */
  public void begin(Steps steps, float[] values) {
    pass++;
    int direction = 0;
    for (LevelBuffers level : levels) {
      for (RecurrentBuffers b : level.directions) {
        b.loadStates(steps, layout, direction++, values);
      }
    }
  }

  /** After a forward pass: copies out the states after each sequence's last step. */
  public void storeStates(Steps steps, float[] values) {
    int direction = 0;
    for (LevelBuffers level : levels) {
      for (RecurrentBuffers b : level.directions) {
        b.storeStates(steps, layout, direction++, values);
      }
    }
  }

  /** After a backward pass: copies out the gradients of the initial states. */
  public void storeGradients(Steps steps, float[] values) {
    int direction = 0;
    for (LevelBuffers level : levels) {
      for (RecurrentBuffers b : level.directions) {
        b.storeGradients(steps, layout, direction++, values);
      }
    }
  }
}
