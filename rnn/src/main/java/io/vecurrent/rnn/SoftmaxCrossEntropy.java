package io.vecurrent.rnn;

import io.vecurrent.kernels.Softmax;
import io.vecurrent.kernels.internal.Checks;
import java.util.Arrays;

/**
 * Softmax with cross-entropy, summed over the time steps: {@code L = sum over t of L(y_hat_t,
 * y_t)}, in nats. No method allocates or holds state.
 */
public final class SoftmaxCrossEntropy {
  /** The target of a step that is not scored: it adds no loss and no gradient. PyTorch's value. */
  public static final int UNSCORED = -100;

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
   *     outputSize - 1}, or {@link #UNSCORED}
   * @return the loss in nats, summed in double in the order of the rows; NaN if a scored row's
   *     logits have no softmax
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if targets are missing or out of range
   * @throws IllegalStateException if no forward pass came last
   */
  public static double of(Workspace workspace, int[] targets, int offset, Reduction reduction) {
    Checks.notNull(workspace, "workspace").requireFresh();
    Checks.notNull(reduction, "reduction");
    int batch = workspace.batch();
    int rows = workspace.time() * batch;
    int classes = workspace.network.outputSize();
    checkTargets(targets, offset, rows, batch, classes);
    float scale = reduction == Reduction.MEAN_BATCH ? 1f / batch : 1f;
    int stride = workspace.outputStride();
    float[] logits = workspace.outputs();
    float[] gradients = workspace.outputGradients();
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      int target = targets[offset + row];
      int gradient = row * stride;
      if (target == UNSCORED) {
        Arrays.fill(gradients, gradient, gradient + classes, 0f);
      } else {
        int logit = workspace.outputsOffset() + row * stride;
        sum +=
            Softmax.crossEntropyGradient(
                logits, logit, classes, target, scale, gradients, gradient);
      }
    }
    workspace.outputGradientsDone();
    return reduction == Reduction.MEAN_BATCH ? sum / batch : sum;
  }

  /** How many of {@code count} targets are scored: what a mean per step divides by. */
  public static int scored(int[] targets, int offset, int count) {
    Checks.range(targets, offset, count, "targets");
    int scored = 0;
    for (int i = offset; i < offset + count; i++) {
      scored += targets[i] == UNSCORED ? 0 : 1;
    }
    return scored;
  }

  private static void checkTargets(int[] targets, int offset, int rows, int batch, int classes) {
    Checks.range(targets, offset, rows, "targets [time * batch]");
    for (int row = 0; row < rows; row++) {
      int target = targets[offset + row];
      if (target != UNSCORED && (target < 0 || target >= classes)) {
        throw new IllegalArgumentException(
            "targets: step "
                + row / batch
                + " of sequence "
                + row % batch
                + " must be from 0 to "
                + (classes - 1)
                + " or UNSCORED, was "
                + target);
      }
    }
  }
}
