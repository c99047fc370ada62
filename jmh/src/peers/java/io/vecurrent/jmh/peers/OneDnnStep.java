package io.vecurrent.jmh.peers;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;

import java.util.Map;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;

/**
 * Steps of one stream in oneDNN: the output of one call is the state of the next, by two calls that
 * exchange their buffers.
 */
final class OneDnnStep implements Computation {
  private final OneDnnRnn rnn;
  private final memory even;
  private final memory odd;
  private final OneDnn.Call fromEven;
  private final OneDnn.Call fromOdd;
  private boolean isOdd;

  OneDnnStep(RnnProblem problem, OneDnnRnn.Layout layout) {
    rnn = new OneDnnRnn(problem, 1, prop_kind.forward_inference, true, layout);
    even = rnn.zeroState();
    odd = rnn.zeroState();
    fromEven = rnn.call(Map.of(DNNL_ARG_SRC_ITER, even, DNNL_ARG_DST_LAYER, asOutput(odd)));
    fromOdd = rnn.call(Map.of(DNNL_ARG_SRC_ITER, odd, DNNL_ARG_DST_LAYER, asOutput(even)));
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
