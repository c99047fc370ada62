package io.vecurrent.jmh.latency;

import io.vecurrent.jmh.child.Answers;
import io.vecurrent.jmh.child.ChildJvm;
import io.vecurrent.jmh.report.Latency;
import io.vecurrent.jmh.report.Measurement;
import io.vecurrent.jmh.report.Results;
import io.vecurrent.kernels.Backend;
import io.vecurrent.rnn.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * The time of each of some millions of streaming steps, alone in a JVM and with another thread that
 * allocates as fast as it can. A JVM for each, so that none sees the other's profile or garbage.
 */
public final class LatencyMeasurement implements Measurement {
  private static final long STEPS = 10_000_000;
  private static final int[] SIZES = {16, 64, 256};
  private static final List<String> CONDITIONS = List.of(Latency.ALONE, Latency.WITH_ALLOCATION);

  /** Ten million steps of the largest network take less on any machine worth measuring. */
  private static final double LONG_SECONDS = 240;

  /** A slow machine leaves steps out then: percentiles beyond 99.99 need some 100,000. */
  private static final double QUICK_SECONDS = 90;

  /** What ten million steps take on an AMD Zen 5 core. */
  private static final double EXPECTED_SECONDS_A_WEIGHT = 30.0 / (256 * 256);

  /** How many times as long with a collector at work. */
  private static final double EXPECTED_WITH_ALLOCATION = 1.3;

  /** To start a JVM and have everything compiled. */
  private static final double START_SECONDS = 2;

  /** Points of the curve for each halving of the share of slower steps. */
  private static final int POINTS_A_HALVING = 4;

  @Override
  public String name() {
    return "Latency";
  }

  @Override
  public double estimatedSeconds(Request request) {
    double seconds = 0;
    for (int n : SIZES) {
      for (String condition : CONDITIONS) {
        seconds += expectedSeconds(n, condition);
      }
    }
    return seconds;
  }

  static double expectedSeconds(int n, String condition) {
    double steps = 1 + EXPECTED_SECONDS_A_WEIGHT * n * n;
    boolean alone = condition.equals(Latency.ALONE);
    return START_SECONDS + (alone ? steps : EXPECTED_WITH_ALLOCATION * steps);
  }

  /** For the steps of one size and condition. */
  static double mostSeconds(boolean isLong) {
    return isLong ? LONG_SECONDS : QUICK_SECONDS;
  }

  @Override
  public void measure(Request request, Results.Builder results, Progress progress)
      throws IOException, InterruptedException {
    ChildJvm jvm =
        new ChildJvm(
            request.java(),
            request.jvmArgs(),
            ChildJvm.classPathOf(
                LatencyProbe.class, Network.class, Backend.class, Histogram.class));
    double left = estimatedSeconds(request);
    for (int n : SIZES) {
      for (String condition : CONDITIONS) {
        double expected = expectedSeconds(n, condition);
        double now = left;
        String what = "n=" + n + " " + condition;
        progress.show(what, now);
        Answers answers =
            jvm.run(
                LatencyProbe.class.getName(),
                arguments(n, request.isLong(), condition),
                mostSeconds(request.isLong()),
                passed -> progress.show(what, now - Math.min(passed, expected)));
        results.add(row(n, condition, answers));
        left -= expected;
      }
    }
  }

  private static List<String> arguments(int n, boolean isLong, String condition) {
    return List.of(
        Integer.toString(n),
        Long.toString(STEPS),
        Double.toString(mostSeconds(isLong)),
        Boolean.toString(condition.equals(Latency.WITH_ALLOCATION)));
  }

  /** What a JVM has found. */
  static Latency row(int n, String condition, Answers answers) {
    Histogram times = Recording.decode(answers.text("histogram"));
    return new Latency(
        n,
        condition,
        times.getTotalCount(),
        times.getValueAtPercentile(50),
        times.getValueAtPercentile(99),
        times.getValueAtPercentile(99.9),
        times.getValueAtPercentile(99.99),
        times.getMaxValue(),
        curve(times),
        answers.number("timerNanos"),
        answers.number("bytesPerSecond") / 1e6,
        (long) answers.number("collections"));
  }

  /** From the fastest step to the slowest. */
  static List<Latency.Point> curve(Histogram times) {
    List<Latency.Point> points = new ArrayList<>();
    for (HistogramIterationValue value : times.percentiles(POINTS_A_HALVING)) {
      points.add(
          new Latency.Point(
              value.getPercentileLevelIteratedTo(),
              Math.min(value.getValueIteratedTo(), times.getMaxValue())));
    }
    return points;
  }
}
