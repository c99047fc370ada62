package io.vecurrent.rnn;

import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.layer.Rows;
import io.vecurrent.rnn.layer.Steps;
import java.util.Arrays;

/**
 * The squared difference between outputs and targets, for time series. With {@link Reduction#MEAN}
 * it is PyTorch's {@code nn.MSELoss}. No method allocates or holds state.
 *
 * <p>Every scored output y with target t adds {@code (y - t)^2}; the difference is rounded to
 * float, its square and the sum are in double, in the order of time, then batch, then features. The
 * gradient is {@code 2 (y - t)} divided by what the reduction divides by.
 */
public final class MeanSquaredError {
  private MeanSquaredError() {}

  /** {@link #of(Workspace, float[], int, boolean[], Reduction)}: the mean over all steps. */
  public static double of(Workspace workspace, float[] targets) {
    return of(workspace, targets, 0, null, Reduction.MEAN);
  }

  /**
   * The loss of the last forward pass; its gradient is kept in the workspace, for {@link
   * Network#backward(Workspace, float[])} to start from.
   *
   * @param workspace whose last call was a forward pass
   * @param targets {@code [time][batch][outputSize]} floats from {@code offset}; those of steps
   *     that are not scored are not looked at
   * @param scored {@code [time][batch]}: which steps are scored; null for all. Steps beyond the
   *     length of a sequence never are
   * @return the loss; 0 if nothing is scored; NaN if a scored output or target is NaN
   * @throws NullPointerException if another argument is null
   * @throws IllegalArgumentException if an array is too short
   * @throws IllegalStateException if no forward pass came last, or the workspace is for {@link
   *     Outputs#LAST}
   */
  public static double of(
      Workspace workspace, float[] targets, int offset, boolean[] scored, Reduction reduction) {
    Checks.notNull(workspace, "workspace").requireFresh();
    workspace.requireAllOutputs("ofLast");
    Checks.notNull(reduction, "reduction");
    Steps steps = workspace.steps;
    int width = workspace.network.outputSize();
    int cells = steps.time() * steps.batch();
    Checks.range(targets, offset, cells * width, "targets [time * batch * outputSize]");
    if (scored != null && scored.length < cells) {
      throw new IllegalArgumentException(
          "scored [time * batch]: needs " + cells + " booleans, has " + scored.length);
    }
    int count = scored == null ? steps.rows() : count(steps, scored);
    float scale = reduction.scale(steps.batch(), (long) count * width);
    double sum = 0;
    for (int t = 0; t < steps.time(); t++) {
      for (int place = 0; place < steps.count(t); place++) {
        int cell = t * steps.batch() + steps.sequence(place);
        int row = steps.first(t) + place;
        if (scored == null || scored[cell]) {
          sum += row(workspace, row, targets, offset + cell * width, scale);
        } else {
          clear(workspace, row);
        }
      }
    }
    workspace.outputGradientsDone();
    return reduction.reduce(sum, steps.batch(), (long) count * width);
  }

  /**
   * {@link #ofLast(Workspace, float[], int, Reduction)}: the mean from offset 0.
   *
   * @param targets {@code [batch][outputSize]} floats, and no more: of targets of all steps the
   *     first would be scored
   */
  public static double ofLast(Workspace workspace, float[] targets) {
    Checks.notNull(workspace, "workspace").requireFresh();
    int floats = workspace.batch() * workspace.network.outputSize();
    if (Checks.notNull(targets, "targets").length != floats) {
      throw new IllegalArgumentException(
          "targets [batch * outputSize]: needs " + floats + " floats, has " + targets.length);
    }
    return ofLast(workspace, targets, 0, Reduction.MEAN);
  }

  /**
   * The loss of each sequence's last step alone, as {@link #of(Workspace, float[], int, boolean[],
   * Reduction)} with no other step scored.
   *
   * @param targets {@code [batch][outputSize]} floats from {@code offset}
   * @return the loss, summed over the sequences, the longest first
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the array is too short
   * @throws IllegalStateException if no forward pass came last
   */
  public static double ofLast(
      Workspace workspace, float[] targets, int offset, Reduction reduction) {
    Checks.notNull(workspace, "workspace").requireFresh();
    Checks.notNull(reduction, "reduction");
    Steps steps = workspace.steps;
    int width = workspace.network.outputSize();
    int elements = steps.batch() * width;
    Checks.range(targets, offset, elements, "targets [batch * outputSize]");
    float scale = reduction.scale(steps.batch(), elements);
    workspace.clearOutputGradients();
    double sum = 0;
    for (int place = 0; place < steps.batch(); place++) {
      int target = offset + steps.sequence(place) * width;
      sum += row(workspace, workspace.lastRow(place), targets, target, scale);
    }
    workspace.outputGradientsDone();
    return reduction.reduce(sum, steps.batch(), elements);
  }

  private static int count(Steps steps, boolean[] scored) {
    int count = 0;
    for (int t = 0; t < steps.time(); t++) {
      for (int place = 0; place < steps.count(t); place++) {
        count += scored[t * steps.batch() + steps.sequence(place)] ? 1 : 0;
      }
    }
    return count;
  }

  /** The squared error of one row, whose gradient it writes. */
  private static double row(
      Workspace workspace, int row, float[] targets, int target, float scale) {
    Rows outputs = workspace.outputs();
    Rows gradients = workspace.outputGradients();
    int from = outputs.offset(workspace.batch()) + row * outputs.stride;
    int to = gradients.offset(workspace.batch()) + row * gradients.stride;
    double sum = 0;
    for (int i = 0; i < outputs.width; i++) {
      float difference = outputs.values[from + i] - targets[target + i];
      sum += (double) difference * difference;
      gradients.values[to + i] = 2 * scale * difference;
    }
    return sum;
  }

  private static void clear(Workspace workspace, int row) {
    Rows gradients = workspace.outputGradients();
    int at = gradients.offset(workspace.batch()) + row * gradients.stride;
    Arrays.fill(gradients.values, at, at + gradients.width, 0f);
  }
}
