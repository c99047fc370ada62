package io.vecurrent.rnn;

import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.rnn.layer.RecurrentLayer;
import io.vecurrent.rnn.layer.Rows;
import io.vecurrent.rnn.layer.Share;
import io.vecurrent.rnn.layer.StackBuffers;
import io.vecurrent.rnn.layer.StackShare;
import io.vecurrent.rnn.layer.Steps;
import io.vecurrent.rnn.team.Team;

/**
 * The forward and backward pass over a workspace's buffers, on the calling thread or shared by a
 * team. Arguments arrive checked.
 */
final class Passes {
  private final PackedWeights weights;
  private final StackBuffers stack;

  /** Null in a network without a head. */
  private final HeadPass head;

  private final Steps steps;

  /** The token of each row; null in a network without an embedding. */
  private final int[] tokens;

  /** Null for the calling thread alone. */
  private final Team team;

  private final StackShare[] shares;
  private final Team.Task forwardTask = this::forwardPart;
  private final Team.Task backwardTask = this::backwardPart;

  /**
   * Whether a pass is on its way. An ordinary field: it costs nothing, and shows a thread that
   * shares by mistake almost always what it does, which is all that is wanted.
   */
  private boolean running;

  /** Of a forward pass; null where tokens are. */
  private float[] inputs;

  private int inputOffset;
  private float[] gradients;
  private boolean wantsInputGradients;

  /** Null for zero. */
  private float[] finalGradients;

  Passes(
      PackedWeights weights,
      StackBuffers stack,
      HeadPass head,
      Steps steps,
      int[] tokens,
      Team team) {
    this.weights = weights;
    this.stack = stack;
    this.head = head;
    this.steps = steps;
    this.tokens = tokens;
    this.team = team;
    shares = new StackShare[team == null ? 1 : team.size()];
    for (int member = 0; member < shares.length; member++) {
      shares[member] = weights.stack().share(new Share(team, member));
    }
  }

  /** From inputs and initial states, null for zero, to outputs and the states afterwards. */
  void forward(float[] inputs, int offset, State state) {
    this.inputs = inputs;
    inputOffset = offset;
    forward(state);
    this.inputs = null;
  }

  /** The same in a network that begins with an embedding. */
  void forward(int[] callersTokens, int offset, State state) {
    steps.load(callersTokens, offset, tokens);
    weights.embed(tokens, 0, steps.rows(), stack.input());
    forward(state);
  }

  private void forward(State state) {
    weights.refresh();
    if (head != null) {
      head.begin();
    }
    stack.begin(steps, state == null ? null : state.values());
    run(forwardTask);
    if (state != null) {
      stack.storeStates(steps, state.values());
    }
  }

  /**
   * From output gradients in the buffers to all others.
   *
   * @param inputGradients null where they are not wanted
   * @param stateGradients of the last states before, of the initial ones afterwards; null for zero
   */
  void backward(float[] gradients, float[] inputGradients, State stateGradients) {
    weights.refreshForBackward();
    flushOutputGradients();
    if (head != null) {
      head.beginBackward();
    }
    this.gradients = gradients;
    wantsInputGradients = inputGradients != null;
    finalGradients = stateGradients == null ? null : stateGradients.values();
    run(backwardTask);
    if (inputGradients != null) {
      stack.inputGradients().store(steps, inputGradients, 0);
    }
    if (stateGradients != null) {
      stack.storeGradients(steps, finalGradients);
    }
    this.gradients = null;
    finalGradients = null;
  }

  /**
   * Those of a confident softmax may be denormal, or become so times a weight: forward and backward
   * pass of 64 units with such a head took 640 instead of 35 us (Intel Xeon).
   */
  private void flushOutputGradients() {
    Rows rows = head == null ? stack.outputGradients() : head.outputGradients();
    int count = (head == null ? steps : head.rowSteps()).rows();
    int from = rows.offset(steps.batch());
    Arithmetic.flushBelow(rows.values, from, count * rows.stride, RecurrentLayer.TINY);
  }

  Share share(int member) {
    return shares[member].share();
  }

  /** Before anything is changed, lest a refused call spoil the pass that is on its way. */
  void requireIdle() {
    if (running) {
      throw new IllegalStateException(
          "workspace: computes for another thread; each needs a workspace or stepper of its own");
    }
  }

  void run(Team.Task task) {
    requireIdle();
    running = true;
    try {
      if (team == null) {
        task.run(0);
      } else {
        team.run(task);
      }
    } finally {
      running = false;
    }
  }

  private void forwardPart(int member) {
    Share share = share(member);
    if (inputs != null) {
      stack.input().load(steps, inputs, inputOffset, share);
      share.await();
    }
    weights.stack().forward(stack, steps, shares[member]);
    if (head != null) {
      share.await();
      head.forward(share);
    }
  }

  private void backwardPart(int member) {
    Share share = share(member);
    if (head != null) {
      head.backward(share, gradients);
      share.await();
    }
    boolean toInput = wantsInputGradients || tokens != null;
    weights.stack().backward(stack, steps, share, gradients, finalGradients, toInput);
    if (tokens != null) {
      weights
          .embedding()
          .weightGradients(tokens, steps.rows(), stack.inputGradients(), share, gradients);
    }
  }
}
