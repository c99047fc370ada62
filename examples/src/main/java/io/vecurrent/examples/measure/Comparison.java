package io.vecurrent.examples.measure;

import io.vecurrent.examples.measure.StepBenchmark.Question;
import java.io.IOException;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * The library beside plain loops: processor times of a step of the same job, each in a JVM of its
 * own.
 *
 * @param backend of the library
 * @param trainingNanos of a training step with the library
 * @param plainTrainingNanos of a training step with plain loops
 * @param samplingNanos of a sampling step with the library
 * @param plainSamplingNanos of a sampling step with plain loops
 * @param bytes that a warm training step of the library allocates
 */
public record Comparison(
    String backend,
    double trainingNanos,
    double plainTrainingNanos,
    double samplingNanos,
    double plainSamplingNanos,
    double bytes) {
  /** Rounds in which the two take turns. */
  public static final int ROUNDS = 6;

  private static final int QUESTIONS = 4 * ROUNDS + 6;

  /**
   * Measures; takes about 18 seconds.
   *
   * @param progress receives the fraction that is done
   * @throws IOException if a JVM cannot be started or fails
   */
  public static Comparison measure(int alphabet, int hidden, DoubleConsumer progress)
      throws IOException {
    String a = Integer.toString(alphabet);
    String h = Integer.toString(hidden);
    try (ChildJvm library = new ChildJvm(StepBenchmark.class, List.of("library", a, h));
        ChildJvm plain = new ChildJvm(StepBenchmark.class, List.of("plain", a, h))) {
      Turns turns = new Turns(library, plain, progress);
      String backend = library.ask(Question.BACKEND.name());
      // Warming up takes as long as three rounds.
      turns.best(Question.WARM_UP, 1, 3);
      double[] training = turns.best(Question.TRAINING, ROUNDS, 1);
      double bytes = Double.parseDouble(library.ask(Question.BYTES.name()));
      double[] sampling = turns.best(Question.SAMPLING, ROUNDS, 1);
      return new Comparison(backend, training[0], training[1], sampling[0], sampling[1], bytes);
    }
  }

  /** Asks both the same, in turns, so that whatever else the machine does hits both. */
  private static final class Turns {
    private final ChildJvm library;
    private final ChildJvm plain;
    private final DoubleConsumer progress;
    private int asked;

    Turns(ChildJvm library, ChildJvm plain, DoubleConsumer progress) {
      this.library = library;
      this.plain = plain;
      this.progress = progress;
    }

    /** The smallest answers of the library and of the plain loops. */
    double[] best(Question question, int rounds, int weight) throws IOException {
      double[] best = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
      for (int round = 0; round < rounds; round++) {
        best[0] = Math.min(best[0], ask(library, question, weight));
        best[1] = Math.min(best[1], ask(plain, question, weight));
      }
      return best;
    }

    private double ask(ChildJvm jvm, Question question, int weight) throws IOException {
      double answer = Double.parseDouble(jvm.ask(question.name()));
      asked += weight;
      progress.accept((double) asked / QUESTIONS);
      return answer;
    }
  }

  /** How many times faster the library trains. */
  public double trainingRatio() {
    return plainTrainingNanos / trainingNanos;
  }

  /** How many times faster the library samples. */
  public double samplingRatio() {
    return plainSamplingNanos / samplingNanos;
  }
}
