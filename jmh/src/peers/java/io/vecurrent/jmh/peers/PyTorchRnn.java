package io.vecurrent.jmh.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.recurrent.RNN;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.vecurrent.jmh.reference.CellKind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The network in PyTorch through DJL: one call of {@code torch.rnn_tanh}, {@code torch.gru} or
 * {@code torch.lstm}, without the blocks around it that gather parameters on every call. PyTorch
 * has no way to give the memory of results; they are freed at the next run.
 */
final class PyTorchRnn implements Computation {
  static {
    // No look for newer natives, none for the cloud that it runs in.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
  }

  private enum Kind {
    STEP,
    FORWARD,
    FORWARD_BACKWARD
  }

  private final Kind kind;
  private final CellKind cell;
  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final PtNDArray inputs;
  private final PtNDArray outputGradients;

  /** h, and c of an LSTM. */
  private final NDList zeroStates = new NDList();

  /** PyTorch's order: weight_ih, weight_hh, bias_ih, bias_hh. */
  private final NDList parameters;

  /** What has gradients: the initial states, the inputs and the parameters. */
  private final NDList variables;

  /** Outputs of all steps, and the last states. */
  private NDList results = new NDList();

  private PyTorchRnn(Kind kind, RnnProblem problem) {
    int n = problem.n();
    Shape sequence = new Shape(problem.time(), problem.batch(), n);
    Shape matrix = new Shape(problem.gateRows(), n);
    this.kind = kind;
    cell = problem.cell();
    JniUtils.setGradMode(kind == Kind.FORWARD_BACKWARD);
    inputs = (PtNDArray) manager.create(problem.inputs(), sequence);
    outputGradients = (PtNDArray) manager.create(problem.outputGradients(), sequence);
    int states = cell == CellKind.LSTM ? 2 : 1;
    for (int i = 0; i < states; i++) {
      zeroStates.add(manager.zeros(new Shape(1, problem.batch(), n)));
    }
    parameters =
        new NDList(
            manager.create(problem.inputWeights(), matrix),
            manager.create(problem.recurrentWeights(), matrix),
            manager.create(problem.inputBiases()),
            manager.create(problem.recurrentBiases()));
    variables = new NDList(inputs).addAll(zeroStates).addAll(parameters);
    if (kind == Kind.FORWARD_BACKWARD) {
      variables.forEach(variable -> variable.setRequiresGradient(true));
    }
  }

  /** Steps of one stream. */
  static Computation step(RnnProblem problem) {
    return new PyTorchRnn(Kind.STEP, problem);
  }

  /** Outputs of all steps, for inference. */
  static Computation forward(RnnProblem problem) {
    return new PyTorchRnn(Kind.FORWARD, problem);
  }

  /** Outputs, and gradients of parameters, inputs and initial state. */
  static Computation forwardBackward(RnnProblem problem) {
    return new PyTorchRnn(Kind.FORWARD_BACKWARD, problem);
  }

  @Override
  public void run() {
    NDList old = results;
    boolean goesOn = kind == Kind.STEP && !old.isEmpty();
    boolean training = kind == Kind.FORWARD_BACKWARD;
    results = forward(goesOn ? old.subNDList(1) : zeroStates, training);
    if (training) {
      if (!old.isEmpty()) {
        // Backward adds to the gradients that there are.
        variables.forEach(variable -> JniUtils.zeroGrad((PtNDArray) variable));
      }
      JniUtils.backward((PtNDArray) results.get(0), outputGradients, false, false);
    }
    old.close();
  }

  private NDList forward(NDList states, boolean training) {
    PtNDArray h = (PtNDArray) states.get(0);
    return switch (cell) {
      case RNN ->
          JniUtils.rnn(
              inputs, h, parameters, true, 1, RNN.Activation.TANH, 0, training, false, false);
      case GRU -> JniUtils.gru(inputs, h, parameters, true, 1, 0, training, false, false);
      case LSTM -> JniUtils.lstm(inputs, states, parameters, true, 1, 0, training, false, false);
    };
  }

  @Override
  public Map<String, float[]> results() {
    Map<String, float[]> map = new LinkedHashMap<>();
    map.put("output", results.get(0).toFloatArray());
    if (kind == Kind.FORWARD_BACKWARD) {
      map.put("gradient of the initial state", gradient(zeroStates.get(0)));
      if (cell == CellKind.LSTM) {
        map.put("gradient of the initial memory", gradient(zeroStates.get(1)));
      }
      map.put("gradient of the inputs", gradient(inputs));
      map.put("gradient of the input weights", gradient(parameters.get(0)));
      map.put("gradient of the recurrent weights", gradient(parameters.get(1)));
      map.put("gradient of the input biases", gradient(parameters.get(2)));
      map.put("gradient of the recurrent biases", gradient(parameters.get(3)));
    }
    return map;
  }

  private static float[] gradient(NDArray variable) {
    try (NDArray gradient = variable.getGradient()) {
      return gradient.toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
