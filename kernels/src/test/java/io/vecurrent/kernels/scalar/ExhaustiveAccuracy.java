package io.vecurrent.kernels.scalar;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Measures the largest error of each function of {@link ScalarMath} over all 2^32 floats and says
 * whether it is monotonic. Takes some minutes.
 */
public final class ExhaustiveAccuracy {
  private static final int CHUNKS = 256;

  private ExhaustiveAccuracy() {}

  interface FloatFunction {
    float apply(float x);
  }

  /** A function, its reference in double, and the error that its Javadoc claims. */
  @SuppressWarnings("ImmutableEnumChecker") // both functions are stateless
  enum Subject {
    EXP(ScalarMath::exp, StrictMath::exp, 1.02),
    LOG(ScalarMath::log, StrictMath::log, 0.84),
    SIGMOID(ScalarMath::sigmoid, ExhaustiveAccuracy::referenceSigmoid, 1.70),
    TANH(ScalarMath::tanh, StrictMath::tanh, 1.94);

    final FloatFunction function;
    final DoubleUnaryOperator reference;
    final double claimedUlp;

    Subject(FloatFunction function, DoubleUnaryOperator reference, double claimedUlp) {
      this.function = function;
      this.reference = reference;
      this.claimedUlp = claimedUlp;
    }

    /** The distance from the exact result in ulp; infinity for a wrong special value. */
    double errorInUlp(float x) {
      float actual = function.apply(x);
      double exact = reference.applyAsDouble(x);
      float rounded = (float) exact;
      if (Float.isNaN(rounded) || Float.isInfinite(rounded) || !Float.isFinite(actual)) {
        return Float.compare(actual, rounded) == 0 ? 0 : Double.POSITIVE_INFINITY;
      }
      return Math.abs(actual - exact) / ulp(exact);
    }
  }

  private record Result(double ulp, float where, long descents) {
    static final Result NONE = new Result(-1, Float.NaN, 0);

    static Result combine(Result a, Result b) {
      Result worse = a.ulp >= b.ulp ? a : b;
      return new Result(worse.ulp, worse.where, a.descents + b.descents);
    }
  }

  /**
   * Prints a line for each function.
   *
   * @param args names of functions; without any, all functions
   */
  public static void main(String[] args) {
    Subject[] subjects =
        args.length == 0
            ? Subject.values()
            : Arrays.stream(args).map(Subject::valueOf).toArray(Subject[]::new);
    for (Subject subject : subjects) {
      long start = System.nanoTime();
      Result result =
          IntStream.range(0, CHUNKS)
              .parallel()
              .mapToObj(chunk -> measure(subject, chunk))
              .reduce(Result.NONE, Result::combine);
      System.out.printf(
          Locale.ROOT,
          "%-8s %.4f ulp at %a, %d descents, %.0f s%n",
          subject,
          result.ulp,
          result.where,
          result.descents,
          (System.nanoTime() - start) * 1e-9);
    }
  }

  private static Result measure(Subject subject, int chunk) {
    double worst = -1;
    float where = Float.NaN;
    long descents = 0;
    int size = (int) ((1L << 32) / CHUNKS);
    for (int i = 0; i < size; i++) {
      float x = Float.intBitsToFloat(chunk * size + i);
      double error = subject.errorInUlp(x);
      if (error > worst) {
        worst = error;
        where = x;
      }
      if (subject.function.apply(Math.nextUp(x)) < subject.function.apply(x)) {
        descents++;
      }
    }
    return new Result(worst, where, descents);
  }

  /** The distance between the floats around {@code value}. */
  private static double ulp(double value) {
    return Math.scalb(1.0, Math.max(Math.getExponent(value), Float.MIN_EXPONENT) - 23);
  }

  private static double referenceSigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }
}
