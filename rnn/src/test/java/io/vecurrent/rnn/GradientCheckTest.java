package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Central differences in double precision confirm the reference's gradients; the library's float
 * results are then compared with the reference's.
 */
class GradientCheckTest {
  private static final double STEP = 1e-6;

  /** Relu has kinks at 0: seeds are passed over until no pre-activation comes nearer than this. */
  private static final double KINK = 1e-4;

  record Setting(
      Nonlinearity nonlinearity,
      boolean bias,
      int classes,
      int input,
      int hidden,
      int time,
      int batch,
      Reduction reduction,
      boolean unscored,
      boolean upstream) {}

  /** One random problem: a network, an input, a state, targets, an upstream gradient. */
  private static final class Problem {
    final Setting setting;
    final long seed;
    final Network network;
    final DoubleRnn reference;
    final float[] x;
    final float[] h0;
    final int[] targets;
    final float[] lastGradients;

    /** Weights of the outputs in the loss of a network without a head. */
    final float[] outputWeights;

    Problem(Setting s, long seed) {
      this.setting = s;
      this.seed = seed;
      NetworkBuilder builder =
          Network.builder(s.input).rnn(s.hidden, s.nonlinearity).bias(s.bias).seed(seed);
      network = s.classes == 0 ? builder.build() : builder.linear(s.classes).build();
      reference = DoubleRnn.of(network);
      Random random = new Random(seed + 1);
      x = gaussian(random, s.time * s.batch * s.input);
      h0 = gaussian(random, s.batch * s.hidden);
      lastGradients = s.upstream ? gaussian(random, s.batch * s.hidden) : null;
      outputWeights = gaussian(random, s.time * s.batch * s.hidden);
      targets = new int[s.time * s.batch];
      for (int i = 0; i < targets.length; i++) {
        boolean skip = s.unscored && i % 3 == 0;
        targets[i] = skip ? SoftmaxCrossEntropy.UNSCORED : random.nextInt(Math.max(1, s.classes));
      }
    }

    static float[] gaussian(Random random, int length) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return values;
    }

    static Problem awayFromKinks(Setting s) {
      for (long seed = 1; seed < 10_000; seed++) {
        Problem problem = new Problem(s, seed);
        boolean relu = s.nonlinearity == Nonlinearity.RELU;
        if (!relu || problem.forward().smallestPreActivation > KINK) {
          return problem;
        }
      }
      return fail("no seed keeps away from the kinks");
    }

    double scale() {
      return switch (setting.reduction) {
        case SUM -> 1;
        case MEAN_BATCH -> 1.0 / setting.batch;
        case MEAN -> 1.0 / SoftmaxCrossEntropy.scored(targets, 0, targets.length);
      };
    }

    DoubleRnn.Forward forward() {
      return reference.forward(Near.widen(x), setting.time, setting.batch, Near.widen(h0));
    }

    DoubleRnn.Loss outputLoss(DoubleRnn.Forward f) {
      if (setting.classes > 0) {
        return reference.crossEntropy(f, targets, scale());
      }
      DoubleRnn.Loss loss = new DoubleRnn.Loss();
      loss.outputGradients = Near.widen(outputWeights);
      for (int i = 0; i < f.outputs.length; i++) {
        loss.value += f.outputs[i] * outputWeights[i];
      }
      return loss;
    }

    /** The loss of the outputs plus the upstream gradient times the last state. */
    double objective(double[] x, double[] h0) {
      DoubleRnn.Forward f = reference.forward(x, setting.time, setting.batch, h0);
      double sum = outputLoss(f).value;
      for (int i = 0; setting.upstream && i < lastGradients.length; i++) {
        sum += lastGradients[i] * f.last[i];
      }
      return sum;
    }

    DoubleRnn.Gradients gradients(DoubleRnn.Forward f) {
      double[] last = setting.upstream ? Near.widen(lastGradients) : null;
      return reference.backward(f, outputLoss(f).outputGradients, last);
    }

