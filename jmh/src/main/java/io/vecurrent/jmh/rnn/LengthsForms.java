package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.rnn.Workspace;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Passes over 32 sequences: all of 32 steps, as the call without lengths takes them, or of lengths
 * from 1 to 31, so that half of the steps are padding.
 */
public abstract class LengthsForms extends CellBenchmark {
  private static final int TIME = 32;
  private static final int BATCH = 32;

  private int[] half;
  private float[] inputs;
  private float[] outputGradients;
  private float[] gradients;
  private Workspace workspace;

  /** Of a network with this cell. */
  protected LengthsForms(CellKind cell) {
    super(cell);
  }

  @Override
  void prepare() {
    half = new int[BATCH];
    // Each from 1 to 31 once, in no order, and 16 twice.
    for (int b = 0; b < BATCH; b++) {
      half[b] = b == 0 ? TIME / 2 : b * 11 % TIME;
    }
    inputs = gaussian(TIME * BATCH * n);
    outputGradients = gaussian(TIME * BATCH * n);
    gradients = network.newGradients();
    workspace = network.workspace(TIME, BATCH);
  }

  @Override
  boolean isSame() {
    forwardFull();
    float[] expected = outputs();
    for (int t = 0; t < TIME; t++) {
      for (int b = 0; b < BATCH; b++) {
        if (t >= half[b]) {
          Arrays.fill(expected, (t * BATCH + b) * n, (t * BATCH + b + 1) * n, 0);
        }
      }
    }
    forwardHalf();
    return Arrays.equals(expected, outputs());
  }

  private float[] outputs() {
    float[] outputs = new float[TIME * BATCH * n];
    workspace.copyOutputs(outputs, 0);
    return outputs;
  }

  @Override
  Runnable way(String method) {
    return switch (method) {
      case "forwardFull" -> this::forwardFull;
      case "forwardHalf" -> this::forwardHalf;
      case "bothFull" -> this::bothFull;
      default -> this::bothHalf;
    };
  }

  @Benchmark
  public void forwardFull() {
    network.forward(inputs, TIME, BATCH, null, workspace);
  }

  @Benchmark
  public void forwardHalf() {
    network.forward(inputs, TIME, BATCH, half, null, workspace);
  }

  /** Forward and backward. */
  @Benchmark
  public void bothFull() {
    forwardFull();
    backward();
  }

  /** Forward and backward. */
  @Benchmark
  public void bothHalf() {
    forwardHalf();
    backward();
  }

  private void backward() {
    workspace.setOutputGradients(outputGradients, 0);
    network.backward(workspace, gradients);
  }
}
