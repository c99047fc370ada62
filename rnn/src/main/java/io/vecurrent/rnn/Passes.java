package io.vecurrent.rnn;

import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.rnn.layer.LinearBuffers;
import io.vecurrent.rnn.layer.RecurrentBuffers;
import io.vecurrent.rnn.layer.RecurrentShare;
import io.vecurrent.rnn.layer.Share;
import io.vecurrent.rnn.team.Team;

/**
 * The forward and backward pass over a workspace's buffers, on the calling thread or shared by a
 * team. Arguments arrive checked.
 */
final class Passes {
  private final PackedWeights weights;
  private final RecurrentBuffers recurrent;

  /** Null in a network without a head. */
  private final LinearBuffers head;

  /** Null for the calling thread alone. */
  private final Team team;

  private final Share[] shares;
  private final RecurrentShare[] recurrentShares;
  private final Team.Task forwardTask = this::forwardPart;
  private final Team.Task backwardTask = this::backwardPart;

  private int time;
  private int batch;
  private float[] gradients;
  private boolean wantsInputGradients;
  private State stateGradients;

  Passes(PackedWeights weights, RecurrentBuffers recurrent, LinearBuffers head, Team team) {
    this.weights = weights;
    this.recurrent = recurrent;
    this.head = head;
    this.team = team;
    int size = team == null ? 1 : team.size();
    shares = new Share[size];
    recurrentShares = new RecurrentShare[size];
    for (int member = 0; member < size; member++) {
      shares[member] = new Share(team, member);
      recurrentShares[member] = weights.layer().share(shares[member]);
    }
  }

  /** From inputs and initial states in the buffers to states and outputs. */
  void forward(int time, int batch) {
    this.time = time;
    this.batch = batch;
    run(forwardTask);
  }

  /** From output gradients in the buffers to all others. */
  void backward(float[] gradients, boolean wantsInputGradients, State stateGradients) {
    this.gradients = gradients;
    this.wantsInputGradients = wantsInputGradients;
    this.stateGradients = stateGradients;
    run(backwardTask);
    this.gradients = null;
    this.stateGradients = null;
  }

  private void run(Team.Task task) {
    if (team == null) {
      task.run(0);
    } else {
      team.run(task);
    }
  }

  private void forwardPart(int member) {
    Share share = shares[member];
    weights.layer().forward(recurrent, time, batch, recurrentShares[member]);
    if (head != null) {
      share.await();
      int first = batch * recurrent.hiddenStride;
      weights
          .head()
          .forward(head, time * batch, recurrent.states[0], first, recurrent.hiddenStride, share);
    }
  }

  private void backwardPart(int member) {
    Share share = shares[member];
    RecurrentBuffers b = recurrent;
    int rows = time * batch;
    if (head != null) {
      weights.head().backward(head, rows, b.outputGradients, b.hiddenStride, share);
      int first = batch * b.hiddenStride;
      weights
          .head()
          .weightGradients(head, rows, b.states[0], first, b.hiddenStride, share, gradients);
      share.await();
    }
    if (share.isFirst()) {
      addFinalGradients();
    }
    share.await();
    weights.layer().backward(b, time, batch, share);
    share.await();
    weights.layer().weightGradients(b, time, batch, share, gradients);
    if (wantsInputGradients) {
      weights.layer().inputGradients(b, time, batch, share);
    }
  }

  /** h receives its gradient with the outputs; further vectors have a running one of their own. */
  private void addFinalGradients() {
    RecurrentBuffers b = recurrent;
    b.clearStateGradients(batch);
    if (stateGradients == null) {
      return;
    }
    int hidden = stateGradients.hiddenSize();
    for (int i = 0; i < batch; i++) {
      int row = ((time - 1) * batch + i) * b.hiddenStride;
      Arithmetic.axpy(1f, stateGradients.values(), i * hidden, b.outputGradients, row, hidden);
    }
    for (int k = 1; k < b.stateGradients.length; k++) {
      stateGradients.load(k, b.stateGradients[k], b.hiddenStride);
    }
  }
}
