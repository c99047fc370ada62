package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.PlainAdam;
import io.vecurrent.jmh.reference.PlainRnn;
import io.vecurrent.jmh.reference.Shape;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Workspace;
import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * A whole training step of an LSTM with a head over sequences of 32 steps: forward, loss, backward,
 * clipping by the global norm, Adam. Every iteration begins with the same parameters.
 */
public abstract class LstmTrainingForms extends NetworkBenchmark {
  private static final float RATE = 1e-4f;

  /** Below the norm of most gradients: clipping has work to do. */
  private static final float MAX_NORM = 0.1f;

  /** Sequences at once. */
  @Param("32")
  public int batch;

  protected Workspace workspace;
  protected PlainRnn plainRnn;

  /** Of the last step: a result, so that no form may leave it out. */
  public double loss;

  private float[] initialParameters;
  private float[] gradients;
  private Adam adam;
  private PlainAdam plainAdam;

  /** Allocates what all forms of a network need; the shape is that of its LSTM and head. */
  protected final void prepare(Network chosen, Shape shape) {
    use(chosen);
    workspace = network.workspace(TIME, batch);
    plainRnn = new PlainRnn(shape);
    initialParameters = parameters.clone();
    gradients = network.newGradients();
    adam = new Adam(network.parameters(), RATE);
    plainAdam = new PlainAdam(parameters.length, RATE, MAX_NORM);
  }

  /** The library's forward pass and its loss. */
  abstract double forward();

  /** The plain loops' loss and the gradients of all parameters. */
  abstract double plainPass();

  /** Allocates nothing: the profiler counts this too. */
  @Setup(Level.Iteration)
  public void restore() {
    System.arraycopy(initialParameters, 0, parameters, 0, parameters.length);
    network.parameters().markChanged();
  }

  @Override
  @Benchmark
  public float[] vector() {
    loss = forward();
    network.backward(workspace, gradients);
    Clipping.byGlobalNorm(gradients, MAX_NORM);
    adam.step(network.parameters(), gradients);
    return gradients;
  }

  @Override
  @Benchmark
  public float[] plain() {
    loss = plainPass();
    plainAdam.step(parameters, plainRnn.gradients);
    return plainRnn.gradients;
  }

  @Override
  protected void restart() {
    restore();
    plainAdam.reset();
  }

  /** The loss, the clipped gradients, and the parameters after the update. */
  @Override
  protected float[] values(Object result) {
    return join(new float[] {(float) loss}, (float[]) result, parameters);
  }
}
