package io.vecurrent.jmh.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.recurrent.RNN;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tanh network in PyTorch through DJL: one call of {@code torch.rnn_tanh}, without the blocks
 * around it that gather parameters on every call. PyTorch has no way to give the memory of results;
 * they are freed at the next run.
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
  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final PtNDArray inputs;
  private final PtNDArray outputGradients;
  private final PtNDArray zeroState;

  /** PyTorch's order: weight_ih, weight_hh, bias_ih, bias_hh. */
  private final NDList parameters;

  /** What has gradients: the initial state, the inputs and the parameters. */
  private final List<PtNDArray> variables;

  /** Outputs of all steps, and the last state. */
  private NDList results = new NDList();

  private PyTorchRnn(Kind kind, RnnProblem problem) {
    int n = problem.n();
    float[] biases = problem.biases();
    Shape sequence = new Shape(problem.time(), problem.batch(), n);
    Shape matrix = new Shape(n, n);
    this.kind = kind;
    JniUtils.setGradMode(kind == Kind.FORWARD_BACKWARD);
    inputs = (PtNDArray) manager.create(problem.inputs(), sequence);
    outputGradients = (PtNDArray) manager.create(problem.outputGradients(), sequence);
    zeroState = (PtNDArray) manager.zeros(new Shape(1, problem.batch(), n));
    parameters =
        new NDList(
            manager.create(problem.inputWeights(), matrix),
            manager.create(problem.recurrentWeights(), matrix),
            manager.create(Arrays.copyOf(biases, n)),
            manager.create(Arrays.copyOfRange(biases, n, 2 * n)));
    variables =
        List.of(
            zeroState,
            inputs,
            (PtNDArray) parameters.get(0),
            (PtNDArray) parameters.get(1),
            (PtNDArray) parameters.get(2),
            (PtNDArray) parameters.get(3));
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
    PtNDArray state = kind == Kind.STEP && !old.isEmpty() ? (PtNDArray) old.get(1) : zeroState;
    boolean training = kind == Kind.FORWARD_BACKWARD;
    results =
        JniUtils.rnn(
            inputs, state, parameters, true, 1, RNN.Activation.TANH, 0, training, false, false);
    if (training) {
      if (!old.isEmpty()) {
        // Backward adds to the gradients that there are.
        variables.forEach(JniUtils::zeroGrad);
      }
      JniUtils.backward((PtNDArray) results.get(0), outputGradients, false, false);
    }
    old.close();
  }

  @Override
  public Map<String, float[]> results() {
    Map<String, float[]> map = new LinkedHashMap<>();
    map.put("output", results.get(0).toFloatArray());
    if (kind == Kind.FORWARD_BACKWARD) {
      map.put("gradient of the initial state", gradient(zeroState));
      map.put("gradient of the inputs", gradient(inputs));
      map.put("gradient of the input weights", gradient(parameters.get(0)));
      map.put("gradient of the recurrent weights", gradient(parameters.get(1)));
      map.put("gradient of the biases", gradient(parameters.get(2)));
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
