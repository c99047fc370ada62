package io.vecurrent.jmh.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The network in ONNX Runtime: the model's constants are packed when the session is made, inputs
 * and outputs are tensors on direct buffers that every run uses again.
 */
final class OnnxRuntimeRnn implements Computation {
  private final OrtSession session;

  /** What one run after the other takes, and below what it writes; then from the first again. */
  private final List<Map<String, OnnxTensor>> inputs;

  private final List<Map<String, OnnxTensor>> outputs;
  private int next;

  private OnnxRuntimeRnn(
      OrtSession session,
      List<Map<String, OnnxTensor>> inputs,
      List<Map<String, OnnxTensor>> outputs) {
    this.session = session;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** Outputs of all steps. */
  static Computation forward(RnnProblem problem, int threads) {
    try {
      long time = problem.time();
      OrtSession session = session(OnnxModel.of(problem, false), threads);
      Map<String, OnnxTensor> inputs =
          Map.of("X", tensor(problem.inputs(), time, problem.batch(), problem.n()));
      float[] zeros = new float[problem.sequenceLength()];
      Map<String, OnnxTensor> outputs =
          Map.of("Y", tensor(zeros, time, 1, problem.batch(), problem.n()));
      return new OnnxRuntimeRnn(session, List.of(inputs), List.of(outputs));
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  /** Steps of one stream: the state that one run writes is the one that the next run takes. */
  static Computation step(RnnProblem problem) {
    try {
      OrtSession session = session(OnnxModel.of(problem, true), 1);
      OnnxTensor x = tensor(problem.inputs(), 1, problem.batch(), problem.n());
      List<Map<String, OnnxTensor>> inputs = List.of(new HashMap<>(), new HashMap<>());
      List<Map<String, OnnxTensor>> outputs = List.of(new HashMap<>(), new HashMap<>());
      float[] zeros = new float[problem.sequenceLength()];
      for (int i = 0; i < 2; i++) {
        inputs.get(i).put("X", x);
        for (String name : OnnxModel.states(problem.cell())) {
          OnnxTensor state = tensor(zeros, 1, problem.batch(), problem.n());
          inputs.get(i).put(OnnxModel.before(name), state);
          outputs.get(1 - i).put(OnnxModel.after(name), state);
        }
      }
      return new OnnxRuntimeRnn(session, inputs, outputs);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private static OrtSession session(byte[] model, int threads) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      return OrtEnvironment.getEnvironment().createSession(model, options);
    }
  }

  private static OnnxTensor tensor(float[] values, long... shape) throws OrtException {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(values.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(0, values);
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, shape);
  }

  @Override
  public void run() {
    int i = next;
    next = i + 1 == inputs.size() ? 0 : i + 1;
    try {
      session.run(inputs.get(i), outputs.get(i)).close();
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  @Override
  public Map<String, float[]> results() {
    int last = (next == 0 ? inputs.size() : next) - 1;
    Map<String, OnnxTensor> written = outputs.get(last);
    FloatBuffer copy = written.getOrDefault("Y", written.get("Y_h")).getFloatBuffer();
    float[] values = new float[copy.remaining()];
    copy.get(values);
    return Map.of("output", values);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private static IllegalStateException failed(OrtException e) {
    return new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
  }
}
