package io.vecurrent.jmh.coldstart;

import io.vecurrent.jmh.child.Answers;
import io.vecurrent.jmh.child.ChildJvm;
import io.vecurrent.jmh.report.ColdStart;
import io.vecurrent.jmh.report.Measurement;
import io.vecurrent.jmh.report.Results;
import io.vecurrent.kernels.Backend;
import io.vecurrent.rnn.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The first steps of a fresh JVM: nothing done, after the library's warm-up call, and with the
 * JDK's AOT cache. Several JVMs each, of which the median counts.
 */
public final class ColdStartMeasurement implements Measurement {
  private static final int[] QUICK_SIZES = {64};
  private static final int[] LONG_SIZES = {16, 64, 256};
  private static final List<String> CONDITIONS =
      List.of(ColdStart.PLAIN, ColdStart.WARM_UP_CALL, ColdStart.AOT_CACHE);

  private static final int QUICK_STARTS = 5;
  private static final int LONG_STARTS = 9;

  /** How long steps are watched; they are steady after a second or so. */
  private static final double QUICK_SECONDS = 1.5;

  private static final double LONG_SECONDS = 4;

  /** A JVM's start and end. */
  private static final double START_SECONDS = 0.6;

  /** Roughly. */
  private static final double WARM_UP_SECONDS = 1;

  @Override
  public String name() {
    return "ColdStart";
  }

  @Override
  public double estimatedSeconds(Request request) {
    int jvms = 0;
    for (String condition : CONDITIONS) {
      jvms += jvms(condition, request) * sizes(request).length;
    }
    return jvms * secondsOf(request) + sizes(request).length * starts(request) * WARM_UP_SECONDS;
  }

  private static int[] sizes(Request request) {
    return request.isLong() ? LONG_SIZES : QUICK_SIZES;
  }

  private static int starts(Request request) {
    return request.isLong() ? LONG_STARTS : QUICK_STARTS;
  }

  /** One more for the training run of the cache. */
  private static int jvms(String condition, Request request) {
    return starts(request) + (condition.equals(ColdStart.AOT_CACHE) ? 1 : 0);
  }

  private static double seconds(Request request) {
    return request.isLong() ? LONG_SECONDS : QUICK_SECONDS;
  }

  private static double secondsOf(Request request) {
    return START_SECONDS + seconds(request);
  }

  @Override
  public void measure(Request request, Results.Builder results, Progress progress)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("vecurrent-cold-start");
    try {
      List<Path> classPath =
          ChildJvm.classPathOf(ColdStartProbe.class, Network.class, Backend.class);
      ChildJvm jvm = new ChildJvm(request.java(), request.jvmArgs(), Jars.pack(classPath, folder));
      Run run = new Run(request, jvm, folder.resolve("aot.cache"), progress);
      for (int n : sizes(request)) {
        for (String condition : CONDITIONS) {
          results.add(run.row(n, condition));
        }
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }

  /** One call of {@link #measure}. */
  private final class Run {
    private final Request request;
    private final ChildJvm jvm;
    private final Path cache;
    private final Progress progress;
    private double left;

    /** Known from the first start on. */
    private String jdk;

    Run(Request request, ChildJvm jvm, Path cache, Progress progress) {
      this.request = request;
      this.jvm = jvm;
      this.cache = cache;
      this.progress = progress;
      this.left = estimatedSeconds(request);
    }

    ColdStart row(int n, String condition) throws IOException, InterruptedException {
      if (!condition.equals(ColdStart.AOT_CACHE)) {
        return StartRow.of(condition, n, starts(n, condition, jvm), null);
      }
      if (AotCache.feature(jdk) < AotCache.FIRST_JDK) {
        left -= jvms(condition, request) * secondsOf(request);
        return StartRow.none(jdk, condition, n, "there is none before JDK " + AotCache.FIRST_JDK);
      }
      try {
        Answers training = start(n, condition, jvm.with("-XX:AOTCacheOutput=" + cache));
        ChildJvm cached = jvm.with("-XX:AOTCache=" + cache, "-XX:AOTMode=on");
        String note = AotCache.complaints(training.others());
        return StartRow.of(condition, n, starts(n, condition, cached), note);
      } catch (ChildJvm.FailedException e) {
        left -= jvms(condition, request) * secondsOf(request);
        String complaints = AotCache.complaints(e.output());
        return StartRow.none(jdk, condition, n, complaints == null ? e.getMessage() : complaints);
      }
    }

    private List<Answers> starts(int n, String condition, ChildJvm kind)
        throws IOException, InterruptedException {
      List<Answers> starts = new ArrayList<>();
      for (int i = 0; i < ColdStartMeasurement.starts(request); i++) {
        starts.add(start(n, condition, kind));
      }
      return starts;
    }

    private Answers start(int n, String condition, ChildJvm kind)
        throws IOException, InterruptedException {
      progress.show("n=" + n + " " + condition, left);
      boolean warmUp = condition.equals(ColdStart.WARM_UP_CALL);
      List<String> arguments =
          List.of(
              Integer.toString(n),
              Double.toString(seconds(request)),
              Boolean.toString(warmUp),
              Long.toString(System.currentTimeMillis()));
      double expected = secondsOf(request) + (warmUp ? WARM_UP_SECONDS : 0);
      Answers answers = kind.run(ColdStartProbe.class.getName(), arguments, expected, passed -> {});
      left -= expected;
      jdk = answers.text(Answer.JDK);
      return answers;
    }
  }
}
