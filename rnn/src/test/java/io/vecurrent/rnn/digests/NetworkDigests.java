package io.vecurrent.rnn.digests;

import io.vecurrent.kernels.Precision;
import io.vecurrent.rnn.Kind;
import io.vecurrent.rnn.MeanSquaredError;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Parameters;
import io.vecurrent.rnn.Reduction;
import io.vecurrent.rnn.Sampling;
import io.vecurrent.rnn.SoftmaxCrossEntropy;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Stepper;
import io.vecurrent.rnn.Workspace;
import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;
import io.vecurrent.rnn.optim.Optimizer;
import io.vecurrent.rnn.optim.RmsProp;
import io.vecurrent.rnn.optim.Sgd;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** One digest for each operation of each kind of network, at several sizes. */
final class NetworkDigests {
  private static final int[] SIZES = {1, 5, 16, 33, 64, 100, 127};
  private static final int TIME = 9;
  private static final int BATCH = 3;
  private static final int TRAINING_STEPS = 20;
  private static final int UNSCORED_EVERY = 5;

  private final Network network;
  private final Numbers numbers;
  private final boolean canStream;
  private final Map<String, String> digests;
  private final String prefix;
  private final float[] x;
  private final int[] targets;

  private NetworkDigests(Map<String, String> digests, Kind kind, int hidden, int classes) {
    this.digests = digests;
    this.prefix = kind.label() + "-" + hidden + (classes == 0 ? "-headless." : ".");
    this.canStream = kind.canStream();
    this.network = kind.network(hidden + 3, hidden, classes);
    this.numbers = new Numbers(Numbers.Kind.SMALL, hidden);
    this.x = numbers.floats(TIME * BATCH * network.inputSize());
    this.targets = targets();
  }

  static void addTo(Map<String, String> digests) {
    for (Kind kind : Kind.values()) {
      for (int hidden : SIZES) {
        int classes = hidden % 2 == 0 ? 7 : 20;
        new NetworkDigests(digests, kind, hidden, classes).add();
      }
      new NetworkDigests(digests, kind, 20, 0).add();
    }
  }

  private void add() {
    put("initial", digest -> digest.add(network.parameters().values()));
    put("forward", this::forward);
    put("backward", this::backward);
    put("lengths", this::lengths);
    if (canStream) {
      put("steps", digest -> steps(network, digest));
    }
    put("sampling", this::sampling);
    put("sixteen-bits", this::sixteenBits);
    Map<String, Function<Parameters, Optimizer>> optimizers = new LinkedHashMap<>();
    optimizers.put("sgd", p -> new Sgd(p, 0.05f));
    optimizers.put("momentum", p -> new Sgd(p, 0.01f, 0.9f));
    optimizers.put("rmsprop", p -> new RmsProp(p, 0.01f));
    optimizers.put("adam", p -> new Adam(p, 0.01f));
    float[] initial = network.parameters().values().clone();
    optimizers.forEach(
        (name, optimizer) ->
            put("twenty-steps-of-" + name, digest -> train(initial, optimizer, digest)));
    put("last-steps", this::lastSteps);
    if (canStream) {
      put("streams", this::streams);
      Network half = network.withPrecision(Precision.BFLOAT16);
      put("sixteen-bit-steps", digest -> steps(half, digest));
    }
  }

  private interface Operation {
    void run(Digest digest);
  }

  private void put(String name, Operation operation) {
    Digest digest = new Digest();
    operation.run(digest);
    digests.put(prefix + name, digest.hex());
  }

  private int[] targets() {
    int[] classes = numbers.ints(TIME * BATCH, network.outputSize());
    for (int i = 0; i < classes.length; i++) {
      classes[i] = i % UNSCORED_EVERY == 3 ? SoftmaxCrossEntropy.UNSCORED : classes[i];
    }
    return classes;
  }

  private State state() {
    State state = network.newState(BATCH);
    state.copyFrom(numbers.floats(state.size()), 0);
    return state;
  }

  private void addOutputs(Workspace workspace, Digest digest) {
    float[] outputs = new float[TIME * BATCH * network.outputSize()];
    workspace.copyOutputs(outputs, 0);
    digest.add(outputs);
  }

  private void forward(Digest digest) {
    Workspace workspace = network.workspace(TIME, BATCH);
    State state = state();
    network.forward(x, TIME, BATCH, state, workspace);
    addOutputs(workspace, digest);
    int directions = network.isBidirectional() ? 2 : 1;
    float[] hidden = new float[TIME * BATCH * directions * network.hiddenSize()];
    workspace.copyHidden(hidden, 0);
    digest.add(hidden);
    digest.add(state.toArray());
    digest.add(SoftmaxCrossEntropy.of(workspace, targets));
    digest.add(SoftmaxCrossEntropy.of(workspace, targets, 0, Reduction.SUM));
  }

