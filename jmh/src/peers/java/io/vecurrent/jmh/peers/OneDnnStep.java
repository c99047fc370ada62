package io.vecurrent.jmh.peers;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER_C;

import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;

/**
 * Steps of one stream in oneDNN: the output of one call is the state of the next, by two calls that
 * exchange their buffers. The LSTM writes its state beside its output: it gives no second state
 * without the first.
 */
final class OneDnnStep implements Computation {
  private final OneDnnRnn rnn;
  private final memory even;
  private final memory odd;
  private final OneDnn.Call fromEven;
  private final OneDnn.Call fromOdd;
  private boolean isOdd;

  OneDnnStep(RnnProblem problem, OneDnnRnn.Layout layout) {
    rnn = new OneDnnRnn(problem, 1, prop_kind.forward_inference, OneDnnRnn.States.BOTH, layout);
    even = rnn.zeroState();
    odd = rnn.zeroState();
    memory evenMemory = rnn.zeroState();
    memory oddMemory = rnn.zeroState();
    fromEven = call(even, evenMemory, odd, oddMemory);
    fromOdd = call(odd, oddMemory, even, evenMemory);
  }

  private OneDnn.Call call(memory from, memory fromMemory, memory to, memory toMemory) {
    Map<Integer, memory> arguments = new TreeMap<>();
    arguments.put(DNNL_ARG_SRC_ITER, from);
    if (rnn.hasMemory()) {
      arguments.put(DNNL_ARG_SRC_ITER_C, fromMemory);
      arguments.put(DNNL_ARG_DST_LAYER, rnn.oneDnn.allocate(rnn.sequence));
      arguments.put(DNNL_ARG_DST_ITER, to);
      arguments.put(DNNL_ARG_DST_ITER_C, toMemory);
    } else {
      arguments.put(DNNL_ARG_DST_LAYER, asOutput(to));
    }
    return rnn.call(arguments);
  }

  /** The same floats, seen as the outputs of a sequence of one step. */
  private memory asOutput(memory state) {
    return new memory(rnn.sequence, rnn.oneDnn.engine, state.get_data_handle());
  }

  @Override
  public void run() {
    (isOdd ? fromOdd : fromEven).run();
    isOdd = !isOdd;
  }

  @Override
  public Map<String, float[]> results() {
    return Map.of("output", rnn.oneDnn.read(isOdd ? odd : even, rnn.state));
  }
}
