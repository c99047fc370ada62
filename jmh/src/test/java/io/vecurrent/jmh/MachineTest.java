package io.vecurrent.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
  @TempDir Path folder;

  private void cache(int index, String level, String type, String size) throws IOException {
    Path cache = Files.createDirectory(folder.resolve("index" + index));
    Files.writeString(cache.resolve("level"), level + "\n");
    Files.writeString(cache.resolve("type"), type + "\n");
    Files.writeString(cache.resolve("size"), size + "\n");
  }

  @Test
  void cachesOfDataNearestFirst() throws IOException {
    cache(0, "1", "Data", "32K");
    cache(1, "1", "Instruction", "32K");
    cache(2, "2", "Unified", "1536K");
    cache(3, "3", "Unified", "32768K");
    assertEquals(List.of("L1 data 32 KiB", "L2 1536 KiB", "L3 32 MiB"), Machine.caches(folder));
  }

  @Test
  void whatIsNotThereIsNotToldOf() throws IOException {
    assertEquals(List.of(), Machine.caches(folder.resolve("missing")));
    Files.createDirectory(folder.resolve("index0"));
    assertEquals(List.of(), Machine.caches(folder));
    assertFalse(Machine.cpu().isBlank());
    assertEquals(java.util.Optional.empty(), Commands.output("no-such-program-anywhere"));
  }

  @Test
  void peersAreNamedOnceWithTheirVersions() {
    assertEquals(
        List.of("dnnl 3.8.1-1.5.12", "onnxruntime 1.23.2", "pytorch-native-cpu 2.7.1"),
        Probe.peers(
            "repository/onnxruntime-1.23.2.jar",
            "repository/dnnl-3.8.1-1.5.12.jar",
            "repository/dnnl-3.8.1-1.5.12-linux-x86_64.jar",
            "pytorch-native-cpu-2.7.1-linux-x86_64.jar",
            "target/classes",
            "jna-5.17.0.jar"));
  }
}
