package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.support.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Memory of matrices: nobody else's, zero, and at the start of a cache line of its array. */
class SlabTest {
  private static final int HALF_A_MEBIBYTE = 1 << 17;

  @Test
  void placesAreApartAndZero() {
    Rng rng = new Rng(2400);
    List<Slab.Place<float[]>> places = new ArrayList<>();
    int[] sizes = new int[300];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i % 50 == 49 ? HALF_A_MEBIBYTE + i : 1 + (int) rng.floats(1, 0f, 3000f)[0];
      places.add(Slab.FLOATS.allocate(sizes[i]));
      fill(places.get(i), sizes[i], 0, i + 1);
    }
    for (int i = 0; i < sizes.length; i++) {
      fill(places.get(i), sizes[i], i + 1, i + 1);
    }
  }

  private static void fill(Slab.Place<float[]> place, int size, float expected, float next) {
    assertTrue(place.array().length >= HALF_A_MEBIBYTE, "an array of its own region");
    assertEquals(12, place.first() % 16, "16 bytes of header, then whole cache lines");
    for (int i = place.first(); i < place.first() + size; i++) {
      assertEquals(expected, place.array()[i], "element " + i + " of " + size);
    }
    Arrays.fill(place.array(), place.first(), place.first() + size, next);
  }

  @Test
  void aSizeBeyondAnArrayIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Slab.INTS.allocate(Integer.MAX_VALUE - 8));
    assertTrue(e.getMessage().startsWith("size of a matrix: "), e.getMessage());
  }
}
