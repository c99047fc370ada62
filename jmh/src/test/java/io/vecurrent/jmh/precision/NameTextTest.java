package io.vecurrent.jmh.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NameTextTest {
  @Test
  void theTextIsTheSameOnEveryJdk() {
    NameText text = new NameText();
    assertEquals(39, text.alphabet());
    assertEquals(137_662, text.training().length);
    assertEquals(-1_963_237_156, Arrays.hashCode(text.training()));
    assertTrue(text.heldOut().length > text.training().length / 12);
  }
}
