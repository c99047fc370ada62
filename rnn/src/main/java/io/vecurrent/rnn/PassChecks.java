package io.vecurrent.rnn;

import io.vecurrent.kernels.Precision;
import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.layer.StateLayout;

/** The arguments of forward and backward passes, checked before anything is written. */
final class PassChecks {
  private PassChecks() {}

  static void sizes(Network network, int time, int batch, State state, Workspace workspace) {
    owner(network, workspace);
    if (time < 1 || time > workspace.maxTime()) {
      throw new IllegalArgumentException(
          "time: must be from 1 to the workspace's " + workspace.maxTime() + ", was " + time);
    }
    if (batch < 1 || batch > workspace.maxBatch()) {
      throw new IllegalArgumentException(
          "batch: must be from 1 to the workspace's " + workspace.maxBatch() + ", was " + batch);
    }
    state(network, state, batch, "state");
  }

  static void inputs(Network network, float[] inputs, int offset, int rows) {
    takesFloats(network.vocabulary());
    int floats = Checks.size(rows, network.inputSize(), "time * batch * inputSize");
    Checks.range(inputs, offset, floats, "inputs [time * batch * inputSize]");
  }

  static void takesFloats(int vocabulary) {
    if (vocabulary > 0) {
      throw new IllegalArgumentException(
          "inputs: this network begins with an embedding and takes tokens, an int[]");
    }
  }

  /** Those beyond a sequence's length may be anything; no lengths: all steps count. */
  static void tokens(
      Network network, int[] tokens, int offset, int time, int batch, int[] lengths) {
    tokens(network.vocabulary(), network.inputSize(), tokens, offset, time, batch, lengths);
  }

  static void tokens(
      int vocabulary, int inputSize, int[] tokens, int offset, int time, int batch, int[] lengths) {
    if (vocabulary == 0) {
      throw new IllegalArgumentException(
          "tokens: this network has no embedding and takes floats, inputSize " + inputSize);
    }
    Checks.range(tokens, offset, time * batch, "tokens [time * batch]");
    for (int t = 0; t < time; t++) {
      for (int b = 0; b < batch; b++) {
        int token = tokens[offset + t * batch + b];
        boolean isStep = lengths == null || t < lengths[b];
        if (isStep && (token < 0 || token >= vocabulary)) {
          throw new IllegalArgumentException(
              "tokens: step "
                  + t
                  + " of sequence "
                  + b
                  + " must be from 0 to "
                  + (vocabulary - 1)
                  + ", was "
                  + token);
        }
      }
    }
  }

  /** Null: all sequences have all steps. */
  static void lengths(int[] lengths, int time, int batch) {
    if (lengths == null) {
      return;
    }
    Checks.range(lengths, 0, batch, "lengths [batch]");
    for (int b = 0; b < batch; b++) {
      if (lengths[b] < 1 || lengths[b] > time) {
        throw new IllegalArgumentException(
            "lengths: sequence " + b + " must have 1 to " + time + " steps, has " + lengths[b]);
      }
    }
  }

  static void owner(Network network, Workspace workspace) {
    if (Checks.notNull(workspace, "workspace").network != network) {
      throw new IllegalArgumentException("workspace: belongs to another network");
    }
  }

  /** Null is a state of zeros. */
  static void state(Network network, State state, int batch, String name) {
    state(network.stateLayout(), state, batch, name);
  }

  /** The same of the layout. */
  static void state(StateLayout layout, State state, int batch, String name) {
    if (state == null) {
      return;
    }
    if (!state.layout().isLike(layout) || state.batch() != batch) {
      throw new IllegalArgumentException(
          name
              + ": needs "
              + layout
              + " and batch "
              + batch
              + ", has "
              + state.layout()
              + " and "
              + state.batch());
    }
  }

  static void oneStep(Workspace workspace) {
    if (workspace.time() != 1) {
      throw new IllegalStateException(
          "cellBackward follows a forward pass of one step, the last one had " + workspace.time());
    }
  }

  static void trains(Precision precision) {
    if (precision != Precision.FLOAT32) {
      throw new IllegalStateException(
          "backward: a network with weights of 16 bits is for inference; train the one it comes from");
    }
  }

  /** No input gradients where they are not wanted. */
  static void gradients(Network network, float[] gradients, float[] inputGradients, int rows) {
    int size = network.parameters().size();
    if (Checks.notNull(gradients, "gradients").length != size) {
      throw new IllegalArgumentException(
          "gradients: needs " + size + " floats, has " + gradients.length);
    }
    notParameters(network, gradients, "gradients");
    notParameters(network, inputGradients, "inputGradients");
    if (gradients == inputGradients) {
      throw new IllegalArgumentException("gradients and inputGradients: must be different arrays");
    }
    if (inputGradients != null && network.vocabulary() > 0) {
      throw new IllegalArgumentException("inputGradients: tokens have none, pass null");
    }
    if (inputGradients != null) {
      int floats = rows * network.inputSize();
      Checks.range(inputGradients, 0, floats, "inputGradients [time * batch * inputSize]");
    }
  }

  /** What is written must not be the weights: they would change unnoticed. */
  static void notParameters(Network network, float[] array, String name) {
    if (array == network.parameters().values()) {
      throw new IllegalArgumentException(name + ": must not be the array of the parameters");
    }
  }
}
