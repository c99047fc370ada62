package io.vecurrent.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.jmh.Plan.Run;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkListEntry;

class PlanTest {
  private static List<String> runs(String... args) throws Exception {
    return Settings.parse(args).plan().cells().stream()
        .flatMap(List::stream)
        .map(
            run ->
                run.benchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1")
                    + (run.params().isEmpty() ? "" : " " + run.params()))
        .toList();
  }

  @Test
  void everyBenchmarkRunsAtSomeSize() throws Exception {
    for (String[] args : new String[][] {{}, {"--long"}}) {
      Settings settings = Settings.parse(args);
      Set<String> planned = new HashSet<>();
      settings.plan().cells().forEach(cell -> cell.forEach(run -> planned.add(run.benchmark())));
      for (BenchmarkListEntry benchmark : settings.benchmarks()) {
        assertTrue(planned.contains(benchmark.getUsername()), benchmark.getUsername());
      }
    }
  }

  @Test
  void whatIsComparedRunsTogether() throws Exception {
    for (List<Run> cell : Settings.parse().plan().cells()) {
      Set<Map<String, String>> sizes = new HashSet<>();
      cell.forEach(run -> sizes.add(run.params()));
      assertEquals(1, sizes.size(), cell.toString());
    }
    Settings settings = Settings.parse("-p", "n=64", "MatvecBenchmark", "ReadBenchmark");
    List<Run> cell = settings.plan().cells().get(0);
    assertTrue(cell.toString().contains("MatvecBenchmark.vector"), cell.toString());
    assertTrue(cell.toString().contains("ReadBenchmark.read"), cell.toString());
  }

  @Test
  void aReadOfAsManyBytesRunsBesideEveryProductWith16Bits() throws Exception {
    for (String[] setting : new String[][] {{}, {"--long"}}) {
      for (List<Run> cell : Settings.parse(setting).plan().cells()) {
        for (Run run : cell) {
          String name = run.benchmark();
          if (name.endsWith("MatvecBenchmark.bfloat16") && !isSmall(run.params())) {
            assertTrue(cell.toString().contains("ReadBenchmark.half"), cell.toString());
          }
        }
      }
    }
    assertEquals(
        List.of(
            "LstmReadBenchmark.half {n=64}",
            "LstmReadBenchmark.half {n=256}",
            "LstmReadBenchmark.half {n=512}"),
        runs("LstmReadBenchmark.half"));
  }

  /** Such weights fit the first cache with 32 bits too: half of the time will do. */
  private static boolean isSmall(Map<String, String> params) {
    return Integer.parseInt(params.get("n")) < 64;
  }

  @Test
  void sizesAscend() throws Exception {
    assertEquals(
        List.of(
            "SoftmaxBenchmark.plain {length=10}",
            "SoftmaxBenchmark.plain {length=64}",
            "SoftmaxBenchmark.plain {length=1024}",
            "SoftmaxBenchmark.plain {length=10000}"),
        runs("kernels.SoftmaxBenchmark.plain"));
  }

  @Test
  void aProbeRunsAgainBesideEachGroupThatNeedsIt() throws Exception {
    assertEquals(
        List.of(
            "MultiplyAddBenchmark.peak",
            "MultiplyAddBenchmark.peak",
            "MultiplyAddBenchmark.peak",
            "MultiplyAddBenchmark.peak"),
        runs("MultiplyAdd"));
  }

  @Test
  void givenSizesReplaceThePlanned() throws Exception {
    assertEquals(
        List.of(
            "ForwardBenchmark.plain {n=33, batch=1}", "ForwardBenchmark.plain {n=33, batch=32}"),
        runs("-p", "n=33", "rnn.ForwardBenchmark.plain").stream()
            .map(run -> run.replace("{batch=1, n=33}", "{n=33, batch=1}"))
            .map(run -> run.replace("{batch=32, n=33}", "{n=33, batch=32}"))
            .toList());
  }

  @Test
  void theQuickSettingIsQuick() throws Exception {
    double minutes = Settings.parse("-e", "peers").estimatedSeconds() / 60;
    assertTrue(minutes > 5 && minutes < 11, minutes + " minutes");
  }

  @Test
  void whatNoRowNamesHasOneQuickSize() throws Exception {
    assertEquals(List.of("AxpyBenchmark.plain {length=1024}"), runs("AxpyBenchmark.plain"));
    assertEquals(5, runs("--long", "AxpyBenchmark.plain").size());
  }
}
