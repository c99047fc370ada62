package io.vecurrent.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vecurrent.jmh.report.Benchmark;
import io.vecurrent.jmh.report.Results;
import io.vecurrent.jmh.report.ResultsFile;
import io.vecurrent.jmh.report.Runs;
import io.vecurrent.kernels.Backend;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs, and its result is right, at a size that is no multiple of anything. */
class SmokeTest {
  static {
    // Nothing is measured here: benchmarks that run elsewhere on this machine do not matter.
    System.setProperty("jmh.ignoreLock", "true");
  }

  @TempDir Path folder;

  @Test
  void everyBenchmarkRunsOnceWithTheRightResult() throws Exception {
    assumeTrue(Backend.current().name().equals("vector"), Backend.current().toString());
    Options options =
        new OptionsBuilder()
            .include("io.vecurrent.jmh")
            .exclude(Variant.SCALAR_BACKEND.method())
            .param("n", "19")
            .param("length", "37")
            .param("batch", "3")
            .param("kilobytes", "3")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .shouldFailOnError(true)
            .shouldDoGC(false)
            .verbosity(VerboseMode.SILENT)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    long benchmarks = Settings.parse("-e", Variant.SCALAR_BACKEND.method()).benchmarks().size();
    assertEquals(benchmarks, results.size());
    Results.Builder builder = new Results.Builder(Runs.environment("25"));
    results.forEach(result -> builder.add(Scores.of(result)));
    assertEquals(benchmarks, builder.build().benchmarks().size());
    String table = ResultTable.of(builder.build());
    assertTrue(table.contains("\nMatvec ") && table.contains(" n=19 batch=3 "), table);
    long rows = table.lines().filter(line -> line.contains("=")).count();
    long types = results.stream().map(r -> type(r.getParams().getBenchmark())).distinct().count();
    // All but the peak of multiply-adds have a size; the last line explains an option.
    assertEquals(types - 1 + 1, rows, table);
  }

  private static String type(String benchmark) {
    return benchmark.substring(0, benchmark.lastIndexOf('.'));
  }

  @Test
  void aForkRunsTheBackEndThatItsNameSays() throws Exception {
    assumeTrue(Backend.current().name().equals("vector"), Backend.current().toString());
    Path json = folder.resolve("results.json");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int status;
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      status =
          BenchmarkRunner.run(
              out,
              out,
              "AxpyBenchmark",
              "-wi",
              "1",
              "-i",
              "2",
              "-w",
              "20ms",
              "-r",
              "20ms",
              "-p",
              "length=40",
              "-rff",
              json.toString(),
              "--report",
              folder.resolve("report").toString());
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(0, status, text);
    assertTrue(text.contains("[3/3]") && text.contains("Back end: vector"), text);
    assertTrue(Files.readString(json).contains("AxpyBenchmark.scalarBackend"));
    Results results = ResultsFile.read(folder.resolve("report").resolve("results.json"));
    assertEquals(3, results.benchmarks().size());
    for (Benchmark benchmark : results.benchmarks()) {
      assertEquals(2, benchmark.forks().get(0).size());
      assertEquals(2, benchmark.operations().get(0).size());
      assertEquals(2, benchmark.allocatedBytes().get(0).size());
    }
    assertTrue(results.environment().backend().startsWith("vector"));
    assertTrue(Files.exists(folder.resolve("report").resolve("index.html")));
  }

  @Test
  void aForkWithAnotherBackEndFailsAndSaysWhy() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int status;
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      status =
          BenchmarkRunner.run(
              out,
              out,
              "AxpyBenchmark.vector",
              "-jvmArgs",
              "-D" + Backend.PROPERTY + "=scalar",
              "-p",
              "length=40",
              "--report",
              folder.toString());
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(1, status, text);
    assertTrue(text.contains("vector: needs the vector back end, this JVM has scalar"), text);
  }
}
