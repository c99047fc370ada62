package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.Variant;
import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.jmh.reference.Rows;
import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.kernels.Precision;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Workspace;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/** The forward pass over 32 steps, without a head. */
public abstract class ForwardForms extends SequenceBenchmark {
  private Network rounded;
  private Workspace roundedWorkspace;

  /** Of a network with this cell. */
  protected ForwardForms(CellKind cell) {
    super(cell);
  }

  @Override
  protected void prepare() {
    prepareSequences(0);
    rounded = network.withPrecision(Precision.BFLOAT16);
    roundedWorkspace = rounded.workspace(TIME, batch);
  }

  @Override
  @Benchmark
  public Workspace vector() {
    network.forward(inputs, TIME, batch, null, workspace);
    return workspace;
  }

  @Benchmark
  public Workspace bfloat16() {
    rounded.forward(inputs, TIME, batch, null, roundedWorkspace);
    return roundedWorkspace;
  }

  @Override
  @Benchmark
  public float[] plain() {
    plainRnn.forward(parameters, inputs);
    return plainRnn.states;
  }

  @Override
  protected double[] expected(Variant variant) {
    if (!variant.equals(Variant.BFLOAT16)) {
      return super.expected(variant);
    }
    float[] live = parameters.clone();
    for (String name : new String[] {"weight_ih_l0", "weight_hh_l0"}) {
      int offset = network.parameters().slice(name).offset();
      PackedMatrix.pack(parameters, offset, cell.gates * n, n, Precision.BFLOAT16)
          .unpack(parameters, offset);
    }
    double[] expected = super.expected(variant);
    System.arraycopy(live, 0, parameters, 0, live.length);
    return expected;
  }

  @Override
  protected float[] values(Object result) {
    if (result instanceof Workspace done) {
      float[] outputs = new float[TIME * batch * n];
      done.copyOutputs(outputs, 0);
      return outputs;
    }
    float[] states = result instanceof float[][] rows ? Rows.flatten(rows) : (float[]) result;
    return Arrays.copyOfRange(states, batch * n, states.length);
  }
}
