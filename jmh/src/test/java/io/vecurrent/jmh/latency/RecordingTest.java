package io.vecurrent.jmh.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RecordingTest {
  @Test
  void everyCallIsRecordedOnce() {
    AtomicInteger calls = new AtomicInteger();
    Histogram histogram = Recording.record(calls::incrementAndGet, 12_345, 1e6);
    assertEquals(12_345, calls.get());
    assertEquals(12_345, histogram.getTotalCount());
  }

  @Test
  void itEndsWhenTheTimeIsUp() {
    assertEquals(0, Recording.record(() -> {}, 12_345, 0).getTotalCount());
  }

  @Test
  void timesBeyondTheRangeCountAsItsEnds() {
    Histogram histogram = Recording.newHistogram();
    Recording.add(histogram, -5);
    Recording.add(histogram, Long.MAX_VALUE);
    assertEquals(2, histogram.getTotalCount());
    assertEquals(0, histogram.getMinValue());
    assertTrue(histogram.valuesAreEquivalent(Recording.LONGEST_NANOS, histogram.getMaxValue()));
  }

  @Test
  void aLineOfTextHoldsTheWholeHistogram() {
    Histogram histogram = Recording.newHistogram();
    for (int i = 0; i < 1000; i++) {
      Recording.add(histogram, 37L * i * i);
    }
    String line = Recording.encode(histogram);
    assertEquals(1, line.lines().count());
    assertEquals(histogram, Recording.decode(line));
  }

  @Test
  void otherTextIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Recording.decode("no histogram!"));
    assertThrows(IllegalArgumentException.class, () -> Recording.decode("bm9uZQ=="));
  }
}
