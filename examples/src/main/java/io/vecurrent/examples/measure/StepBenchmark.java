package io.vecurrent.examples.measure;

import io.vecurrent.examples.plain.PlainRnn;
import io.vecurrent.examples.train.TrainingStep;
import io.vecurrent.examples.train.WarmUp;
import io.vecurrent.kernels.Backend;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Sampling;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Stepper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * Measures one implementation in the JVM that it is the main class of: a training step or a
 * sampling step, of the same job for both implementations. Answers each line of its input, a {@link
 * Question}, with a line.
 */
final class StepBenchmark {
  /** What can be asked. */
  enum Question {
    /** The name of the back end. */
    BACKEND,
    /** Make the JVM compile everything. */
    WARM_UP,
    /** Nanoseconds of a training step. */
    TRAINING,
    /** Bytes that a training step allocates. */
    BYTES,
    /** Nanoseconds of a sampling step. */
    SAMPLING
  }

  private static final int CHARACTERS = 256;
  private static final float TEMPERATURE = 0.8f;
  private static final double TRAINING_SECONDS = 0.6;
  private static final double SAMPLING_SECONDS = 0.3;
  private static final double WARM_UP_SECONDS = 2;
  private static final double LONGEST_WARM_UP_SECONDS = 12;

  private final int width;
  private final int hidden;
  private final boolean library;
  private final float[] inputs;
  private final int[] targets = new int[TrainingStep.TIME * TrainingStep.BATCH];
  private final Random random = new Random(1);
  private final DoubleSupplier training;
  private final DoubleSupplier sampling;

  private StepBenchmark(boolean library, int width, int hidden) {
    this.library = library;
    this.width = width;
    this.hidden = hidden;
    this.inputs = new float[targets.length * width];
    for (int i = 0; i < targets.length; i++) {
      inputs[i * width + random.nextInt(width)] = 1f;
      targets[i] = random.nextInt(width);
    }
    if (library) {
      Network network = Network.builder(width).rnn(hidden).linear(width).seed(1).build();
      TrainingStep step = new TrainingStep(network, TrainingStep.TIME, TrainingStep.BATCH);
      this.training = () -> step.run(inputs, targets);
      this.sampling = sampling(network);
    } else {
      PlainRnn rnn = new PlainRnn(width, hidden, TrainingStep.TIME, TrainingStep.BATCH);
      rnn.draw(random);
      this.training =
          () -> rnn.train(inputs, targets, TrainingStep.MAX_NORM, TrainingStep.LEARNING_RATE);
      this.sampling = sampling(rnn);
    }
  }

  /** Arguments: {@code library} or {@code plain}, size of the alphabet, hidden size. */
  public static void main(String[] args) throws IOException {
    StepBenchmark job =
        new StepBenchmark(
            args[0].equals("library"), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      System.out.println(ChildJvm.ANSWER + job.answer(Question.valueOf(line)));
    }
  }

  private Object answer(Question question) {
    return switch (question) {
      case BACKEND -> library ? Backend.current().name() : "plain loops";
      case WARM_UP -> {
        warmUp();
        yield 0.0;
      }
      case TRAINING -> Timing.nanos(training, TRAINING_SECONDS);
      case BYTES -> Timing.bytes(training);
      case SAMPLING -> Timing.nanos(sampling, SAMPLING_SECONDS) / CHARACTERS;
    };
  }

  private void warmUp() {
    if (library) {
      WarmUp.run(width, () -> false, fraction -> {});
      Timing.warmUp(training, WARM_UP_SECONDS, LONGEST_WARM_UP_SECONDS);
    } else {
      Timing.nanos(training, WARM_UP_SECONDS);
    }
    Timing.nanos(sampling, WARM_UP_SECONDS / 2);
  }

  private DoubleSupplier sampling(Network network) {
    Stepper stepper = network.stepper();
    State state = network.newState();
    float[] x = new float[width];
    float[] y = new float[width];
    return () -> {
      int next = 0;
      for (int i = 0; i < CHARACTERS; i++) {
        x[next] = 1f;
        stepper.step(x, state, y);
        x[next] = 0f;
        next = Sampling.draw(y, 0, width, TEMPERATURE, random.nextDouble());
      }
      return next;
    };
  }

  private DoubleSupplier sampling(PlainRnn rnn) {
    float[][] state = new float[2][hidden];
    float[] x = new float[width];
    float[] p = new float[width];
    return () -> {
      int next = 0;
      for (int i = 0; i < CHARACTERS; i++) {
        x[next] = 1f;
        int drawn = rnn.sample(x, state, p, TEMPERATURE, random.nextDouble());
        x[next] = 0f;
        next = drawn;
      }
      return next;
    };
  }
}
