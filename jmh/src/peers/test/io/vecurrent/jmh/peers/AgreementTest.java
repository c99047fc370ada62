package io.vecurrent.jmh.peers;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private static final Map<String, float[]> EXPECTED =
      Map.of("output", new float[] {0.5f, -0.8f}, "gradient", new float[] {40, -100, 0});

  @Test
  void lastBitsMayDiffer() {
    assertDoesNotThrow(() -> require(new float[] {0.50007f, -0.80007f}, 40.009f));
  }

  @Test
  void aWrongOutputIsNamedWithItsPeerAndSizeAndLargestDifference() {
    assertEquals(
        "onednn at n=20: output differs by up to 0.25 from this library's, allowed are 8.0E-5",
        message(new float[] {0.5001f, -0.55f}, 40));
  }

  @Test
  void gradientsAreRelativeToTheLargest() {
    assertEquals(
        "onednn at n=20: gradient differs by up to 0.5 from this library's, allowed are 0.01",
        message(new float[] {0.5f, -0.8f}, 40.5f));
  }

  @Test
  void notANumberIsNoAgreement() {
    assertEquals(
        "onednn at n=20: output differs by up to NaN from this library's, allowed are 8.0E-5",
        message(new float[] {Float.NaN, -0.8f}, 40));
  }

  @Test
  void shortAndMissingResultsAreNoAgreement() {
    assertEquals(
        "onednn at n=20: output has 1 floats, expected 2", message(new float[] {0.5f}, 40));
    Map<String, float[]> expected = Map.of("output", new float[1]);
    Map<String, float[]> actual = Map.of("gradient", new float[1]);
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> Agreement.require("pytorch", expected, actual));
    assertEquals("pytorch computes [gradient], expected [output]", e.getMessage());
  }

  private static String message(float[] output, float gradient) {
    return assertThrows(IllegalStateException.class, () -> require(output, gradient)).getMessage();
  }

  private static void require(float[] output, float gradient) {
    Map<String, float[]> actual =
        Map.of("output", output, "gradient", new float[] {gradient, -100, 0});
    Agreement.require("onednn at n=20", EXPECTED, actual);
  }
}
