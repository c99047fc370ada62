package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vecurrent.kernels.internal.Checks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks that the other modules share, where the facade does not show them. */
class ChecksTest {
  @ParameterizedTest
  @ValueSource(floats = {0f, -0f, -1f, Float.NaN, Float.POSITIVE_INFINITY})
  void positive(float bad) {
    assertRefused("n: must be positive and finite, was " + bad, () -> Checks.positive(bad, "n"));
    assertEquals(Float.MIN_VALUE, Checks.positive(Float.MIN_VALUE, "n"));
  }

  @ParameterizedTest
  @ValueSource(floats = {-1f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void notNegative(float bad) {
    assertRefused(
        "n: must be at least 0 and finite, was " + bad, () -> Checks.notNegative(bad, "n"));
    assertEquals(0f, Checks.notNegative(0f, "n"));
    assertEquals(2.5f, Checks.notNegative(2.5f, "n"));
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, 1f, Float.NaN, Float.POSITIVE_INFINITY})
  void fraction(float bad) {
    assertRefused("n: must be in [0, 1), was " + bad, () -> Checks.fraction(bad, "n"));
    assertEquals(0f, Checks.fraction(0f, "n"));
    assertEquals(0.999f, Checks.fraction(0.999f, "n"));
  }

  @Test
  void rangesOfInts() {
    Checks.range(new int[5], 2, 3, "n");
    assertRefused(
        "n: needs 4 ints from offset 2, has 3", () -> Checks.range(new int[5], 2, 4, "n"));
    assertRefused(
        "n: offset must not be negative, was -1", () -> Checks.range(new int[5], -1, 1, "n"));
    assertRefused(
        "n: length must not be negative, was -1", () -> Checks.range(new int[5], 0, -1, "n"));
    assertThrows(NullPointerException.class, () -> Checks.range((int[]) null, 0, 0, "n"));
  }

  @Test
  void size() {
    assertEquals(0, Checks.size(0, Integer.MAX_VALUE, "n"));
    assertEquals(Integer.MAX_VALUE - 64, Checks.size(Integer.MAX_VALUE - 64, 1, "n"));
    assertRefused(
        "n: 2147483584 * 1 does not fit one array of at most 2^31 - 65 elements",
        () -> Checks.size(Integer.MAX_VALUE - 63, 1, "n"));
    assertThrows(IllegalArgumentException.class, () -> Checks.size(-1, -1, "n"));
  }

  @Test
  void sum() {
    assertEquals(7, Checks.sum(3, 4, "n"));
    assertEquals(Integer.MAX_VALUE - 64, Checks.sum(Integer.MAX_VALUE - 65, 1, "n"));
    assertThrows(IllegalArgumentException.class, () -> Checks.sum(Integer.MAX_VALUE, 1, "n"));
    assertThrows(IllegalArgumentException.class, () -> Checks.sum(0, -1, "n"));
  }

  @Test
  void notNullReturnsItsArgument() {
    assertEquals("x", Checks.notNull("x", "n"));
    assertEquals(3, Checks.atLeast(3, 3, "n"));
  }

  private static void assertRefused(String message, Executable check) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, check).getMessage());
  }
}
