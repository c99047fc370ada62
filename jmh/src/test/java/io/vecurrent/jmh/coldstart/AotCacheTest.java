package io.vecurrent.jmh.coldstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AotCacheTest {
  @Test
  void complaintsAreTheLinesOfTheLogWithoutDecorations() {
    List<String> output =
        List.of(
            "WARNING: Using incubator modules: jdk.incubator.vector",
            "[0.357s][error][aot] An error has occurred while processing the AOT configuration"
                + " file. Run with -Xlog:aot for details.",
            "[0.357s][error][aot] archivedBootLayer not available, disabling full module graph",
            "[0.358s][warning][aot] something else",
            "[0.359s][warning][aot] something else",
            "AOTCache creation is complete: app.aot 15261696 bytes");
    String complaints = AotCache.complaints(output);
    assertTrue(
        complaints.startsWith(
            "archivedBootLayer not available, disabling full module graph; something else ("),
        complaints);
    assertTrue(complaints.contains("incubator module"), complaints);
  }

  @Test
  void otherComplaintsStandAsTheyAre() {
    assertEquals("Unable to map", AotCache.complaints(List.of("[0.1s][error][aot] Unable to map")));
  }

  @Test
  void silenceIsNoComplaint() {
    assertNull(AotCache.complaints(List.of("AOTCache creation is complete: app.aot 15 bytes")));
  }

  @Test
  void theFeatureIsTheFirstNumber() {
    assertEquals(17, AotCache.feature("17.0.15"));
    assertEquals(26, AotCache.feature("26-ea"));
  }
}
