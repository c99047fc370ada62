package io.vecurrent.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.jmh.report.Measurement;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

class SettingsTest {
  @Test
  void everyComputationHasItsPair() throws Exception {
    Set<String> names = new TreeSet<>();
    Settings.parse().benchmarks().forEach(entry -> names.add(entry.getUsername()));
    for (String name : names) {
      String type = name.substring(0, name.lastIndexOf('.') + 1);
      if (names.contains(type + Variant.VECTOR.method())) {
        for (Variant variant : List.of(Variant.PLAIN, Variant.SCALAR_BACKEND)) {
          assertTrue(names.contains(type + variant.method()), type + variant.method());
        }
      }
    }
  }

  @Test
  void longSettingHasForksAndOddSizes() throws Exception {
    Settings settings = Settings.parse("--long", "kernels.MatvecBenchmark.plain");
    assertEquals(3, settings.rounds());
    assertEquals(11, settings.runs());
    assertEquals(33, settings.jvms());
    assertTrue(settings.plan().cells().toString().contains("n=127"));
  }

  @Test
  void givenOptionsWinOverThePreset() throws Exception {
    Settings settings =
        Settings.parse(
            "--long", "-f", "2", "-i", "4", "-p", "n=512", "-rff", "x.json", "-jvmArgs", "-Xmx2g");
    assertEquals(2, settings.options().getForkCount().get());
    assertEquals(4, settings.options().getMeasurementIterations().get());
    assertEquals(List.of("512"), List.copyOf(settings.options().getParameter("n").get()));
    assertEquals("x.json", settings.jmhResults().get().getPath());
    List<String> jvm = List.copyOf(settings.options().getJvmArgs().get());
    assertTrue(jvm.indexOf("-Xmx2g") > jvm.indexOf("-Xmx1g"), jvm.toString());
  }

  @Test
  void theQuickSettingMeasuresShortAndOften() throws Exception {
    assertEquals(20, Settings.parse().options().getMeasurementIterations().get());
    assertEquals(20, Settings.parse().options().getMeasurementTime().get().getTime());
    assertEquals(10, Settings.parse("--long").options().getMeasurementIterations().get());
  }

  @Test
  void anExplicitGcProfilerIsNotAddedTwice() throws Exception {
    assertEquals(1, Settings.parse().options().getProfilers().size());
    assertEquals(1, Settings.parse("-prof", "gc").options().getProfilers().size());
  }

  @Test
  void wrongOptionsAreNamed() throws Exception {
    assertMessage("zero", "-p", "n=zero");
    assertMessage("from 1 to", "-p", "length=0");
    assertMessage("from 1 to 524288", "-p", "kilobytes=1000000");
    assertMessage("--report", "--report");
    assertMessage("nonsense", "--nonsense");
    assertMessage("width", "-p", "width=3");
    assertMessage("NoSuchBenchmark", "NoSuchBenchmark");
    assertMessage("not a regular expression: Matvec[ (", "Matvec[");
    assertMessage("not a regular expression: (Gemm (", "-e", "(Gemm");
  }

  @Test
  void otherMeasurementsArePickedLikeBenchmarks() throws Exception {
    assertEquals(Measurements.ALL, Settings.parse().measurements());
    assertEquals(1, Settings.parse("Latency").measurements().size());
    assertEquals(0, Settings.parse("Latency").runs());
    assertEquals(List.of(), Settings.parse("Matvec").measurements());
    assertEquals(
        Measurements.ALL.size() - 1, Settings.parse("-e", "Latency").measurements().size());
  }

  @Test
  void everythingQuickTakesLessThanThirteenMinutes() throws Exception {
    Settings quick = Settings.parse();
    double seconds = quick.estimatedSeconds();
    for (Measurement measurement : quick.measurements()) {
      seconds += measurement.estimatedSeconds(quick.request());
    }
    assertTrue(seconds < 13 * 60, "estimate " + seconds);
  }

  private static void assertMessage(String part, String... args) throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      assertEquals(2, BenchmarkRunner.run(stream, stream, args));
    }
    String text = err.toString(StandardCharsets.UTF_8);
    assertTrue(text.startsWith("Error: ") && text.lines().findFirst().get().contains(part), text);
  }

  @Test
  void parseReportsMistakes() {
    assertThrows(CommandLineOptionException.class, () -> Settings.parse("-f", "many"));
  }
}
