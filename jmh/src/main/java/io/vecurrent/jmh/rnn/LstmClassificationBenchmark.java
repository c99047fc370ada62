package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Outputs;
import io.vecurrent.rnn.SoftmaxCrossEntropy;
import io.vecurrent.rnn.Workspace;
import java.util.Arrays;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * A forward and a backward pass over 8 sequences of 32 steps, whose last outputs choose among 1,000
 * classes: with the head on every step, and on the last alone.
 */
public class LstmClassificationBenchmark extends CellBenchmark {
  private static final int TIME = 32;
  private static final int BATCH = 8;
  private static final int CLASSES = 1000;

  private float[] inputs;
  private int[] targets;
  private float[] gradients;
  private Workspace all;
  private Workspace last;

  /** Of an LSTM. */
  public LstmClassificationBenchmark() {
    super(CellKind.LSTM);
  }

  @Override
  void prepare() {
    network = Network.builder(n).lstm(n).linear(CLASSES).seed(1).build();
    inputs = gaussian(TIME * BATCH * n);
    targets = new Random(20240917).ints(BATCH, 0, CLASSES).toArray();
    gradients = network.newGradients();
    all = network.workspace(TIME, BATCH);
    last = network.workspace(TIME, BATCH, Outputs.LAST);
  }

  @Override
  boolean isSame() {
    headOnAll();
    float[] expected = gradients.clone();
    headOnLast();
    return Arrays.equals(expected, gradients);
  }

  @Override
  Runnable way(String method) {
    return method.equals("headOnAll") ? this::headOnAll : this::headOnLast;
  }

  @Benchmark
  public void headOnAll() {
    pass(all);
  }

  @Benchmark
  public void headOnLast() {
    pass(last);
  }

  private void pass(Workspace workspace) {
    network.forward(inputs, TIME, BATCH, null, workspace);
    SoftmaxCrossEntropy.ofLast(workspace, targets);
    network.backward(workspace, gradients);
  }
}
