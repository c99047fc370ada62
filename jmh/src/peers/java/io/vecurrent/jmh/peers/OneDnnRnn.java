package io.vecurrent.jmh.peers;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.rnn_direction;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.vanilla_rnn_forward;

/**
 * The tanh network as oneDNN's forward primitive. Its weights are reordered once, it takes the sum
 * of both biases.
 */
final class OneDnnRnn {
  /**
   * Who chooses the layout of the weights. oneDNN's own choice is what its documentation advises;
   * it also brings another implementation, which on a processor with AVX2 took up to 2.4 times as
   * long as the one for plain layouts (forward, 256 units). So both are tried.
   */
  enum Layout {
    CHOSEN(format_tag.any, format_tag.any),
    PLAIN(format_tag.ldigo, format_tag.ldgoi);

    static final List<Layout> ALL = List.of(values());

    final format_tag forward;
    final format_tag backward;

    Layout(format_tag forward, format_tag backward) {
      this.forward = forward;
      this.backward = backward;
    }
  }

  /** {@code [time, batch, n]}. */
  final memory.desc sequence;

  /** {@code [1, 1, batch, n]}. */
  final memory.desc state;

  final memory.desc bias;
  final memory.desc none = new memory.desc();

  final RnnProblem problem;
  final OneDnn oneDnn;
  final vanilla_rnn_forward.primitive_desc description;

  /** Arguments that do not change: everything but states and outputs. */
  final Map<Integer, memory> arguments = new TreeMap<>();

  OneDnnRnn(RnnProblem problem, int threads, prop_kind kind, boolean stateful, Layout layout) {
    int n = problem.n();
    this.problem = problem;
    oneDnn = new OneDnn(threads);
    sequence = OneDnn.floats(format_tag.tnc, problem.time(), problem.batch(), n);
    state = OneDnn.floats(format_tag.ldnc, 1, 1, problem.batch(), n);
    memory.desc weights = weights(layout.forward);
    bias = OneDnn.floats(format_tag.ldgo, 1, 1, 1, n);
    description =
        new vanilla_rnn_forward.primitive_desc(
            oneDnn.engine,
            kind,
            algorithm.eltwise_tanh,
            rnn_direction.unidirectional_left2right,
            sequence,
            stateful ? state : none,
            weights,
            weights,
            bias,
            sequence,
            none);
    arguments.put(DNNL_ARG_SRC_LAYER, oneDnn.copy(sequence, problem.inputs()));
    arguments.put(DNNL_ARG_BIAS, oneDnn.copy(bias, problem.summedBiases()));
    arguments.put(
        DNNL_ARG_WEIGHTS_LAYER, weights(problem.inputWeights(), description.weights_layer_desc()));
    arguments.put(
        DNNL_ARG_WEIGHTS_ITER,
        weights(problem.recurrentWeights(), description.weights_iter_desc()));
  }

  /** Weights, a row for each unit, in the layout that a primitive wants. */
  memory weights(float[] rows, memory.desc layout) {
    return oneDnn.in(layout, oneDnn.copy(rowsOfUnits(), rows));
  }

  /** The layout that this library and PyTorch have: a row of inputs for each unit. */
  memory.desc rowsOfUnits() {
    return weights(format_tag.ldgoi);
  }

  memory.desc weights(format_tag layout) {
    return OneDnn.floats(layout, 1, 1, problem.n(), 1, problem.n());
  }

  memory zeroState() {
    return oneDnn.copy(state, new float[problem.batch() * problem.n()]);
  }

  /** A call of the forward primitive with these arguments too. */
  OneDnn.Call call(Map<Integer, memory> more) {
    Map<Integer, memory> all = new TreeMap<>(arguments);
    all.putAll(more);
    return oneDnn.call(new vanilla_rnn_forward(description), all);
  }
}
