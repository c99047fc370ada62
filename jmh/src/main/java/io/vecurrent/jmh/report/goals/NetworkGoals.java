package io.vecurrent.jmh.report.goals;

import static io.vecurrent.jmh.report.goals.Checks.againstLimit;
import static io.vecurrent.jmh.report.goals.Checks.all;
import static io.vecurrent.jmh.report.goals.Checks.bySize;
import static io.vecurrent.jmh.report.goals.Checks.faster;
import static io.vecurrent.jmh.report.goals.Checks.named;

import java.util.List;

/** What the network is to reach on one thread, mostly beside the native libraries. */
final class NetworkGoals {
  private static final String STEP = "peers.StepPeers";
  private static final String FORWARD = "peers.ForwardPeers";
  private static final String BOTH = "peers.ForwardBackwardPeers";
  private static final String OURS = ".vecurrent";
  private static final String ONEDNN = ".onednn";
  private static final String ONNX = ".onnxruntime";

  static final List<Goal> ALL =
      List.of(
          new Goal(
              "streaming step, n = 16 / 64 / 256",
              "at least 20 x / 5 x / 1.6 x as fast as oneDNN with T = 1, 50 x / 15 x / 3 x as ONNX"
                  + " Runtime",
              all(
                  named(
                      "oneDNN, ",
                      faster(
                          bySize(16, 20, 64, 5, 256, 1.6), Checks::n, STEP + OURS, STEP + ONEDNN)),
                  named(
                      "ONNX Runtime, ",
                      faster(bySize(16, 50, 64, 15, 256, 3), Checks::n, STEP + OURS, STEP + ONNX))),
              Tried.STEP),
          new Goal(
              "forward, any n, against its own limit",
              "at most 1.12 x: input gemm at the peak + one read of the recurrent weights a step +"
                  + " the activations at their own speed",
              againstLimit("rnn.ForwardBenchmark", Bound.atMost(1.12), 16, 64, 256),
              Tried.FORWARD_LIMIT),
          new Goal(
              "forward, n = 16 / 64 / 256 / 512",
              "at least 8 x / 2.5 x / 1.45 x / 1.15 x as fast as the faster of oneDNN and ONNX"
                  + " Runtime",
              faster(
                  bySize(16, 8, 64, 2.5, 256, 1.45, 512, 1.15),
                  Checks::single,
                  FORWARD + OURS,
                  FORWARD + ONEDNN,
                  FORWARD + ONNX),
              Tried.FORWARD_PEERS),
          new Goal(
              "forward with bf16 weights, n = 256 / 512 / 1024",
              "at least 2 x / 1.6 x / 1.8 x as fast as the faster of the two",
              faster(
                  bySize(256, 2, 512, 1.6, 1024, 1.8),
                  Checks::single,
                  FORWARD + ".vecurrentBfloat16",
                  FORWARD + ONEDNN,
                  FORWARD + ONNX),
              Tried.BFLOAT16_FORWARD),
          new Goal(
              "forward + backward, n = 16 / 64 / 256 / 512",
              "at least 15 x / 2.8 x / 1.2 x / 1.2 x as fast as oneDNN",
              faster(
                  bySize(16, 15, 64, 2.8, 256, 1.2, 512, 1.2),
                  Checks::single,
                  BOTH + OURS,
                  BOTH + ONEDNN),
              Tried.FORWARD_BACKWARD),
          new Goal(
              "batch 32, n = 64 / 256: forward; forward + backward",
              "at least 1.5 x / 1.25 x; 1.5 x / 1.15 x as fast as oneDNN",
              all(
                  named(
                      "forward, ",
                      faster(
                          bySize(64, 1.5, 256, 1.25),
                          Checks::batch32,
                          FORWARD + OURS,
                          FORWARD + ONEDNN)),
                  named(
                      "both, ",
                      faster(
                          bySize(64, 1.5, 256, 1.15),
                          Checks::batch32,
                          BOTH + OURS,
                          BOTH + ONEDNN))),
              Tried.BATCH));

  private NetworkGoals() {}
}
