package io.vecurrent.kernels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class AllocationMeterTest {
  /** The JIT cannot leave out what goes here. */
  private static volatile byte[] sink;

  @Test
  void countsWhatThisThreadAllocates() {
    assertTrue(AllocationMeter.isAvailable());
    long before = AllocationMeter.bytes();
    sink = new byte[1 << 20];
    long allocated = AllocationMeter.bytes() - before;
    assertEquals(1 << 20, sink.length);
    assertTrue(allocated >= 1 << 20 && allocated < 1 << 21, allocated + " bytes");
  }
}
