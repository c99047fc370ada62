package io.vecurrent.rnn.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which row is which step: as many rows as there are steps, and states one step apart. */
@Tag("once")
class StepsTest {
  private static final int MAX_TIME = 9;
  private static final int MAX_BATCH = 8;

  @Test
  void uniformRowsAreTimeThenBatch() {
    Steps steps = new Steps(MAX_TIME, MAX_BATCH);
    steps.set(4, 3);
    assertTrue(steps.isUniform());
    assertEquals(12, steps.rows());
    assertEquals(4, steps.sameDistance(0), "one run of rows");
    for (int t = 0; t < 4; t++) {
      assertEquals(t * 3, steps.first(t));
      assertEquals(3, steps.count(t));
      assertEquals(t * 3, steps.before(t));
      assertEquals(t * 3 + 3, steps.after(t));
      assertEquals((3 - t) * 3 + 1, steps.mirrored(t, 1));
    }
    assertEquals(2, steps.sequence(2));
    assertEquals(12, steps.last(0));
  }

  @Test
  void sequencesStandByLengthThenAsTheyCame() {
    Steps steps = new Steps(MAX_TIME, MAX_BATCH);
    steps.set(6, 5, new int[] {2, 5, 2, 5, 1});
    int[] order = new int[5];
    for (int place = 0; place < 5; place++) {
      order[place] = steps.sequence(place);
    }
    assertEquals("[1, 3, 0, 2, 4]", Arrays.toString(order));
    int[] counts = new int[6];
    for (int t = 0; t < 6; t++) {
      counts[t] = steps.count(t);
    }
    assertEquals("[5, 4, 2, 2, 2, 0]", Arrays.toString(counts));
    assertEquals(15, steps.rows());
  }

  @Test
  void equalLengthsAreNone() {
    Steps steps = new Steps(MAX_TIME, MAX_BATCH);
    steps.set(4, 3, new int[] {4, 4, 4});
    assertTrue(steps.isUniform());
    steps.set(5, 3, new int[] {4, 4, 4});
    assertFalse(steps.isUniform(), "the last step is there for none");
  }

  /** Lengths 8 to 1: of 36 rows, the two longest sequences have nearly half. */
  @Test
  void partsHaveAboutAsManyRows() {
    Steps steps = new Steps(MAX_TIME, MAX_BATCH);
    steps.set(8, 8, new int[] {1, 2, 3, 4, 5, 6, 7, 8});
    assertEquals(0, steps.cut(0, 2));
    assertEquals(3, steps.cut(1, 2));
    assertEquals(8, steps.cut(2, 2));
    steps.set(3, 8);
    assertEquals(4, steps.cut(1, 2));
    assertEquals(2, steps.cut(1, 4));
    steps.set(3, 1);
    assertEquals(1, steps.cut(1, 2), "one sequence is the first member's");
    assertEquals(1, steps.cut(2, 2));
  }

  @Test
  void anyLengths() {
    Random random = new Random(3);
    Steps steps = new Steps(MAX_TIME, MAX_BATCH);
    for (int round = 0; round < 500; round++) {
      int time = 1 + random.nextInt(MAX_TIME);
      int batch = 1 + random.nextInt(MAX_BATCH);
      int[] lengths = random.ints(batch, 1, time + 1).toArray();
      if (round % 5 == 0) {
        Arrays.fill(lengths, time);
        steps.set(time, batch);
      } else {
        steps.set(time, batch, lengths);
      }
      check(steps, lengths, time + " steps of " + Arrays.toString(lengths));
    }
  }

  private static void check(Steps steps, int[] lengths, String context) {
    assertEquals(Arrays.stream(lengths).sum(), steps.rows(), context);
    Set<Integer> rows = new HashSet<>();
    Set<Integer> sequences = new HashSet<>();
    for (int place = 0; place < lengths.length; place++) {
      int length = lengths[steps.sequence(place)];
      sequences.add(steps.sequence(place));
      int state = place;
      for (int t = 0; t < length; t++) {
        assertTrue(place < steps.count(t), context);
        assertTrue(rows.add(steps.first(t) + place), context);
        assertEquals(state, steps.before(t) + place, context);
        state = steps.after(t) + place;
        int opposite = length - 1 - t;
        assertEquals(steps.first(opposite) + place, steps.mirrored(t, place), context);
      }
      assertEquals(state, steps.last(place), context);
      assertTrue(length == steps.time() || place >= steps.count(length), context);
    }
    assertEquals(lengths.length, sequences.size(), context);
    assertEquals(steps.rows(), rows.size(), context);
    for (int t = 0; t < steps.time(); t = steps.sameDistance(t)) {
      for (int next = t; next < steps.sameDistance(t); next++) {
        int distance = steps.before(next) - steps.first(next);
        assertEquals(steps.before(t) - steps.first(t), distance, context);
      }
    }
  }
}
