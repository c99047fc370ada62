package io.vecurrent.jmh.peers;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;

import java.util.Map;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;

/** The outputs of all steps in oneDNN, for inference. */
final class OneDnnForward implements Computation {
  private final OneDnnRnn rnn;
  private final memory outputs;
  private final OneDnn.Call call;

  OneDnnForward(RnnProblem problem, int threads, OneDnnRnn.Layout layout) {
    rnn =
        new OneDnnRnn(problem, threads, prop_kind.forward_inference, OneDnnRnn.States.NONE, layout);
    outputs = rnn.oneDnn.allocate(rnn.sequence);
    call = rnn.call(Map.of(DNNL_ARG_DST_LAYER, outputs));
  }

  @Override
  public void run() {
    call.run();
  }

  @Override
  public Map<String, float[]> results() {
    return Map.of("output", rnn.oneDnn.read(outputs, rnn.sequence));
  }
}
