package io.vecurrent.kernels.scalar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Surveys each {@link Subject} over all 2^32 floats and writes the table {@code accuracy.md}. Takes
 * some minutes on all cores.
 */
public final class ExhaustiveAccuracy {
  private static final int CHUNKS = 1024;

  private ExhaustiveAccuracy() {}

  /**
   * Writes the table, with a progress line.
   *
   * @param args the file; without it the table is printed
   * @throws IOException if the file cannot be written
   */
  public static void main(String[] args) throws IOException {
    if (!Fma.HARDWARE) {
      throw new IllegalStateException("without fused multiply-add the errors are others");
    }
    Map<Subject, Survey> surveys = new LinkedHashMap<>();
    for (Subject subject : Subject.values()) {
      surveys.put(subject, survey(subject));
    }
    String table = AccuracyTable.of(surveys);
    if (args.length == 0) {
      System.out.print(table);
    } else {
      Files.writeString(Path.of(args[0]), table, StandardCharsets.UTF_8);
    }
  }

  private static Survey survey(Subject subject) {
    long start = System.nanoTime();
    AtomicInteger done = new AtomicInteger();
    Survey survey =
        IntStream.range(0, CHUNKS)
            .parallel()
            .mapToObj(
                chunk -> {
                  Survey part = chunk(subject, chunk);
                  show(subject, done.incrementAndGet(), start);
                  return part;
                })
            .reduce(Survey.NOTHING, Survey::and);
    System.err.println();
    return survey;
  }

  private static Survey chunk(Subject subject, int chunk) {
    int size = (int) ((1L << 32) / CHUNKS);
    return Survey.of(subject, chunk * size, size, 1);
  }

  private static void show(Subject subject, int done, long start) {
    double seconds = (System.nanoTime() - start) * 1e-9;
    double left = seconds / done * (CHUNKS - done);
    System.err.printf(
        Locale.ROOT,
        "\r%-12s %5.1f %%, %.0f s, %.0f s left   ",
        subject,
        100.0 * done / CHUNKS,
        seconds,
        left);
  }
}
