package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.Near;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.ParameterSlice;
import io.vecurrent.rnn.Reduction;
import io.vecurrent.rnn.SoftmaxCrossEntropy;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Workspace;
import io.vecurrent.rnn.optim.Optimizer;
import java.util.Arrays;

/** A run of an optimiser: losses, gradient norms, weights after the first and the last update. */
final class TrainingGolden {
  private static final double LOSS = 2e-5;
  private static final double WEIGHTS = 1e-5;
  private static final double GRADIENTS = 5e-6;

  /** Relative to the largest: averages of gradients at weights that are good to 1e-5. */
  private static final double MOMENTS = 2e-5;

  private final GoldenFile file;
  private final int input;
  private final int hidden;
  private final int classes;
  private final int batch;
  private final int time;
  private final Recipe recipe;
  private final Network network;
  private final Workspace workspace;
  private final Optimizer optimizer;
  private final Moments moments;
  private final State state;
  private final float[] gradients;

  private TrainingGolden(GoldenFile file) {
    this.file = file;
    assertEquals("float32", file.text("dtype"), file.at("dtype"));
    assertEquals(
        "cross-entropy summed over the time steps of the step's input and averaged over the batch",
        file.text("loss"),
        file.at("loss"));
    input = file.integer("input");
    hidden = file.integer("hidden");
    classes = file.integer("classes");
    batch = file.integer("batch");
    recipe = new Recipe(file);
    assertArrayEquals(
        new int[] {file.integer("time"), batch}, file.shape("in.target"), file.at("in.target"));
    assertTrue(
        recipe.chunk * recipe.steps <= file.integer("time"), file.at("steps are beyond the input"));
    time = recipe.chunk == 0 ? file.integer("time") : recipe.chunk;
    network = TorchGolden.network(file, input, hidden, classes);
    workspace = network.workspace(time, batch);
    optimizer = recipe.optimizer(network.parameters());
    moments = recipe.moments(network.parameters().size());
    state = network.newState(batch);
    gradients = network.newGradients();
  }

  static void check(GoldenFile file) {
    TrainingGolden golden = new TrainingGolden(file);
    golden.train();
    golden.checkEnd();
    file.requireAllUsed();
  }

  /** One-hot rows of the symbols of all time steps. */
  private float[] inputs() {
    int[] symbols = file.ints("in.symbols");
    assertArrayEquals(
        new int[] {file.integer("time"), batch}, file.shape("in.symbols"), file.at("in.symbols"));
    float[] x = new float[symbols.length * input];
    for (int row = 0; row < symbols.length; row++) {
      assertTrue(symbols[row] >= 0 && symbols[row] < input, file.at("in.symbols"));
      x[row * input + symbols[row]] = 1;
    }
    return x;
  }

  private void train() {
    float[] x = inputs();
    int[] targets = file.ints("in.target");
    double[] losses = losses("out.loss");
    double[] losses64 = losses("out.loss64");
    double[] norms = losses("out.grad_norm");
    double[] norms64 = losses("out.grad_norm64");
    int clipped = 0;
    for (int step = 0; step < recipe.steps; step++) {
      int row = step * recipe.chunk * batch;
      double loss = forward(x, targets, row);
      Near.within(file.at("out.loss of step " + step), losses[step], loss, LOSS);
      Near.within(file.at("out.loss64 of step " + step), losses64[step], loss, LOSS);
      network.backward(workspace, gradients);
      double norm = norm(gradients);
      // As exact as the loss, whose size it has.
      double tolerance = LOSS * Math.max(1, norms64[step]);
      Near.within(file.at("out.grad_norm of step " + step), norms[step], norm, tolerance);
      Near.within(file.at("out.grad_norm64 of step " + step), norms64[step], norm, tolerance);
      if (step == 0) {
        checkSlices("step1.grad.", gradients, GRADIENTS);
      }
      clipped += recipe.clip(gradients) ? 1 : 0;
      moments.update(gradients);
      optimizer.step(network.parameters(), gradients);
      if (step == 0) {
        checkSlices("step1.", network.parameters().values(), 0);
      }
    }
    if (recipe.clipped >= 0) {
      assertEquals(recipe.clipped, clipped, file.at("steps at which clipping acted"));
    }
  }

  private double forward(float[] x, int[] targets, int row) {
    if (recipe.chunk == 0) {
      state.reset();
    }
    network.forward(x, row * input, time, batch, state, workspace);
    return SoftmaxCrossEntropy.of(workspace, targets, row, Reduction.MEAN_BATCH);
  }

  private double[] losses(String name) {
    double[] values = file.doubles(name);
    assertEquals(recipe.steps, values.length, file.at(name));
    return values;
  }

  private static double norm(float[] gradients) {
    double sum = 0;
    for (float g : gradients) {
      sum += (double) g * g;
    }
    return Math.sqrt(sum);
  }

  /** Gradients with a tolerance relative to the largest, weights with an absolute one. */
  private void checkSlices(String prefix, float[] values, double relative) {
    for (ParameterSlice slice : network.parameters().slices().values()) {
      String name = prefix + slice.name();
      assertArrayEquals(slice.shape(), file.shape(name), file.at(name));
      if (relative > 0) {
        Near.relative(file.at(name), file.doubles(name), slice.copyFrom(values), relative);
      } else {
        Near.within(file.at(name), file.doubles(name), slice.copyFrom(values), WEIGHTS);
      }
    }
  }

  private void checkEnd() {
    checkSlices("final.", network.parameters().values(), 0);
    checkSlices("final64.", network.parameters().values(), 0);
    checkState("h", 0);
    checkState("c", batch * hidden);
    if (file.has("out.loss_after")) {
      int from = recipe.chunk == 0 ? 0 : (recipe.steps - 1) * recipe.chunk * batch;
      assertEquals(0, from, file.at("out.loss_after: not known which chunk it belongs to"));
      double loss = forward(inputs(), file.ints("in.target"), 0);
      Near.within(file.at("out.loss_after"), file.scalar("out.loss_after"), loss, LOSS);
    }
    moments.values().forEach(this::checkMoment);
  }

  /** The vector of the final state that begins at {@code offset}, if the file has it. */
  private void checkState(String vector, int offset) {
    for (String run : new String[] {"final.", "final64."}) {
      String name = run + vector;
      if (file.has(name)) {
        float[] values = Arrays.copyOfRange(state.toArray(), offset, offset + batch * hidden);
        Near.within(file.at(name), file.doubles(name), values, WEIGHTS);
      }
    }
  }

  private void checkMoment(String moment, double[] values) {
    for (ParameterSlice slice : network.parameters().slices().values()) {
      int end = slice.offset() + slice.length();
      double[] part = Arrays.copyOfRange(values, slice.offset(), end);
      for (String run : new String[] {"final.", "final64."}) {
        String name = run + moment + "." + slice.name();
        if (file.has(name)) {
          double[] expected = file.doubles(name);
          double tolerance = MOMENTS * Math.max(1e-3, Near.largest(expected));
          Near.within(file.at(name), expected, part, tolerance);
        }
      }
    }
  }
}