    @Override
    public String toString() {
      return setting + " seed " + seed;
    }
  }

  static List<Setting> small() {
    List<Setting> settings = new ArrayList<>();
    int i = 0;
    for (Nonlinearity f : Nonlinearity.values()) {
      for (int time : new int[] {1, 2, 17}) {
        for (int batch : new int[] {1, 3}) {
          for (int classes : new int[] {0, 4}) {
            boolean bias = i % 3 != 0;
            Reduction reduction = i % 2 == 0 ? Reduction.SUM : Reduction.MEAN_BATCH;
            settings.add(
                new Setting(f, bias, classes, 3, 5, time, batch, reduction, i % 4 == 1, i % 4 < 2));
            i++;
          }
          for (Reduction reduction : Reduction.values()) {
            settings.add(new Setting(f, true, 3, 2, 4, time, batch, reduction, true, true));
            settings.add(new Setting(f, false, 3, 2, 4, time, batch, reduction, false, false));
          }
        }
      }
    }
    return settings;
  }

  static List<Setting> large() {
    List<Setting> settings = new ArrayList<>(small());
    for (Nonlinearity f : Nonlinearity.values()) {
      for (int hidden : new int[] {1, 16, 33, 64, 100}) {
        Reduction reduction = hidden % 2 == 0 ? Reduction.SUM : Reduction.MEAN_BATCH;
        // Batch and time are small with relu, so that a seed without kinks exists.
        int time = f == Nonlinearity.TANH ? 17 : 3;
        settings.add(new Setting(f, true, 27, 31, hidden, time, 3, reduction, true, true));
        settings.add(new Setting(f, false, 0, 17, hidden, 2, 1, reduction, false, true));
      }
    }
    return settings;
  }

  @ParameterizedTest
  @MethodSource("small")
  @Tag("once")
  void referenceAgreesWithCentralDifferences(Setting setting) {
    Problem p = Problem.awayFromKinks(setting);
    double[] x = Near.widen(p.x);
    double[] h0 = Near.widen(p.h0);
    DoubleRnn.Gradients g = p.gradients(p.forward());
    DoubleSupplier objective = () -> p.objective(x, h0);
    differences(p + " parameters", p.reference.parameters, g.parameters, objective);
    differences(p + " inputs", x, g.inputs, objective);
    differences(p + " initial state", h0, g.initialState, objective);
  }

  private static void differences(
      String what, double[] at, double[] gradient, DoubleSupplier objective) {
    double tolerance = 1e-7 * Math.max(1, Near.largest(gradient));
    for (int i = 0; i < at.length; i++) {
      double kept = at[i];
      at[i] = kept + STEP;
      double above = objective.getAsDouble();
      at[i] = kept - STEP;
      double below = objective.getAsDouble();
      at[i] = kept;
      Near.within(what + " element " + i, (above - below) / (2 * STEP), gradient[i], tolerance);
    }
  }

  @ParameterizedTest
  @MethodSource("large")
  void libraryAgreesWithReference(Setting s) {
    Problem p = Problem.awayFromKinks(s);
    DoubleRnn.Forward f = p.forward();
    DoubleRnn.Gradients expected = p.gradients(f);
    Network network = p.network;
    Workspace workspace = network.workspace(s.time + 1, s.batch + 1);
    State state = network.newState(s.batch);
    state.copyFrom(p.h0, 0);
    network.forward(p.x, s.time, s.batch, state, workspace);
    float[] outputs = new float[s.time * s.batch * network.outputSize()];
    workspace.copyOutputs(outputs, 0);
    // Relu states are not bounded by 1 as those of tanh are, which the tolerance is made for.
    double size = Math.max(1, Math.max(Near.largest(f.outputs), Near.largest(f.states)));
    Near.within(p + " outputs", f.outputs, outputs, 2e-6 * size);
    Near.within(p + " last state", f.last, state.toArray(), 2e-6 * size);
    if (s.classes == 0) {
      workspace.setOutputGradients(p.outputWeights, 0);
    } else {
      double loss = SoftmaxCrossEntropy.of(workspace, p.targets, 0, s.reduction);
      double reference = p.outputLoss(f).value;
      Near.within(p + " loss", reference, loss, 2e-6 * Math.abs(reference));
    }
    State stateGradients = network.newState(s.batch);
    if (s.upstream) {
      stateGradients.copyFrom(p.lastGradients, 0);
    }
    float[] gradients = network.newGradients();
    float[] inputGradients = new float[p.x.length];
    network.backward(workspace, gradients, inputGradients, stateGradients);
    int compared = 0;
    for (ParameterSlice slice : network.parameters().slices().values()) {
      double[] reference = new double[slice.length()];
      System.arraycopy(expected.parameters, slice.offset(), reference, 0, slice.length());
      Near.relative(p + " " + slice, reference, slice.copyFrom(gradients), 5e-6);
      compared += slice.length();
    }
    assertEquals(expected.parameters.length, compared);
    Near.relative(p + " input gradients", expected.inputs, inputGradients, 5e-6);
    Near.relative(p + " state gradients", expected.initialState, stateGradients.toArray(), 5e-6);
    assertTrue(compared > 0);
  }
}
