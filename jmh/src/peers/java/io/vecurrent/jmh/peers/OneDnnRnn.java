package io.vecurrent.jmh.peers;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;

import io.vecurrent.jmh.reference.CellKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.rnn_primitive_desc_base;

/** The network as oneDNN's forward primitive. Its weights are reordered once. */
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

  /** Which states a primitive gets and gives, besides the outputs of all steps. */
  enum States {
    /** None: the initial ones are zero. */
    NONE,
    /** The initial ones. */
    BEFORE,
    /** The initial ones; an LSTM gives those after the last step. */
    BOTH
  }

  /** {@code [time, batch, n]}. */
  final memory.desc sequence;

  /** {@code [1, 1, batch, n]}. */
  final memory.desc state;

  final memory.desc bias;
  final OneDnnBiases biases;
  final RnnProblem problem;
  final OneDnn oneDnn;
  final rnn_primitive_desc_base description;

  /** Arguments that do not change: everything but states and outputs. */
  final Map<Integer, memory> arguments = new TreeMap<>();

  private final States states;

  OneDnnRnn(RnnProblem problem, int threads, prop_kind kind, States states, Layout layout) {
    int n = problem.n();
    this.problem = problem;
    this.states = states;
    biases = new OneDnnBiases(problem.cell());
    oneDnn = new OneDnn(threads);
    sequence = OneDnn.floats(format_tag.tnc, problem.time(), problem.batch(), n);
    state = OneDnn.floats(format_tag.ldnc, 1, 1, problem.batch(), n);
    bias = OneDnn.floats(format_tag.ldgo, 1, 1, biases.count(), n);
    description = cell().forward(oneDnn.engine, kind, tensors(layout.forward));
    arguments.put(DNNL_ARG_SRC_LAYER, oneDnn.copy(sequence, problem.inputs()));
    arguments.put(DNNL_ARG_BIAS, oneDnn.copy(bias, biases.of(problem)));
    arguments.put(
        DNNL_ARG_WEIGHTS_LAYER, weights(problem.inputWeights(), description.weights_layer_desc()));
    arguments.put(
        DNNL_ARG_WEIGHTS_ITER,
        weights(problem.recurrentWeights(), description.weights_iter_desc()));
  }

  OneDnnCell cell() {
    return OneDnnCell.of(problem.cell());
  }

  /** Whether a second state runs beside the hidden one. */
  boolean hasMemory() {
    return problem.cell() == CellKind.LSTM;
  }

  /** What the primitives work on, with weights in this layout. */
  OneDnnCell.Tensors tensors(format_tag layout) {
    return new OneDnnCell.Tensors(
        sequence.get(),
        states == States.NONE ? OneDnnCell.Tensors.NONE : state.get(),
        states == States.BOTH && hasMemory() ? state.get() : OneDnnCell.Tensors.NONE,
        weights(layout).get(),
        weights(format_tag.any).get(),
        bias.get());
  }

  /** Weights, a row for each gate of each unit in PyTorch's order, as a primitive wants them. */
  memory weights(float[] rows, memory.desc layout) {
    return oneDnn.in(layout, oneDnn.copy(rowsOfGates(), biases.order().fromPyTorch(rows)));
  }

  /** The gradients of weights, as {@link #weights} takes weights. */
  float[] rows(memory gradients) {
    return biases.order().toPyTorch(oneDnn.read(gradients, rowsOfGates()));
  }

  private memory.desc rowsOfGates() {
    return weights(format_tag.ldgoi);
  }

  private memory.desc weights(format_tag layout) {
    int n = problem.n();
    return OneDnn.floats(layout, 1, 1, n, problem.cell().gates, n);
  }

  memory zeroState() {
    return oneDnn.copy(state, new float[problem.batch() * problem.n()]);
  }

  /** A call of the forward primitive with these arguments too. */
  OneDnn.Call call(Map<Integer, memory> more) {
    Map<Integer, memory> all = new TreeMap<>(arguments);
    all.putAll(more);
    return oneDnn.call(new primitive(description.get()), all);
  }
}
