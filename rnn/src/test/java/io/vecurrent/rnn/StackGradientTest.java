package io.vecurrent.rnn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cells, layers, directions and lengths against equations in double precision: outputs and states
 * directly, every gradient by central differences.
 */
@Tag("once")
class StackGradientTest {
  private static final int TIME = 5;
  private static final int BATCH = 3;
  private static final int[] LENGTHS = {3, 5, 1};
  private static final double STEP = 1e-5;

  static List<NetworkBuilder> builders() {
    List<NetworkBuilder> builders = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      // Relu has kinks, which central differences do not like; GradientCheckTest keeps away from
      // them.
      if (kind != Kind.RELU) {
        builders.add(kind.builder(3, 4).seed(1));
        builders.add(kind.builder(3, 4).bias(false).linear(2).seed(2));
      }
    }
    builders.add(Network.builder(2).lstm(5).gru(2).bidirectional().rnn(3).lstm(2).seed(3));
    builders.add(Network.builder(3).gru(17).linear(2).seed(4));
    builders.add(Network.builder(3).lstm(17).bidirectional().linear(2).seed(5));
    return builders;
  }

  /** A loss that is linear in outputs and last states, so that its gradients are these weights. */
  private static final class Problem {
    final Network network;
    final DoubleStack reference;
    final float[] x;
    final State initial;
    final float[] outputWeights;
    final State finalWeights;
    final double[] wideX;
    final double[] wideInitial;

    Problem(NetworkBuilder builder) {
      network = builder.build();
      reference = new DoubleStack(network);
      x = Data.floats(1, TIME * BATCH * network.inputSize());
      initial = Data.state(network, BATCH, 2);
      outputWeights = Data.floats(3, TIME * BATCH * network.outputSize());
      finalWeights = Data.state(network, BATCH, 4);
      wideX = Near.widen(x);
      wideInitial = Near.widen(initial.toArray());
    }

    /** Indices of the floats of one sequence in a state: block by block. */
    int[] stateIndices(int sequence) {
      List<Integer> widths = new ArrayList<>();
      for (int vector = 0; vector < 2; vector++) {
        for (LayerSpec layer : network.structure().layers()) {
          for (int d = 0; d < layer.directions() && vector < layer.cell().stateVectors(); d++) {
            widths.add(layer.hiddenSize());
          }
        }
      }
      List<Integer> indices = new ArrayList<>();
      int block = 0;
      for (int width : widths) {
        for (int j = 0; j < width; j++) {
          indices.add(block + sequence * width + j);
        }
        block += BATCH * width;
      }
      return indices.stream().mapToInt(i -> i).toArray();
    }

    DoubleStack.Result forward(int b) {
      int width = network.inputSize();
      double[][] rows = new double[LENGTHS[b]][];
      for (int t = 0; t < rows.length; t++) {
        int row = (t * BATCH + b) * width;
        rows[t] = Arrays.copyOfRange(wideX, row, row + width);
      }
      double[] before = Arrays.stream(stateIndices(b)).mapToDouble(i -> wideInitial[i]).toArray();
      return reference.forward(rows, before);
    }

    double objective() {
      double sum = 0;
      int width = network.outputSize();
      float[] finals = finalWeights.toArray();
      for (int b = 0; b < BATCH; b++) {
        DoubleStack.Result result = forward(b);
        for (int t = 0; t < LENGTHS[b]; t++) {
          for (int j = 0; j < width; j++) {
            sum += result.outputs()[t][j] * outputWeights[(t * BATCH + b) * width + j];
          }
        }
        int[] indices = stateIndices(b);
        for (int i = 0; i < indices.length; i++) {
          sum += result.states()[i] * finals[indices[i]];
        }
      }
      return sum;
    }
  }

  @ParameterizedTest
  @MethodSource("builders")
  void theLibraryAgreesWithTheEquations(NetworkBuilder builder) {
    Problem p = new Problem(builder);
    Workspace workspace = p.network.workspace(TIME, BATCH);
    State state = p.initial.copy();
    p.network.forward(p.x, TIME, BATCH, LENGTHS, state, workspace);
    checkForward(p, Data.outputs(p.network, workspace), state.toArray());
    workspace.setOutputGradients(p.outputWeights, 0);
    float[] gradients = p.network.newGradients();
    float[] inputs = new float[p.x.length];
    State initial = p.finalWeights.copy();
    p.network.backward(workspace, gradients, inputs, initial);
    String of = " of " + p.network;
    differences("parameters" + of, p.reference.parameters, gradients, p::objective);
    differences("inputs" + of, p.wideX, inputs, p::objective);
    differences("initial states" + of, p.wideInitial, initial.toArray(), p::objective);
  }

  private static void checkForward(Problem p, float[] outputs, float[] states) {
    int width = p.network.outputSize();
    for (int b = 0; b < BATCH; b++) {
      DoubleStack.Result expected = p.forward(b);
      for (int t = 0; t < LENGTHS[b]; t++) {
        int row = (t * BATCH + b) * width;
        float[] actual = Arrays.copyOfRange(outputs, row, row + width);
        Near.within(p.network + " step " + t, expected.outputs()[t], actual, 2e-6);
      }
      int[] indices = p.stateIndices(b);
      for (int i = 0; i < indices.length; i++) {
        Near.within(p.network + " state", expected.states()[i], states[indices[i]], 2e-6);
      }
    }
  }

  private static void differences(
      String what, double[] at, float[] gradient, DoubleSupplier objective) {
    double tolerance = 5e-6 * Math.max(1, Near.largest(Near.widen(gradient)));
    for (int i = 0; i < at.length; i++) {
      double kept = at[i];
      at[i] = kept + STEP;
      double above = objective.getAsDouble();
      at[i] = kept - STEP;
      double below = objective.getAsDouble();
      at[i] = kept;
      double slope = (above - below) / (2 * STEP);
      Near.within(what + " element " + i, slope, gradient[i], tolerance);
    }
  }
}
