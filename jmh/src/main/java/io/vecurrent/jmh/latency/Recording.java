package io.vecurrent.jmh.latency;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Times single calls into a histogram: the time between two readings of the clock around each call,
 * which includes one reading. Calls follow each other at once; there is no schedule that a slow one
 * could upset, and so nothing to correct for.
 */
final class Recording {
  /** Longer ones count as this long. */
  static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(100);

  /** Figures are right to 0.1 %. */
  private static final int DIGITS = 3;

  /** Between two looks at the clock for the end. */
  private static final int BATCH = 5000;

  private Recording() {}

  static Histogram newHistogram() {
    return new Histogram(1, LONGEST_NANOS, DIGITS);
  }

  /** Calls and records until one limit is reached. */
  static Histogram record(Runnable call, long calls, double seconds) {
    Histogram histogram = newHistogram();
    long start = System.nanoTime();
    long left = calls;
    while (left > 0 && System.nanoTime() - start < seconds * 1e9) {
      int batch = (int) Math.min(left, BATCH);
      record(call, batch, histogram);
      left -= batch;
    }
    return histogram;
  }

  private static void record(Runnable call, int calls, Histogram histogram) {
    for (int i = 0; i < calls; i++) {
      long start = System.nanoTime();
      call.run();
      long end = System.nanoTime();
      add(histogram, end - start);
    }
  }

  static void add(Histogram histogram, long nanos) {
    histogram.recordValue(Math.max(0, Math.min(nanos, LONGEST_NANOS)));
  }

  /** A line of text. */
  static String encode(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    buffer.flip();
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Reads {@link #encode}'s line.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Histogram decode(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
      return Histogram.decodeFromCompressedByteBuffer(bytes, 0);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("not a compressed histogram: " + e.getMessage(), e);
    }
  }
}
