package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Random losses of the outputs in a workspace, compared with double precision. */
final class RandomLosses {
  private final Draws random;
  private final Outputs kept;
  private final String seed;
  private int time;
  private int batch;
  private int classes;
  private int[] lengths;
  private double[] outputs;

  RandomLosses(Draws random, Outputs kept, String seed) {
    this.random = random;
    this.kept = kept;
    this.seed = seed;
  }

  /**
   * A loss of the workspace's outputs.
   *
   * @param inOrder whether the workspace can have one now
   * @param lengths of its sequences
   * @return the call, for another workspace with the same outputs; null if it was refused
   */
  Consumer<Workspace> random(Workspace workspace, boolean inOrder, int[] lengths, float[] outputs) {
    this.time = inOrder ? workspace.time() : 0;
    this.batch = inOrder ? workspace.batch() : 0;
    this.classes = workspace.network.outputSize();
    this.lengths = lengths;
    this.outputs = inOrder ? Near.widen(outputs) : new double[0];
    Reduction[] reductions = Reduction.values();
    Reduction reduction = random.rarely(25) ? null : reductions[random.between(0, 2)];
    Attempt attempt =
        new Attempt("loss, " + seed).inOrder(inOrder).required(reduction, "reduction");
    return switch (random.between(0, 3)) {
      case 0 -> crossEntropy(workspace, ofAll(attempt), reduction, false);
      case 1 -> crossEntropy(workspace, attempt, reduction, true);
      case 2 -> squaredError(workspace, ofAll(attempt), reduction);
      default -> squaredErrorOfLast(workspace, attempt, reduction);
    };
  }

  private Attempt ofAll(Attempt attempt) {
    return attempt.inOrder(kept == Outputs.ALL);
  }

  private Consumer<Workspace> crossEntropy(
      Workspace workspace, Attempt attempt, Reduction reduction, boolean last) {
    int offset = random.number(0, 2);
    int count = last ? batch : time * batch;
    int[] targets = random.rarely(25) ? null : targets(count);
    boolean inside = targets == null || (offset >= 0 && offset + (long) count <= targets.length);
    attempt.required(targets, "targets").legal(inside, "targets");
    double sum = 0;
    int scored = 0;
    boolean legal = true;
    for (int i = 0; targets != null && inside && i < count; i++) {
      int row = last ? (lengths[i] - 1) * batch + i : i;
      int target = targets[offset + i];
      if (isStep(row) && target != SoftmaxCrossEntropy.UNSCORED) {
        boolean isClass = target >= 0 && target < classes;
        legal &= isClass;
        sum -= isClass ? Math.log(DoubleRnn.softmax(outputs, row * classes, classes)[target]) : 0;
        scored++;
      }
    }
    attempt.legal(legal, "targets");
    ToDoubleFunction<Workspace> loss =
        last
            ? w -> SoftmaxCrossEntropy.ofLast(w, targets, offset, reduction)
            : w -> SoftmaxCrossEntropy.of(w, targets, offset, reduction);
    return run(workspace, attempt, loss, sum, scored, reduction);
  }

  private int[] targets(int count) {
    int length = Math.max(0, count + (random.rarely(10) ? -1 : 2));
    return IntStream.range(0, length)
        .map(
            i ->
                switch (random.between(0, 29)) {
                  case 0 -> SoftmaxCrossEntropy.UNSCORED;
                  case 1 -> random.between(-1, classes + 1);
                  default -> random.between(0, classes - 1);
                })
        .toArray();
  }

  private Consumer<Workspace> squaredError(
      Workspace workspace, Attempt attempt, Reduction reduction) {
    int offset = random.number(0, 2);
    int floats = time * batch * classes;
    float[] targets = random.array(floats + 2L);
    boolean[] some = random.rarely(2) ? some(time * batch) : null;
    attempt
        .required(targets, "targets")
        .range(targets, offset, floats, "targets")
        .legal(some == null || some.length >= time * batch, "scored");
    boolean inside = inside(targets, offset, floats);
    double sum = 0;
    int scored = 0;
    for (int row = 0; row < time * batch; row++) {
      if (isStep(row) && (some == null || (row < some.length && some[row]))) {
        scored += classes;
        sum += inside ? squares(row, targets, offset + row * classes) : 0;
      }
    }
    ToDoubleFunction<Workspace> loss =
        w -> MeanSquaredError.of(w, targets, offset, some, reduction);
    return run(workspace, attempt, loss, sum, scored, reduction);
  }

  private boolean[] some(int count) {
    boolean[] scored = new boolean[Math.max(0, count + (random.rarely(10) ? -1 : 1))];
    for (int i = 0; i < scored.length; i++) {
      scored[i] = random.rarely(2);
    }
    return scored;
  }

  private Consumer<Workspace> squaredErrorOfLast(
      Workspace workspace, Attempt attempt, Reduction reduction) {
    int offset = random.number(0, 2);
    int floats = batch * classes;
    float[] targets = random.array(floats + 2L);
    attempt.required(targets, "targets").range(targets, offset, floats, "targets");
    double sum = 0;
    for (int b = 0; b < batch && inside(targets, offset, floats); b++) {
      sum += squares((lengths[b] - 1) * batch + b, targets, offset + b * classes);
    }
    ToDoubleFunction<Workspace> loss = w -> MeanSquaredError.ofLast(w, targets, offset, reduction);
    return run(workspace, attempt, loss, sum, floats, reduction);
  }

  private static boolean inside(float[] array, int offset, int count) {
    return array != null && offset >= 0 && offset + (long) count <= array.length;
  }

  private double squares(int row, float[] targets, int offset) {
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      double difference = outputs[row * classes + i] - targets[offset + i];
      sum += difference * difference;
    }
    return sum;
  }

  private boolean isStep(int row) {
    return row / batch < lengths[row % batch];
  }

  private Consumer<Workspace> run(
      Workspace workspace,
      Attempt attempt,
      ToDoubleFunction<Workspace> loss,
      double sum,
      int scored,
      Reduction reduction) {
    double[] actual = new double[1];
    if (!attempt.run(() -> actual[0] = loss.applyAsDouble(workspace))) {
      return null;
    }
    double expected =
        switch (reduction) {
          case SUM -> sum;
          case MEAN -> scored == 0 ? 0 : sum / scored;
          case MEAN_BATCH -> sum / batch;
        };
    Near.within("loss, " + seed, expected, actual[0], 1e-3);
    return w -> assertEquals(actual[0], loss.applyAsDouble(w), seed);
  }
}
