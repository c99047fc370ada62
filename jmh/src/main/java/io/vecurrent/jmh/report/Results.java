package io.vecurrent.jmh.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that one run has measured, as it stands in {@code results.json}.
 *
 * @param format always {@link #FORMAT}
 * @param version always {@link #VERSION}
 * @param environment where and how it ran
 * @param benchmarks of JMH
 * @param latency of single steps; empty if not measured
 * @param coldStart of fresh JVMs; empty if not measured
 * @param bfloat16Error of trained models; empty if not measured
 * @param activationError of the activations; empty if not measured
 */
public record Results(
    String format,
    int version,
    Environment environment,
    List<Benchmark> benchmarks,
    List<Latency> latency,
    List<ColdStart> coldStart,
    List<Bfloat16Error> bfloat16Error,
    List<ActivationError> activationError) {
  /** Tells our files from other JSON. */
  public static final String FORMAT = "vecurrent benchmark results";

  /** Changes when older programs can no longer read the file. */
  public static final int VERSION = 1;

  /** Copies the lists; one that is missing is empty. */
  public Results {
    benchmarks = copy(benchmarks);
    latency = copy(latency);
    coldStart = copy(coldStart);
    bfloat16Error = copy(bfloat16Error);
    activationError = copy(activationError);
  }

  private static <T> List<T> copy(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** Collects while a run goes on. */
  public static final class Builder {
    private final Environment environment;
    private final List<Benchmark> benchmarks = new ArrayList<>();
    private final List<Latency> latency = new ArrayList<>();
    private final List<ColdStart> coldStart = new ArrayList<>();
    private final List<Bfloat16Error> bfloat16Error = new ArrayList<>();
    private final List<ActivationError> activationError = new ArrayList<>();

    /** Begins without any result. */
    public Builder(Environment environment) {
      this.environment = environment;
    }

    /** Adds the scores of one benchmark. */
    public Builder add(Benchmark benchmark) {
      benchmarks.add(benchmark);
      return this;
    }

    /** Adds the distribution of one series of steps. */
    public Builder add(Latency row) {
      latency.add(row);
      return this;
    }

    /** Adds the start of one kind of JVM. */
    public Builder add(ColdStart row) {
      coldStart.add(row);
      return this;
    }

    /** Adds the errors of one model. */
    public Builder add(Bfloat16Error row) {
      bfloat16Error.add(row);
      return this;
    }

    /** Adds the error of one function. */
    public Builder add(ActivationError row) {
      activationError.add(row);
      return this;
    }

    /** What has been collected. */
    public Results build() {
      return new Results(
          FORMAT,
          VERSION,
          environment,
          benchmarks,
          latency,
          coldStart,
          bfloat16Error,
          activationError);
    }
  }
}
