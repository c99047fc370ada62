package io.vecurrent.kernels.scalar;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page with what was found. */
final class AccuracyTable {
  private static final String HEAD =
      """
      # Accuracy of the functions

      Over all 2^32 floats, written by `mvn -Paccuracy`. `mvn verify` checks it on a million of them.

      - The exact result comes from double (`Math`, within 2.5 ulp of a double), whose own error is below 10^-8 ulp of a float; where it lies so close to the middle
        between two floats that double does not tell which is nearer, from `BigDecimal` with 60 digits.
      - "ulp" is the distance between the floats around the exact result.
      - Log-sum-exp has any number of arguments. Enumerated is that of two logits, 0 and x, that is ln(1 + e^x), in ulp of the larger of the result
        and 1: the sum of exponentials is rounded as a number from 1 on, so a result near 0 keeps its absolute error, not its relative one.

      """;

  private static final String ERRORS =
      """
      | function | largest error, ulp | at | correctly rounded | descents | f(-x) = -f(x) |
      |---|---|---|---|---|---|
      """;

  private static final String SPECIALS =
      """

      | function | f(NaN) | f(-infinity) | f(-0) | f(+0) | f(+infinity) | constant up to | constant from |
      |---|---|---|---|---|---|---|---|
      """;

  private AccuracyTable() {}

  static String of(Map<Subject, Survey> surveys) {
    return HEAD
        + ERRORS
        + surveys.entrySet().stream()
            .map(entry -> errors(entry.getKey(), entry.getValue()) + "\n")
            .collect(Collectors.joining())
        + SPECIALS
        + surveys.keySet().stream()
            .map(subject -> specials(subject) + "\n")
            .collect(Collectors.joining());
  }

  static String errors(Subject subject, Survey survey) {
    return String.format(
        Locale.ROOT,
        "| %s | %.4f | %s | %.2f %% | %d | %s |",
        subject,
        survey.ulp(),
        Float.toHexString(survey.where()),
        100.0 * survey.correctlyRounded() / survey.count(),
        survey.descents(),
        survey.notOdd() == 0 ? "always" : "no");
  }

  static String specials(Subject subject) {
    float low = Float.NEGATIVE_INFINITY;
    float high = Float.POSITIVE_INFINITY;
    String values =
        Stream.of(Float.NaN, low, -0f, 0f, high)
            .map(x -> String.valueOf(subject.function.apply(x)))
            .collect(Collectors.joining(" | "));
    return "| "
        + subject
        + " | "
        + values
        + " | "
        + end(subject, -1)
        + " | "
        + end(subject, 1)
        + " |";
  }

  /** The last argument, from that infinity, whose result is still that of infinity itself. */
  private static String end(Subject subject, int sign) {
    float limit = subject.function.apply(sign * Float.POSITIVE_INFINITY);
    int from = 0;
    int to = Float.floatToIntBits(Float.POSITIVE_INFINITY);
    while (from < to) {
      int middle = (from + to) >>> 1;
      float y = subject.function.apply(sign * Float.intBitsToFloat(middle));
      if (Float.compare(y, limit) == 0) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    float x = sign * Float.intBitsToFloat(to);
    return Float.isInfinite(x) ? "-" : x + " (" + limit + ")";
  }
}
