package io.vecurrent.jmh.peers;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh;
import static org.bytedeco.dnnl.global.dnnl.dnnl_rnn_flags_diff_weights_overwrite;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unidirectional_left2right;
import static org.bytedeco.dnnl.global.dnnl.dnnl_vanilla_rnn_backward_primitive_desc_create;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.vanilla_rnn_backward;

/**
 * The tanh network as oneDNN's two primitives for training: the forward one keeps what the backward
 * one needs in a workspace. Each has the weights in the layout that it chose, and gradients stay in
 * the layout that oneDNN chose. The gradients overwrite the old ones: oneDNN adds by default.
 *
 * <p>The initial state is given although it is zero: without one, oneDNN 3.8 gets the gradient of
 * the recurrent weights wrong (its issue 1436 suspects the same).
 */
final class OneDnnTraining implements Computation {
  private final OneDnnRnn rnn;
  private final OneDnn oneDnn;
  private final memory outputs;
  private final memory stateGradients;
  private final memory inputGradients;
  private final memory inputWeightGradients;
  private final memory recurrentWeightGradients;
  private final memory biasGradients;
  private final OneDnn.Call forward;
  private final OneDnn.Call backward;

  OneDnnTraining(RnnProblem problem, OneDnnRnn.Layout layout) {
    rnn = new OneDnnRnn(problem, 1, prop_kind.forward_training, true, layout);
    oneDnn = rnn.oneDnn;
    vanilla_rnn_backward.primitive_desc description = describeBackward(layout);
    outputs = oneDnn.allocate(rnn.sequence);
    stateGradients = oneDnn.allocate(rnn.state);
    inputGradients = oneDnn.allocate(rnn.sequence);
    inputWeightGradients = oneDnn.allocate(description.diff_weights_layer_desc());
    recurrentWeightGradients = oneDnn.allocate(description.diff_weights_iter_desc());
    biasGradients = oneDnn.allocate(rnn.bias);
    memory workspace = oneDnn.allocate(rnn.description.workspace_desc());
    rnn.arguments.put(DNNL_ARG_SRC_ITER, rnn.zeroState());
    forward = rnn.call(Map.of(DNNL_ARG_DST_LAYER, outputs, DNNL_ARG_WORKSPACE, workspace));

    Map<Integer, memory> arguments = new TreeMap<>(rnn.arguments);
    arguments.put(
        DNNL_ARG_WEIGHTS_LAYER,
        rnn.weights(problem.inputWeights(), description.weights_layer_desc()));
    arguments.put(
        DNNL_ARG_WEIGHTS_ITER,
        rnn.weights(problem.recurrentWeights(), description.weights_iter_desc()));
    arguments.put(DNNL_ARG_DST_LAYER, outputs);
    arguments.put(DNNL_ARG_WORKSPACE, workspace);
    arguments.put(DNNL_ARG_DIFF_DST_LAYER, oneDnn.copy(rnn.sequence, problem.outputGradients()));
    arguments.put(DNNL_ARG_DIFF_SRC_ITER, stateGradients);
    arguments.put(DNNL_ARG_DIFF_SRC_LAYER, inputGradients);
    arguments.put(DNNL_ARG_DIFF_WEIGHTS_LAYER, inputWeightGradients);
    arguments.put(DNNL_ARG_DIFF_WEIGHTS_ITER, recurrentWeightGradients);
    arguments.put(DNNL_ARG_DIFF_BIAS, biasGradients);
    backward = oneDnn.call(new vanilla_rnn_backward(description), arguments);
  }

  /** Through the C interface: the C++ one has no flags. */
  private vanilla_rnn_backward.primitive_desc describeBackward(OneDnnRnn.Layout layout) {
    dnnl_memory_desc sequence = rnn.sequence.get();
    dnnl_memory_desc state = rnn.state.get();
    dnnl_memory_desc weights = rnn.weights(layout.backward).get();
    dnnl_memory_desc weightGradients = rnn.weights(format_tag.any).get();
    dnnl_memory_desc bias = rnn.bias.get();
    dnnl_memory_desc none = new dnnl_memory_desc();
    dnnl_primitive_desc created = new dnnl_primitive_desc();
    OneDnn.check(
        dnnl_vanilla_rnn_backward_primitive_desc_create(
            created,
            oneDnn.engine.get(),
            dnnl_backward,
            dnnl_eltwise_tanh,
            dnnl_unidirectional_left2right,
            sequence,
            state,
            weights,
            weights,
            bias,
            sequence,
            none,
            sequence,
            state,
            weightGradients,
            weightGradients,
            bias,
            sequence,
            none,
            dnnl_rnn_flags_diff_weights_overwrite,
            0f,
            0f,
            rnn.description.get(),
            new dnnl_primitive_attr()));
    return new vanilla_rnn_backward.primitive_desc(created);
  }

  @Override
  public void run() {
    forward.run();
    backward.run();
  }

  @Override
  public Map<String, float[]> results() {
    Map<String, float[]> results = new LinkedHashMap<>();
    results.put("output", oneDnn.read(outputs, rnn.sequence));
    results.put("gradient of the initial state", oneDnn.read(stateGradients, rnn.state));
    results.put("gradient of the inputs", oneDnn.read(inputGradients, rnn.sequence));
    results.put(
        "gradient of the input weights", oneDnn.read(inputWeightGradients, rnn.rowsOfUnits()));
    results.put(
        "gradient of the recurrent weights",
        oneDnn.read(recurrentWeightGradients, rnn.rowsOfUnits()));
    results.put("gradient of the biases", oneDnn.read(biasGradients, rnn.bias));
    return results;
  }
}
