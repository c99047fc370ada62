package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The squared error against its definition, and the losses of last steps against those of all. */
class MeanSquaredErrorTest {
  private static final int TIME = 4;
  private static final int BATCH = 3;
  private static final int WIDTH = 2;
  private static final int[] LENGTHS = {2, 4, 1};

  private final Network network = Network.builder(3).gru(5).linear(WIDTH).seed(4).build();
  private final Workspace workspace = network.workspace(TIME, BATCH);
  private final float[] x = Data.floats(1, TIME * BATCH * 3);
  private final float[] targets = Data.floats(2, TIME * BATCH * WIDTH);

  private void forward(int[] lengths) {
    network.forward(x, TIME, BATCH, lengths, null, workspace);
  }

  /** Every parameter's gradient for gradients of the outputs that the caller sets. */
  private float[] gradients(float[] outputGradients, int[] lengths) {
    forward(lengths);
    workspace.setOutputGradients(outputGradients, 0);
    return backward();
  }

  private float[] backward() {
    float[] gradients = network.newGradients();
    network.backward(workspace, gradients);
    return gradients;
  }

  private static boolean[] scored(int[] lengths, boolean[] mask) {
    boolean[] scored = new boolean[TIME * BATCH];
    for (int i = 0; i < scored.length; i++) {
      scored[i] = i / BATCH < lengths[i % BATCH] && (mask == null || mask[i]);
    }
    return scored;
  }

  /** Compares loss and gradients with the definition. */
  private void check(int[] lengths, boolean[] mask, Reduction reduction) {
    boolean[] scored = scored(lengths, mask);
    forward(lengths);
    float[] y = Data.outputs(network, workspace);
    int count = 0;
    for (boolean one : scored) {
      count += one ? WIDTH : 0;
    }
    int divisor =
        switch (reduction) {
          case SUM -> 1;
          case MEAN_BATCH -> BATCH;
          case MEAN -> count;
        };
    double sum = 0;
    float[] outputGradients = new float[y.length];
    for (int i = 0; i < y.length; i++) {
      if (scored[i / WIDTH]) {
        sum += Math.pow((double) y[i] - targets[i], 2);
        outputGradients[i] = 2 * (1f / divisor) * (y[i] - targets[i]);
      }
    }
    float[] padded = new float[targets.length + 2];
    System.arraycopy(targets, 0, padded, 2, targets.length);
    double loss = MeanSquaredError.of(workspace, padded, 2, mask, reduction);
    assertEquals(sum / divisor, loss, 1e-6 * sum);
    float[] gradients = backward();
    Near.bits("gradients", gradients(outputGradients, lengths), gradients);
  }

