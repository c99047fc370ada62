package io.vecurrent.rnn;

import io.vecurrent.rnn.layer.Share;
import io.vecurrent.rnn.layer.Steps;
import io.vecurrent.rnn.team.Team;

/**
 * The cross-entropy of every step, which a workspace's team shares: each member computes some
 * steps, the calling thread adds up in one order.
 */
final class StepLosses {
  private final Workspace workspace;

  /** Of each row. */
  private final double[] losses;

  private final Team.Task task = this::part;
  private int[] targets;
  private int offset;
  private float scale;

  StepLosses(Workspace workspace, int maxRows) {
    this.workspace = workspace;
    this.losses = new double[maxRows];
  }

  /** The sum over time, then batch; targets are checked. The gradients go to the workspace. */
  double sum(int[] targets, int offset, float scale) {
    this.targets = targets;
    this.offset = offset;
    this.scale = scale;
    workspace.passes.run(task);
    this.targets = null;
    double sum = 0;
    for (int row = 0; row < workspace.steps.rows(); row++) {
      sum += losses[row];
    }
    return sum;
  }

  private void part(int member) {
    Steps steps = workspace.steps;
    Share share = workspace.passes.share(member);
    int end = share.to(steps.time());
    for (int t = share.from(steps.time()); t < end; t++) {
      int first = steps.first(t);
      for (int place = 0; place < steps.count(t); place++) {
        int target = targets[offset + t * steps.batch() + steps.sequence(place)];
        losses[first + place] = SoftmaxCrossEntropy.row(workspace, first + place, target, scale);
      }
    }
  }
}