  private void backward(Digest digest) {
    Workspace workspace = network.workspace(TIME, BATCH);
    network.forward(x, TIME, BATCH, state(), workspace);
    SoftmaxCrossEntropy.of(workspace, targets);
    float[] gradients = network.newGradients();
    float[] inputGradients = new float[x.length];
    State stateGradients = state();
    network.backward(workspace, gradients, inputGradients, stateGradients);
    digest.add(gradients);
    digest.add(inputGradients);
    digest.add(stateGradients.toArray());
  }

  /** Sequences of different lengths, their gradients from a squared error. */
  private void lengths(Digest digest) {
    int[] lengths = {TIME - 4, TIME, 1};
    Workspace workspace = network.workspace(TIME, BATCH);
    State state = state();
    network.forward(x, TIME, BATCH, lengths, state, workspace);
    addOutputs(workspace, digest);
    digest.add(state.toArray());
    float[] wanted = numbers.floats(TIME * BATCH * network.outputSize());
    digest.add(MeanSquaredError.of(workspace, wanted));
    addGradients(workspace, digest);
    network.forward(x, TIME, BATCH, lengths, state, workspace);
    digest.add(MeanSquaredError.ofLast(workspace, wanted, 0, Reduction.MEAN));
    addGradients(workspace, digest);
  }

  /** Sequences of different lengths, each classified by its last step. */
  private void lastSteps(Digest digest) {
    Workspace workspace = network.workspace(TIME, BATCH);
    network.forward(x, TIME, BATCH, new int[] {1, TIME - 3, TIME}, state(), workspace);
    digest.add(SoftmaxCrossEntropy.ofLast(workspace, targets, 0, Reduction.MEAN_BATCH));
    addGradients(workspace, digest);
  }

  private void addGradients(Workspace workspace, Digest digest) {
    float[] gradients = network.newGradients();
    network.backward(workspace, gradients);
    digest.add(gradients);
  }

  private void steps(Network stepped, Digest digest) {
    Stepper stepper = stepped.stepper();
    State state = stepped.newState();
    float[] output = new float[stepped.outputSize()];
    for (int row = 0; row < TIME * BATCH; row++) {
      stepper.step(x, row * stepped.inputSize(), state, output, 0);
      digest.add(output);
    }
    digest.add(state.toArray());
  }

  private void streams(Digest digest) {
    Stepper stepper = network.stepper(BATCH);
    State state = state();
    float[] outputs = new float[BATCH * network.outputSize()];
    for (int t = 0; t < TIME; t++) {
      stepper.step(x, t * BATCH * network.inputSize(), state, outputs, 0);
      digest.add(outputs);
    }
    digest.add(state.toArray());
  }

  private void sampling(Digest digest) {
    float[] logits = numbers.floats(network.outputSize());
    for (double u = 0; u < 1; u += 0.0625) {
      digest.add(Sampling.draw(logits.clone(), 0, logits.length, 0.3f, u));
    }
  }

  private void sixteenBits(Digest digest) {
    Network half = network.withPrecision(Precision.BFLOAT16);
    Workspace workspace = half.workspace(TIME, BATCH);
    half.forward(x, TIME, BATCH, null, workspace);
    addOutputs(workspace, digest);
  }

  /** Clipped updates on chunks that carry the state. */
  private void train(float[] initial, Function<Parameters, Optimizer> maker, Digest digest) {
    Parameters parameters = network.parameters();
    System.arraycopy(initial, 0, parameters.values(), 0, initial.length);
    parameters.markChanged();
    Optimizer optimizer = maker.apply(parameters);
    Workspace workspace = network.workspace(TIME, BATCH);
    State state = network.newState(BATCH);
    float[] gradients = network.newGradients();
    for (int step = 0; step < TRAINING_STEPS; step++) {
      network.forward(numbers.floats(x.length), TIME, BATCH, state, workspace);
      digest.add(SoftmaxCrossEntropy.of(workspace, targets()));
      network.backward(workspace, gradients);
      if (step % 2 == 0) {
        digest.add(Clipping.byGlobalNorm(gradients, 1f));
      } else {
        Clipping.byValue(gradients, 0.1f);
      }
      optimizer.step(parameters, gradients);
    }
    digest.add(parameters.values());
    digest.add(state.toArray());
  }
}