  @Test
  void lossAndGradientAreThoseOfTheDefinition() {
    boolean[] mask = new boolean[TIME * BATCH];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % 3 != 1;
    }
    int[] full = {TIME, TIME, TIME};
    for (Reduction reduction : Reduction.values()) {
      check(full, null, reduction);
      check(full, mask, reduction);
      check(LENGTHS, null, reduction);
      check(LENGTHS, mask, reduction);
    }
    forward(full);
    assertEquals(
        MeanSquaredError.of(workspace, targets, 0, null, Reduction.MEAN),
        MeanSquaredError.of(workspace, targets));
  }

  @Test
  void stepsThatAreNotScoredAreNotLookedAt() {
    forward(LENGTHS);
    double loss = MeanSquaredError.of(workspace, targets);
    boolean[] scored = scored(LENGTHS, null);
    for (int i = 0; i < targets.length; i++) {
      targets[i] = scored[i / WIDTH] ? targets[i] : Float.NaN;
    }
    assertEquals(loss, MeanSquaredError.of(workspace, targets));
    assertEquals(loss, MeanSquaredError.of(workspace, targets, 0, scored, Reduction.MEAN));
    targets[0] = Float.NaN;
    assertTrue(Double.isNaN(MeanSquaredError.of(workspace, targets)));
  }

  @Test
  void nothingScoredIsNoLossAndNoGradient() {
    for (Reduction reduction : Reduction.values()) {
      forward(LENGTHS);
      boolean[] none = new boolean[TIME * BATCH];
      assertEquals(0, MeanSquaredError.of(workspace, targets, 0, none, reduction));
      assertEquals(0, Near.largest(Near.widen(backward())));
    }
  }

  private static float[] behindTwo(float[] values) {
    float[] moved = new float[values.length + 2];
    Arrays.fill(moved, Float.NaN);
    System.arraycopy(values, 0, moved, 2, values.length);
    return moved;
  }

  private static int[] behindTwo(int[] values) {
    int[] moved = new int[values.length + 2];
    Arrays.fill(moved, Integer.MIN_VALUE);
    System.arraycopy(values, 0, moved, 2, values.length);
    return moved;
  }

  @Test
  void theLastStepsAloneAreThoseWithTheOthersUnscored() {
    boolean[] last = new boolean[TIME * BATCH];
    float[] lastTargets = new float[BATCH * WIDTH];
    int[] classes = new int[TIME * BATCH];
    int[] lastClasses = {1, SoftmaxCrossEntropy.UNSCORED, 0};
    Arrays.fill(classes, SoftmaxCrossEntropy.UNSCORED);
    for (int b = 0; b < BATCH; b++) {
      int cell = (LENGTHS[b] - 1) * BATCH + b;
      last[cell] = true;
      classes[cell] = lastClasses[b];
      System.arraycopy(targets, cell * WIDTH, lastTargets, b * WIDTH, WIDTH);
    }
    for (Reduction reduction : Reduction.values()) {
      forward(LENGTHS);
      double loss = MeanSquaredError.of(workspace, targets, 0, last, reduction);
      float[] gradients = backward();
      forward(LENGTHS);
      MeanSquaredError.of(workspace, targets);
      assertEquals(
          loss, MeanSquaredError.ofLast(workspace, behindTwo(lastTargets), 2, reduction), 1e-12);
      Near.bits("squared error", gradients, backward());
      forward(LENGTHS);
      double entropy = SoftmaxCrossEntropy.of(workspace, classes, 0, reduction);
      gradients = backward();
      forward(LENGTHS);
      // What an earlier loss left in the other rows must not be trained on.
      SoftmaxCrossEntropy.of(workspace, Data.targets(3, TIME * BATCH, WIDTH), 0, reduction);
      assertEquals(
          entropy,
          SoftmaxCrossEntropy.ofLast(workspace, behindTwo(lastClasses), 2, reduction),
          1e-12);
      Near.bits("cross-entropy", gradients, backward());
    }
    forward(LENGTHS);
    assertEquals(
        MeanSquaredError.ofLast(workspace, lastTargets, 0, Reduction.MEAN),
        MeanSquaredError.ofLast(workspace, lastTargets));
    assertEquals(
        SoftmaxCrossEntropy.ofLast(workspace, lastClasses, 0, Reduction.MEAN_BATCH),
        SoftmaxCrossEntropy.ofLast(workspace, lastClasses));
  }

  @Test
  void theMeanOfACrossEntropyIsPerScoredStep() {
    int[] classes = Data.targets(3, TIME * BATCH, WIDTH);
    forward(LENGTHS);
    double sum = SoftmaxCrossEntropy.of(workspace, classes, 0, Reduction.SUM);
    int count = 0;
    for (int i = 0; i < classes.length; i++) {
      boolean isStep = i / BATCH < LENGTHS[i % BATCH];
      count += isStep && classes[i] != SoftmaxCrossEntropy.UNSCORED ? 1 : 0;
    }
    assertEquals(sum / count, SoftmaxCrossEntropy.of(workspace, classes, 0, Reduction.MEAN));
  }

  private static void illegal(Executable call, String... parts) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), part + " is not in: " + message);
    }
  }

  @Test
  void badArgumentsAreRefused() {
    float[] few = new float[23];
    Reduction mean = Reduction.MEAN;
    Class<IllegalStateException> order = IllegalStateException.class;
    assertThrows(order, () -> MeanSquaredError.of(workspace, targets));
    assertThrows(order, () -> MeanSquaredError.ofLast(workspace, targets));
    assertThrows(order, () -> SoftmaxCrossEntropy.ofLast(workspace, new int[3]));
    forward(LENGTHS);
    illegal(() -> MeanSquaredError.of(workspace, few), "targets", "24", "23");
    illegal(() -> MeanSquaredError.of(workspace, targets, 1, null, mean), "targets", "24", "1");
    illegal(() -> MeanSquaredError.of(workspace, targets, -1, null, mean), "targets", "-1");
    illegal(
        () -> MeanSquaredError.of(workspace, targets, 0, new boolean[11], mean),
        "scored",
        "12",
        "11");
    illegal(() -> MeanSquaredError.ofLast(workspace, new float[5]), "targets", "6", "5");
    illegal(() -> SoftmaxCrossEntropy.ofLast(workspace, new int[2]), "targets", "3", "2");
    illegal(
        () -> SoftmaxCrossEntropy.ofLast(workspace, new int[] {0, 1, 2}),
        "targets: sequence 2 must be from 0 to 1",
        "2");
    Class<NullPointerException> missing = NullPointerException.class;
    assertThrows(missing, () -> MeanSquaredError.of(null, targets));
    assertThrows(missing, () -> MeanSquaredError.of(workspace, null));
    assertThrows(missing, () -> MeanSquaredError.of(workspace, targets, 0, null, null));
    assertThrows(missing, () -> MeanSquaredError.ofLast(null, targets));
    assertThrows(missing, () -> MeanSquaredError.ofLast(workspace, null));
    assertThrows(missing, () -> MeanSquaredError.ofLast(workspace, targets, 0, null));
    assertThrows(missing, () -> SoftmaxCrossEntropy.ofLast(null, new int[3]));
    assertThrows(missing, () -> SoftmaxCrossEntropy.ofLast(workspace, null));
    assertThrows(missing, () -> SoftmaxCrossEntropy.ofLast(workspace, new int[3], 0, null));
    // All refused calls have left the forward pass without output gradients.
    assertThrows(order, () -> network.backward(workspace, network.newGradients()));
  }
}
