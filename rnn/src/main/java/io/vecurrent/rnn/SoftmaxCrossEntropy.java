package io.vecurrent.rnn;

import io.vecurrent.kernels.Softmax;
import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.layer.Rows;
import io.vecurrent.rnn.layer.Steps;
import java.util.Arrays;

/**
 * Softmax with cross-entropy, summed over the time steps: {@code L = sum over t of L(y_hat_t,
 * y_t)}, in nats, and averaged over the batch unless told otherwise. ({@link MeanSquaredError}
 * averages over the steps too: with it, gradients are smaller by the number of steps.) No method
 * allocates or holds state.
 */
public final class SoftmaxCrossEntropy {
  /** The target of a step that is not scored: it adds no loss and no gradient. PyTorch's value. */
  public static final int UNSCORED = -100;

  /** In messages: a step whose number depends on the sequence. */
  private static final int LAST = -1;

  private SoftmaxCrossEntropy() {}

  /** {@link #of(Workspace, int[], int, Reduction)} from offset 0, averaged over the batch. */
  public static double of(Workspace workspace, int[] targets) {
    return of(workspace, targets, 0, Reduction.MEAN_BATCH);
  }

  /**
   * The loss of the last forward pass; its gradient is kept in the workspace, for {@link
   * Network#backward(Workspace, float[])} to start from.
   *
   * @param workspace whose last call was a forward pass; its outputs are the logits
   * @param targets {@code [time][batch]} classes from {@code offset}, each from 0 to {@code
   *     outputSize - 1}, or {@link #UNSCORED}; those beyond the length of a sequence are not
   *     scored, whatever they are
   * @return the loss in nats, summed in double over time, then batch, of each step the longest
   *     sequence first; 0 if nothing is scored; infinite if a target's logit is -infinity, and NaN
   *     if a scored row holds a NaN or +infinity or nothing but -infinity, as in PyTorch
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if targets are missing or out of range
   * @throws IllegalStateException if no forward pass came last, or the workspace is for {@link
   *     Outputs#LAST}
   */
  public static double of(Workspace workspace, int[] targets, int offset, Reduction reduction) {
    Checks.notNull(workspace, "workspace").requireFresh();
    workspace.requireAllOutputs("ofLast");
    Checks.notNull(reduction, "reduction");
    Steps steps = workspace.steps;
    int count = checkTargets(targets, offset, steps, workspace.network.outputSize());
    int batch = steps.batch();
    float scale = reduction.scale(batch, count);
    double sum = workspace.stepLosses.sum(targets, offset, scale);
    workspace.outputGradientsDone();
    return reduction.reduce(sum, batch, count);
  }

  /**
   * {@link #ofLast(Workspace, int[], int, Reduction)} from offset 0, averaged over the batch.
   *
   * @param targets {@code [batch]} classes, and no more: of targets of all steps the first would be
   *     scored
   */
  public static double ofLast(Workspace workspace, int[] targets) {
    Checks.notNull(workspace, "workspace").requireFresh();
    if (Checks.notNull(targets, "targets").length != workspace.batch()) {
      throw new IllegalArgumentException(
          "targets [batch]: needs " + workspace.batch() + " ints, has " + targets.length);
    }
    return ofLast(workspace, targets, 0, Reduction.MEAN_BATCH);
  }

  /**
   * The loss of each sequence's last step alone, to classify sequences: as {@link #of(Workspace,
   * int[], int, Reduction)} with every other step unscored. The head has run on every step all the
   * same, and does so backward, unless the workspace is for {@link Outputs#LAST}.
   *
   * @param targets {@code [batch]} classes from {@code offset}, each from 0 to {@code outputSize -
   *     1}, or {@link #UNSCORED}
   * @return the loss, summed over the sequences, the longest first
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if targets are missing or out of range
   * @throws IllegalStateException if no forward pass came last
   */
  public static double ofLast(Workspace workspace, int[] targets, int offset, Reduction reduction) {
    Checks.notNull(workspace, "workspace").requireFresh();
    Checks.notNull(reduction, "reduction");
    Steps steps = workspace.steps;
    int batch = steps.batch();
    Checks.range(targets, offset, batch, "targets [batch]");
    int count = 0;
    for (int b = 0; b < batch; b++) {
      int target = targets[offset + b];
      count += isScored(target, workspace.network.outputSize(), LAST, b) ? 1 : 0;
    }
    float scale = reduction.scale(batch, count);
    workspace.clearOutputGradients();
    double sum = 0;
    for (int place = 0; place < batch; place++) {
      int target = targets[offset + steps.sequence(place)];
      sum += row(workspace, workspace.lastRow(place), target, scale);
    }
    workspace.outputGradientsDone();
    return reduction.reduce(sum, batch, count);
  }

  /** The loss of one row, whose gradient it writes. */
  static double row(Workspace workspace, int row, int target, float scale) {
    Rows logits = workspace.outputs();
    Rows gradients = workspace.outputGradients();
    int at = gradients.offset(workspace.batch()) + row * gradients.stride;
    if (target == UNSCORED) {
      Arrays.fill(gradients.values, at, at + gradients.width, 0f);
      return 0;
    }
    int logit = logits.offset(workspace.batch()) + row * logits.stride;
    return Softmax.crossEntropyGradient(
        logits.values, logit, logits.width, target, scale, gradients.values, at);
  }

  /**
   * How many of {@code count} targets are scored: what a mean per step divides by.
   *
   * @throws NullPointerException if {@code targets} is null
   * @throws IllegalArgumentException if there are fewer from {@code offset} on
   */
  public static int scored(int[] targets, int offset, int count) {
    Checks.range(targets, offset, count, "targets");
    int scored = 0;
    for (int i = offset; i < offset + count; i++) {
      scored += targets[i] == UNSCORED ? 0 : 1;
    }
    return scored;
  }

  /** Checks all targets and counts those that are scored. */
  private static int checkTargets(int[] targets, int offset, Steps steps, int classes) {
    Checks.range(targets, offset, steps.time() * steps.batch(), "targets [time * batch]");
    int count = 0;
    for (int t = 0; t < steps.time(); t++) {
      for (int place = 0; place < steps.count(t); place++) {
        int sequence = steps.sequence(place);
        int target = targets[offset + t * steps.batch() + sequence];
        count += isScored(target, classes, t, sequence) ? 1 : 0;
      }
    }
    return count;
  }

  private static boolean isScored(int target, int classes, int step, int sequence) {
    if (target != UNSCORED && (target < 0 || target >= classes)) {
      throw new IllegalArgumentException(
          "targets: "
              + (step == LAST ? "" : "step " + step + " of ")
              + "sequence "
              + sequence
              + " must be from 0 to "
              + (classes - 1)
              + " or UNSCORED (-100), was "
              + target);
    }
    return target != UNSCORED;
  }
}
