package io.vecurrent.jmh.peers;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;

import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.rnn_direction;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.vanilla_rnn_forward;

/**
 * The tanh network as one oneDNN primitive. It chooses the layout of the weights, which are
 * reordered once, and takes the sum of both biases.
 */
final class OneDnnRnn {
  /** Plain layouts: sequences [time, batch, n], states [1, 1, batch, n], weights by input. */
  final memory.desc sequence;

  final memory.desc state;
  final memory.desc anyWeights;
  final memory.desc bias;
  final memory.desc none = new memory.desc();

  final RnnProblem problem;
  final OneDnn oneDnn;
  final vanilla_rnn_forward.primitive_desc description;

  /** Arguments that do not change: everything but states and outputs. */
  final Map<Integer, memory> arguments = new TreeMap<>();

  OneDnnRnn(RnnProblem problem, int threads, prop_kind kind, boolean stateful) {
    int n = problem.n();
    this.problem = problem;
    oneDnn = new OneDnn(threads);
    sequence = OneDnn.floats(format_tag.tnc, problem.time(), problem.batch(), n);
    state = OneDnn.floats(format_tag.ldnc, 1, 1, problem.batch(), n);
    anyWeights = OneDnn.floats(format_tag.any, 1, 1, n, 1, n);
    bias = OneDnn.floats(format_tag.ldgo, 1, 1, 1, n);
    description =
        new vanilla_rnn_forward.primitive_desc(
            oneDnn.engine,
            kind,
            algorithm.eltwise_tanh,
            rnn_direction.unidirectional_left2right,
            sequence,
            stateful ? state : none,
            anyWeights,
            anyWeights,
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
    return OneDnn.floats(format_tag.ldgoi, 1, 1, problem.n(), 1, problem.n());
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

  /**
   * Steps of one stream: the output of one call is the state of the next, by two calls that
   * exchange their buffers.
   */
  static Computation step(RnnProblem problem) {
    OneDnnRnn rnn = new OneDnnRnn(problem, 1, prop_kind.forward_inference, true);
    memory even = rnn.zeroState();
    memory odd = rnn.zeroState();
    OneDnn.Call[] calls = {
      rnn.call(Map.of(DNNL_ARG_SRC_ITER, even, DNNL_ARG_DST_LAYER, rnn.asOutput(odd))),
      rnn.call(Map.of(DNNL_ARG_SRC_ITER, odd, DNNL_ARG_DST_LAYER, rnn.asOutput(even)))
    };
    return new Computation() {
      private int next;

      @Override
      public void run() {
        calls[next].run();
        next ^= 1;
      }

      @Override
      public Map<String, float[]> results() {
        return Map.of("output", rnn.oneDnn.read(next == 0 ? even : odd, rnn.state));
      }
    };
  }

  /** The same floats, seen as the outputs of a sequence of one step. */
  private memory asOutput(memory state) {
    return new memory(sequence, oneDnn.engine, state.get_data_handle());
  }

  /** Outputs of all steps, for inference. */
  static Computation forward(RnnProblem problem, int threads) {
    OneDnnRnn rnn = new OneDnnRnn(problem, threads, prop_kind.forward_inference, false);
    memory outputs = rnn.oneDnn.allocate(rnn.sequence);
    OneDnn.Call call = rnn.call(Map.of(DNNL_ARG_DST_LAYER, outputs));
    return new Computation() {
      @Override
      public void run() {
        call.run();
      }

      @Override
      public Map<String, float[]> results() {
        return Map.of("output", rnn.oneDnn.read(outputs, rnn.sequence));
      }
    };
  }
}
