package io.vecurrent.jmh.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VectorReadTest {
  /** Whole numbers, so that every order of adding gives the same sum. */
  private static float[] numbers(int length) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = i * 31 % 101 - 50;
    }
    return numbers;
  }

  @Test
  void everyLengthGivesThePlainSum() {
    for (int length = 0; length <= 3 * 8 * Width.LANES + 1; length++) {
      float[] a = numbers(length + 5);
      for (int from = 0; from <= 5; from++) {
        float expected = 0;
        for (int i = from; i < from + length; i++) {
          expected += a[i];
        }
        assertEquals(expected, VectorRead.sum(a, from, length), "length " + length);
        assertEquals(expected, VectorRead.sumInParts(a, from, length), "parts of length " + length);
      }
    }
  }

  @Test
  void everyElementCounts() {
    int length = 2 * 8 * Width.LANES + Width.LANES + 3;
    for (int i = 0; i < length; i++) {
      float[] a = new float[length];
      a[i] = 7;
      assertEquals(7, VectorRead.sum(a, 0, length), "element " + i);
      assertEquals(7, VectorRead.sumInParts(a, 0, length), "in parts, element " + i);
    }
  }
}
