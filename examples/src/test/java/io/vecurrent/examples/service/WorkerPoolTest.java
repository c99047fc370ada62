package io.vecurrent.examples.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.Network;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
  private static final Network NETWORK =
      Network.builder(Sensor.INPUTS).lstm(8).linear(2).seed(1).build();

  @Test
  void twoThreadsServeEveryStreamAndMixUpNothing() throws InterruptedException {
    Streams streams = new Streams(NETWORK, 7);
    try (WorkerPool pool = new WorkerPool(NETWORK, streams, 2, 3)) {
      pool.serve(1000, 0.1);
      assertEquals(700, pool.steps().getTotalCount());
      assertEquals(700, pool.answers().getTotalCount());
    }
    int events = 0;
    for (int stream = 0; stream < streams.size(); stream++) {
      assertTrue(streams.count(stream) > 0, "stream " + stream);
      assertTrue(streams.isWhole(stream), "stream " + stream);
      events += streams.count(stream);
    }
    assertEquals(700, events);
  }

  @Test
  void eventsAreThoseOfTheSeed() throws InterruptedException {
    assertEquals(counts(3), counts(3));
    assertFalse(counts(3).equals(counts(4)));
  }

  private static List<Integer> counts(long seed) throws InterruptedException {
    Streams streams = new Streams(NETWORK, 20);
    try (WorkerPool pool = new WorkerPool(NETWORK, streams, 1, seed)) {
      pool.serve(100, 0.1);
    }
    List<Integer> counts = new ArrayList<>();
    for (int stream = 0; stream < streams.size(); stream++) {
      counts.add(streams.count(stream));
    }
    return counts;
  }

  @Test
  void aStreamThatLostAnEventIsNoticed() {
    Streams streams = new Streams(NETWORK, 2);
    assertTrue(streams.isWhole(0));
    streams.nextCount(0);
    assertFalse(streams.isWhole(0));
    assertTrue(streams.isWhole(1));
  }
}
