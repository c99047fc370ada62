package io.vecurrent.jmh.peers;

import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lbr_gru_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lbr_gru_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lstm_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lstm_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_rnn_flags_diff_weights_overwrite;
import static org.bytedeco.dnnl.global.dnnl.dnnl_rnn_flags_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unidirectional_left2right;
import static org.bytedeco.dnnl.global.dnnl.dnnl_vanilla_rnn_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_vanilla_rnn_forward_primitive_desc_create;

import io.vecurrent.jmh.reference.CellKind;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.rnn_primitive_desc_base;

/**
 * The primitives of a cell in oneDNN, described through the C interface: the C++ one has no flags.
 * The gradients of weights and biases overwrite the old ones: oneDNN adds by default.
 */
enum OneDnnCell {
  RNN {
    @Override
    int forward(dnnl_primitive_desc created, dnnl_engine engine, int kind, Tensors t) {
      return dnnl_vanilla_rnn_forward_primitive_desc_create(
          created,
          engine,
          kind,
          dnnl_eltwise_tanh,
          dnnl_unidirectional_left2right,
          t.sequence(),
          t.before(),
          t.weights(),
          t.weights(),
          t.bias(),
          t.sequence(),
          Tensors.NONE,
          dnnl_rnn_flags_undef,
          0f,
          0f,
          new dnnl_primitive_attr());
    }

    @Override
    int backward(
        dnnl_primitive_desc created, dnnl_engine engine, Tensors t, dnnl_primitive_desc forward) {
      return dnnl_vanilla_rnn_backward_primitive_desc_create(
          created,
          engine,
          dnnl_backward,
          dnnl_eltwise_tanh,
          dnnl_unidirectional_left2right,
          t.sequence(),
          t.before(),
          t.weights(),
          t.weights(),
          t.bias(),
          t.sequence(),
          Tensors.NONE,
          t.sequence(),
          t.before(),
          t.weightGradients(),
          t.weightGradients(),
          t.bias(),
          t.sequence(),
          Tensors.NONE,
          dnnl_rnn_flags_diff_weights_overwrite,
          0f,
          0f,
          forward,
          new dnnl_primitive_attr());
    }
  },

  /** The form that resets after the recurrent product, as PyTorch does. */
  GRU {
    @Override
    int forward(dnnl_primitive_desc created, dnnl_engine engine, int kind, Tensors t) {
      return dnnl_lbr_gru_forward_primitive_desc_create(
          created,
          engine,
          kind,
          dnnl_unidirectional_left2right,
          t.sequence(),
          t.before(),
          t.weights(),
          t.weights(),
          t.bias(),
          t.sequence(),
          Tensors.NONE,
          dnnl_rnn_flags_undef,
          new dnnl_primitive_attr());
    }

    @Override
    int backward(
        dnnl_primitive_desc created, dnnl_engine engine, Tensors t, dnnl_primitive_desc forward) {
      return dnnl_lbr_gru_backward_primitive_desc_create(
          created,
          engine,
          dnnl_backward,
          dnnl_unidirectional_left2right,
          t.sequence(),
          t.before(),
          t.weights(),
          t.weights(),
          t.bias(),
          t.sequence(),
          Tensors.NONE,
          t.sequence(),
          t.before(),
          t.weightGradients(),
          t.weightGradients(),
          t.bias(),
          t.sequence(),
          Tensors.NONE,
          dnnl_rnn_flags_diff_weights_overwrite,
          forward,
          new dnnl_primitive_attr());
    }
  },

  LSTM {
    @Override
    int forward(dnnl_primitive_desc created, dnnl_engine engine, int kind, Tensors t) {
      return dnnl_lstm_forward_primitive_desc_create(
          created,
          engine,
          kind,
          dnnl_unidirectional_left2right,
          t.sequence(),
          t.before(),
          t.before(),
          t.weights(),
          t.weights(),
          Tensors.NONE,
          Tensors.NONE,
          t.bias(),
          t.sequence(),
          t.after(),
          t.after(),
          dnnl_rnn_flags_undef,
          new dnnl_primitive_attr());
    }

    @Override
    int backward(
        dnnl_primitive_desc created, dnnl_engine engine, Tensors t, dnnl_primitive_desc forward) {
      return dnnl_lstm_backward_primitive_desc_create(
          created,
          engine,
          dnnl_backward,
          dnnl_unidirectional_left2right,
          t.sequence(),
          t.before(),
          t.before(),
          t.weights(),
          t.weights(),
          Tensors.NONE,
          Tensors.NONE,
          t.bias(),
          t.sequence(),
          t.after(),
          t.after(),
          t.sequence(),
          t.before(),
          t.before(),
          t.weightGradients(),
          t.weightGradients(),
          Tensors.NONE,
          Tensors.NONE,
          t.bias(),
          t.sequence(),
          t.after(),
          t.after(),
          dnnl_rnn_flags_diff_weights_overwrite,
          forward,
          new dnnl_primitive_attr());
    }
  };

  /**
   * What a primitive is to work on.
   *
   * @param before the states before the first step; {@code none} where they are zero
   * @param after those after the last one; {@code none} if nobody wants them
   */
  record Tensors(
      dnnl_memory_desc sequence,
      dnnl_memory_desc before,
      dnnl_memory_desc after,
      dnnl_memory_desc weights,
      dnnl_memory_desc weightGradients,
      dnnl_memory_desc bias) {
    static final dnnl_memory_desc NONE = new dnnl_memory_desc();
  }

  static OneDnnCell of(CellKind kind) {
    return valueOf(kind.name());
  }

  /** For inference or training, as {@code kind} says. */
  final rnn_primitive_desc_base forward(engine engine, prop_kind kind, Tensors tensors) {
    dnnl_primitive_desc created = new dnnl_primitive_desc();
    OneDnn.check(forward(created, engine.get(), kind.value, tensors));
    return new rnn_primitive_desc_base(created);
  }

  /** The backward pass of a forward one for training. */
  final rnn_primitive_desc_base backward(
      engine engine, Tensors tensors, rnn_primitive_desc_base forward) {
    dnnl_primitive_desc created = new dnnl_primitive_desc();
    OneDnn.check(backward(created, engine.get(), tensors, forward.get()));
    return new rnn_primitive_desc_base(created);
  }

  abstract int forward(dnnl_primitive_desc created, dnnl_engine engine, int kind, Tensors t);

  abstract int backward(
      dnnl_primitive_desc created, dnnl_engine engine, Tensors t, dnnl_primitive_desc forward);
}
