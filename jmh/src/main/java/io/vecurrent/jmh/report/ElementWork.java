package io.vecurrent.jmh.report;

import java.util.Map;
import java.util.Optional;

/**
 * What a kernel on flat arrays cannot do without for each element. Writes are left out, and all
 * arithmetic but multiply-adds: how few instructions a function needs is not known.
 *
 * @param reads floats, each array once
 * @param multiplyAdds the fused ones
 */
record ElementWork(int reads, int multiplyAdds) {
  private static final Map<String, ElementWork> BY_TYPE =
      Map.ofEntries(
          Map.entry("Dot", new ElementWork(2, 1)),
          Map.entry("SumOfSquares", new ElementWork(1, 1)),
          Map.entry("Axpy", new ElementWork(2, 1)),
          Map.entry("Scale", new ElementWork(1, 0)),
          Map.entry("Clamp", new ElementWork(1, 0)),
          Map.entry("FlushBelow", new ElementWork(1, 0)),
          Map.entry("Relu", new ElementWork(1, 0)),
          Map.entry("Exp", new ElementWork(1, 0)),
          Map.entry("Log", new ElementWork(1, 0)),
          Map.entry("Sigmoid", new ElementWork(1, 0)),
          Map.entry("Tanh", new ElementWork(1, 0)),
          Map.entry("ReluGradient", new ElementWork(2, 0)),
          Map.entry("SigmoidGradient", new ElementWork(2, 0)),
          Map.entry("TanhGradient", new ElementWork(2, 0)),
          Map.entry("Softmax", new ElementWork(1, 0)),
          Map.entry("LogSoftmax", new ElementWork(1, 0)),
          Map.entry("LogSumExp", new ElementWork(1, 0)),
          Map.entry("CrossEntropy", new ElementWork(1, 0)),
          Map.entry("CrossEntropyGradient", new ElementWork(1, 0)),
          Map.entry("Sgd", new ElementWork(2, 1)),
          Map.entry("Momentum", new ElementWork(3, 2)),
          Map.entry("RmsProp", new ElementWork(3, 2)),
          Map.entry("Adam", new ElementWork(4, 4)));

  /** Of a benchmark's short type; empty for those that work on no flat arrays. */
  static Optional<ElementWork> of(String type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }
}
