package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.AutovectorizedRnn;
import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.jmh.reference.PlainAdam;
import io.vecurrent.jmh.reference.Rows;
import io.vecurrent.rnn.SoftmaxCrossEntropy;
import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;

/**
 * A whole training step over 32 steps: forward, softmax cross-entropy over 64 classes, backward,
 * clipping by the global norm, Adam. Every iteration begins with the same parameters, so that no
 * form trains for so long that its gradients vanish.
 */
public class TrainingStepBenchmark extends SequenceBenchmark {
  private static final int CLASSES = 64;
  private static final float RATE = 1e-4f;

  /** Below the norm of these gradients: clipping has work to do. */
  private static final float MAX_NORM = 1;

  private AutovectorizedRnn autovectorizedRnn;
  private float[][] inputRows;
  private int[] targets;
  private float[] initialParameters;
  private float[] gradients;
  private Adam adam;
  private PlainAdam plainAdam;

  /** Of the last step: a result, so that no form may leave its logarithms out. */
  public double loss;

  /** Not prepared yet. */
  public TrainingStepBenchmark() {
    super(CellKind.RNN);
  }

  @Override
  protected void prepare() {
    prepareSequences(CLASSES);
    autovectorizedRnn = new AutovectorizedRnn(shape);
    inputRows = Rows.of(inputs, 0, TIME * batch, n);
    targets = random.ints((long) TIME * batch, 0, CLASSES).toArray();
    initialParameters = parameters.clone();
    gradients = network.newGradients();
    adam = new Adam(network.parameters(), RATE);
    plainAdam = new PlainAdam(parameters.length, RATE, MAX_NORM);
    restore();
  }

  /** Allocates nothing: the profiler counts this too. */
  @Setup(Level.Iteration)
  public void restore() {
    System.arraycopy(initialParameters, 0, parameters, 0, parameters.length);
    network.parameters().markChanged();
    autovectorizedRnn.load(parameters);
  }

  @Override
  @Benchmark
  public float[] vector() {
    network.forward(inputs, TIME, batch, null, workspace);
    loss = SoftmaxCrossEntropy.of(workspace, targets);
    network.backward(workspace, gradients);
    Clipping.byGlobalNorm(gradients, MAX_NORM);
    adam.step(network.parameters(), gradients);
    return parameters;
  }

  @Override
  @Benchmark
  public float[] plain() {
    plainRnn.forward(parameters, inputs);
    double sum = 0;
    for (int row = 0; row < targets.length; row++) {
      sum +=
          Plain.crossEntropyGradient(
              plainRnn.logits,
              row * CLASSES,
              CLASSES,
              targets[row],
              1f / batch,
              plainRnn.outputGradients);
    }
    loss = sum / batch;
    plainRnn.backward(parameters, inputs);
    plainAdam.step(parameters, plainRnn.gradients);
    return parameters;
  }

  @Benchmark
  public float[] autovectorized() {
    autovectorizedRnn.forward(inputRows);
    double sum = 0;
    for (int row = 0; row < targets.length; row++) {
      sum +=
          Autovectorized.crossEntropyGradient(
              autovectorizedRnn.logits[row],
              targets[row],
              1f / batch,
              autovectorizedRnn.outputGradients[row]);
    }
    loss = sum / batch;
    autovectorizedRnn.backward(inputRows);
    plainAdam.step(parameters, autovectorizedRnn.gradients);
    autovectorizedRnn.load(parameters);
    return parameters;
  }

  @Override
  protected void restart() {
    restore();
    for (float[] floats : List.of(gradients, plainRnn.gradients, autovectorizedRnn.gradients)) {
      Arrays.fill(floats, 0);
    }
    plainAdam.reset();
  }

  /**
   * The clipped gradients, and the parameters after the update. Only the form that runs has
   * gradients; those of the others are zero.
   */
  @Override
  protected float[] values(Object result) {
    float[] joined = new float[2 * parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      joined[i] = gradients[i] + plainRnn.gradients[i] + autovectorizedRnn.gradients[i];
      joined[parameters.length + i] = parameters[i];
    }
    return joined;
  }
}
