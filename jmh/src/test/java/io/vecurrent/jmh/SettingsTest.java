package io.vecurrent.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  void quickSettingTakesLessThanTenMinutes() throws Exception {
    Settings quick = Settings.parse();
    assertTrue(quick.runs() > 200, "only " + quick.runs() + " runs");
    assertTrue(quick.estimatedSeconds() < 9 * 60, "estimate " + quick.estimatedSeconds());
  }

  @Test
  void everyComputationHasItsPair() throws Exception {
    Set<String> names = new TreeSet<>();
    Settings.parse().benchmarks().forEach(entry -> names.add(entry.getUsername()));
    names.removeIf(name -> Variant.find(name).isEmpty());
    for (String name : names) {
      String type = name.substring(0, name.lastIndexOf('.') + 1);
      for (Variant variant :
          List.of(Variant.VECTOR, Variant.PLAIN, Variant.SCALAR_BACKEND, Variant.of(name))) {
        assertTrue(names.contains(type + variant.method()), type + variant.method());
      }
    }
  }

  @Test
  void longSettingHasForksAndOddSizes() throws Exception {
    Settings settings = Settings.parse("--long", "MatvecBenchmark");
    assertEquals(3, settings.options().getForkCount().get());
    assertTrue(settings.options().getParameter("n").get().containsAll(List.of("20", "127")));
    assertEquals(4 * 6, settings.runs());
  }

  @Test
  void givenOptionsWinOverThePreset() throws Exception {
    Settings settings =
        Settings.parse(
            "--long", "-f", "2", "-i", "4", "-p", "n=512", "-rff", "x.json", "-jvmArgs", "-Xmx2g");
    assertEquals(2, settings.options().getForkCount().get());
    assertEquals(4, settings.options().getMeasurementIterations().get());
    assertEquals(List.of("512"), List.copyOf(settings.options().getParameter("n").get()));
    assertEquals("x.json", settings.results().getPath());
    List<String> jvm = List.copyOf(settings.options().getJvmArgs().get());
    assertTrue(jvm.indexOf("-Xmx2g") > jvm.indexOf("-Xmx1g"), jvm.toString());
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
    assertMessage("nonsense", "--nonsense");
    assertMessage("width", "-p", "width=3");
    assertMessage("NoSuchBenchmark", "NoSuchBenchmark");
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
