package io.vecurrent.jmh.peers;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.rnn_primitive_desc_base;

/**
 * The network as oneDNN's two primitives for training: the forward one keeps what the backward one
 * needs in a workspace. Each has the weights in the layout that it chose, and gradients stay in the
 * layout that oneDNN chose.
 *
 * <p>The initial states are given although they are zero: without them, oneDNN 3.8 gets the
 * gradient of the recurrent weights wrong (its issue 1436 suspects the same).
 */
final class OneDnnTraining implements Computation {
  private final OneDnnRnn rnn;
  private final OneDnn oneDnn;
  private final memory outputs;
  private final memory stateGradients;
  private final memory memoryGradients;
  private final memory inputGradients;
  private final memory inputWeightGradients;
  private final memory recurrentWeightGradients;
  private final memory biasGradients;
  private final OneDnn.Call forward;
  private final OneDnn.Call backward;

  OneDnnTraining(RnnProblem problem, OneDnnRnn.Layout layout) {
    rnn = new OneDnnRnn(problem, 1, prop_kind.forward_training, OneDnnRnn.States.BEFORE, layout);
    oneDnn = rnn.oneDnn;
    rnn_primitive_desc_base description =
        rnn.cell().backward(oneDnn.engine, rnn.tensors(layout.backward), rnn.description);
    outputs = oneDnn.allocate(rnn.sequence);
    stateGradients = oneDnn.allocate(rnn.state);
    memoryGradients = oneDnn.allocate(rnn.state);
    inputGradients = oneDnn.allocate(rnn.sequence);
    inputWeightGradients = oneDnn.allocate(description.diff_weights_layer_desc());
    recurrentWeightGradients = oneDnn.allocate(description.diff_weights_iter_desc());
    biasGradients = oneDnn.allocate(rnn.bias);
    rnn.arguments.put(DNNL_ARG_SRC_ITER, rnn.zeroState());
    if (rnn.hasMemory()) {
      rnn.arguments.put(DNNL_ARG_SRC_ITER_C, rnn.zeroState());
    }
    rnn.arguments.put(DNNL_ARG_DST_LAYER, outputs);
    rnn.arguments.put(DNNL_ARG_WORKSPACE, oneDnn.allocate(rnn.description.workspace_desc()));
    forward = rnn.call(Map.of());
    backward = oneDnn.call(new primitive(description.get()), backwardArguments(description));
  }

  private Map<Integer, memory> backwardArguments(rnn_primitive_desc_base description) {
    RnnProblem problem = rnn.problem;
    Map<Integer, memory> arguments = new TreeMap<>(rnn.arguments);
    arguments.put(
        DNNL_ARG_WEIGHTS_LAYER,
        rnn.weights(problem.inputWeights(), description.weights_layer_desc()));
    arguments.put(
        DNNL_ARG_WEIGHTS_ITER,
        rnn.weights(problem.recurrentWeights(), description.weights_iter_desc()));
    arguments.put(DNNL_ARG_DIFF_DST_LAYER, oneDnn.copy(rnn.sequence, problem.outputGradients()));
    arguments.put(DNNL_ARG_DIFF_SRC_ITER, stateGradients);
    if (rnn.hasMemory()) {
      arguments.put(DNNL_ARG_DIFF_SRC_ITER_C, memoryGradients);
    }
    arguments.put(DNNL_ARG_DIFF_SRC_LAYER, inputGradients);
    arguments.put(DNNL_ARG_DIFF_WEIGHTS_LAYER, inputWeightGradients);
    arguments.put(DNNL_ARG_DIFF_WEIGHTS_ITER, recurrentWeightGradients);
    arguments.put(DNNL_ARG_DIFF_BIAS, biasGradients);
    return arguments;
  }

  @Override
  public void run() {
    forward.run();
    backward.run();
  }

  @Override
  public Map<String, float[]> results() {
    float[] bias = oneDnn.read(biasGradients, rnn.bias);
    Map<String, float[]> results = new LinkedHashMap<>();
    results.put("output", oneDnn.read(outputs, rnn.sequence));
    results.put("gradient of the initial state", oneDnn.read(stateGradients, rnn.state));
    if (rnn.hasMemory()) {
      results.put("gradient of the initial memory", oneDnn.read(memoryGradients, rnn.state));
    }
    results.put("gradient of the inputs", oneDnn.read(inputGradients, rnn.sequence));
    results.put("gradient of the input weights", rnn.rows(inputWeightGradients));
    results.put("gradient of the recurrent weights", rnn.rows(recurrentWeightGradients));
    results.put("gradient of the input biases", rnn.biases.inputGradients(bias));
    results.put("gradient of the recurrent biases", rnn.biases.recurrentGradients(bias));
    return results;
  }
}
