package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.jmh.reference.Rows;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Stepper;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;

/** The next step of 64 streams: all together as a batch, or one by one. */
public abstract class StreamsForms extends CellBenchmark {
  private static final int STREAMS = 64;
  private static final int STEPS_BEFORE_CHECK = 3;

  private float[] inputs;
  private float[] outputs;
  private Stepper all;
  private State batch;
  private float[][] inputRows;
  private float[][] outputRows;
  private Stepper stepper;
  private State[] streams;

  /** Of a network with this cell. */
  protected StreamsForms(CellKind cell) {
    super(cell);
  }

  @Override
  void prepare() {
    inputs = gaussian(STREAMS * n);
    outputs = new float[STREAMS * n];
    all = network.stepper(STREAMS);
    batch = network.newState(STREAMS);
    inputRows = Rows.of(inputs, 0, STREAMS, n);
    outputRows = new float[STREAMS][n];
    stepper = network.stepper();
    streams = IntStream.range(0, STREAMS).mapToObj(i -> network.newState()).toArray(State[]::new);
  }

  @Override
  boolean isSame() {
    for (int i = 0; i < STEPS_BEFORE_CHECK; i++) {
      together();
      oneByOne();
    }
    return Arrays.equals(outputs, Rows.flatten(outputRows));
  }

  @Override
  Runnable way(String method) {
    return method.equals("together") ? this::together : this::oneByOne;
  }

  @Benchmark
  public void together() {
    all.step(inputs, batch, outputs);
  }

  @Benchmark
  public void oneByOne() {
    for (int i = 0; i < STREAMS; i++) {
      stepper.step(inputRows[i], streams[i], outputRows[i]);
    }
  }
}
