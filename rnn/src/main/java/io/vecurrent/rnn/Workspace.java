package io.vecurrent.rnn;

import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.layer.LinearBuffers;
import io.vecurrent.rnn.layer.Padding;
import io.vecurrent.rnn.layer.RecurrentBuffers;

/**
 * Every buffer that a network's forward and backward pass needs, preallocated for a largest time
 * and batch, reused from call to call: the course exercise's caches. Made by {@link
 * Network#workspace}.
 *
 * <p>Not for use by two threads at once: each thread has its own. No method allocates.
 */
public final class Workspace {
  /** What the buffers hold. */
  enum Phase {
    EMPTY,
    FORWARD,
    OUTPUT_GRADIENTS,
    SPENT
  }

  final Network network;
  final RecurrentBuffers recurrent;

  /** Null in a network without a head. */
  final LinearBuffers head;

  final Passes passes;
  private final int maxTime;
  private final int maxBatch;
  private Phase phase = Phase.EMPTY;
  private int time;
  private int batch;
  private int parametersVersion;

  Workspace(
      Network network,
      int maxTime,
      int maxBatch,
      RecurrentBuffers recurrent,
      LinearBuffers head,
      Passes passes) {
    this.network = network;
    this.maxTime = maxTime;
    this.maxBatch = maxBatch;
    this.recurrent = recurrent;
    this.head = head;
    this.passes = passes;
  }

  /** The largest number of time steps. */
  public int maxTime() {
    return maxTime;
  }

  /** The largest number of sequences. */
  public int maxBatch() {
    return maxBatch;
  }

  /** Time steps of the last forward pass; 0 before the first. */
  public int time() {
    return time;
  }

  /** Sequences of the last forward pass; 0 before the first. */
  public int batch() {
    return batch;
  }

  /**
   * Copies the outputs of the last forward pass: logits of the head, or hidden states of a network
   * without one.
   *
   * @param target {@code [time][batch][outputSize]} floats from {@code offset}
   * @throws IllegalStateException before the first forward pass
   */
  public void copyOutputs(float[] target, int offset) {
    requireForward();
    int width = network.outputSize();
    Checks.range(target, offset, time * batch * width, "target [time * batch * outputSize]");
    if (head == null) {
      copyHidden(target, offset);
    } else {
      Padding.copyRows(time * batch, width, head.output, 0, head.stride, target, offset, width);
    }
  }

  /**
   * Copies the hidden states after every step of the last forward pass (the exercise's {@code a}).
   *
   * @param target {@code [time][batch][hiddenSize]} floats from {@code offset}
   * @throws IllegalStateException before the first forward pass
   */
  public void copyHidden(float[] target, int offset) {
    requireForward();
    int width = network.hiddenSize();
    Checks.range(target, offset, time * batch * width, "target [time * batch * hiddenSize]");
    int stride = recurrent.hiddenStride;
    Padding.copyRows(
        time * batch, width, recurrent.states[0], batch * stride, stride, target, offset, width);
  }

  /**
   * Sets the gradient of a loss of the caller's own with respect to the outputs, which {@link
   * Network#backward(Workspace, float[])} starts from (the exercise's {@code da}).
   *
   * @param source {@code [time][batch][outputSize]} floats from {@code offset}, copied
   * @throws IllegalStateException unless a forward pass came last
   */
  public void setOutputGradients(float[] source, int offset) {
    requireFresh();
    int width = network.outputSize();
    Checks.range(source, offset, time * batch * width, "source [time * batch * outputSize]");
    Padding.copyRows(
        time * batch, width, source, offset, width, outputGradients(), 0, outputStride());
    phase = Phase.OUTPUT_GRADIENTS;
  }

  float[] outputs() {
    return head == null ? recurrent.states[0] : head.output;
  }

  /** Where row 0 of the outputs begins: hidden states stand behind the initial one. */
  int outputsOffset() {
    return head == null ? batch * recurrent.hiddenStride : 0;
  }

  float[] outputGradients() {
    return head == null ? recurrent.outputGradients : head.outputGradients;
  }

  int outputStride() {
    return head == null ? recurrent.hiddenStride : head.stride;
  }

  /** What a pass leaves that ends with an exception is of no use. */
  void clear() {
    phase = Phase.EMPTY;
  }

  void forwardDone(int time, int batch, int parametersVersion) {
    this.time = time;
    this.batch = batch;
    this.parametersVersion = parametersVersion;
    phase = Phase.FORWARD;
  }

  void outputGradientsDone() {
    phase = Phase.OUTPUT_GRADIENTS;
  }

  void backwardDone() {
    phase = Phase.SPENT;
  }

  private void requireForward() {
    if (phase == Phase.EMPTY) {
      throw new IllegalStateException("the workspace is empty: call Network.forward first");
    }
  }

  /** The last forward pass must not have been used up by a backward pass. */
  void requireFresh() {
    requireForward();
    if (phase == Phase.SPENT) {
      throw new IllegalStateException(
          "the backward pass has used up this forward pass: call Network.forward again");
    }
  }

  void requireOutputGradients(int currentVersion) {
    requireFresh();
    if (phase != Phase.OUTPUT_GRADIENTS) {
      throw new IllegalStateException(
          "no output gradients yet: call SoftmaxCrossEntropy.of or setOutputGradients first");
    }
    if (currentVersion != parametersVersion) {
      throw new IllegalStateException(
          "the parameters have changed since the forward pass: call Network.forward again");
    }
  }
}
