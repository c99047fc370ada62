package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vecurrent.kernels.support.Facade;
import io.vecurrent.kernels.support.Probe;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice of the back end in JVMs of their own, one for each way to start one. */
@Tag("once")
class BackendProcessTest {
  private static final String FLAG = "--add-modules=jdk.incubator.vector";
  private static final String VECTOR = "-Dvecurrent.backend=vector";
  private static final String SCALAR = "-Dvecurrent.backend=scalar";
  private static final String CLASSES = Facade.location(Backend.class) + File.pathSeparator;

  /** Of tanh of a product of 53 numbers below 1 in size: some roundings of 2^-24. */
  private static final double LARGEST_ERROR = 4e-6;

  private static String scalarBits;

  @BeforeAll
  static void scalar() throws Exception {
    scalarBits = run(SCALAR).value("bits");
  }

  @Test
  void withTheModuleTheVectorBackEndRunsSilently() throws Exception {
    Result result = run(FLAG);
    result.assertSucceeded();
    assertEquals("vector", result.value("name"));
    assertEquals(List.of(), result.warnings());
    assertEquals(scalarBits, result.value("bits"));
  }

  @Test
  void withoutTheModuleOneWarningNamesTheFlag() throws Exception {
    Result result = run();
    result.assertFellBack("start java with --add-modules jdk.incubator.vector");
    assertEquals("1", result.value("lanes"));
    assertEquals(scalarBits, result.value("bits"));
  }

  @Test
  void theWarningIsSilencedByChoosing() throws Exception {
    Result result = run(SCALAR);
    result.assertSucceeded();
    assertEquals("scalar", result.value("name"));
    assertEquals(List.of(), result.warnings());
  }

  @Test
  void vectorWithoutTheModuleFailsWithTheFlag() throws Exception {
    Result result = run(VECTOR);
    assertNotEquals(0, result.status);
    assertTrue(result.text().contains("IllegalStateException"), result.toString());
    assertTrue(result.text().contains("--add-modules jdk.incubator.vector"), result.toString());
  }

  @Test
  void anUnknownChoiceFails() throws Exception {
    Result result = run(FLAG, "-Dvecurrent.backend=nonsense");
    assertNotEquals(0, result.status);
    String message = "-Dvecurrent.backend: must be auto, vector or scalar, was 'nonsense'";
    assertTrue(result.text().contains(message), result.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:TieredStopAtLevel=3"})
  void withoutTheOptimisingCompilerScalarRuns(String option) throws Exception {
    Result result = run(FLAG, option);
    result.assertFellBack(
        option.equals("-Xint") ? "only interprets (-Xint)" : "without its optimising compiler");
    assertEquals(scalarBits, result.value("bits"));
    Result chosen = run(FLAG, SCALAR, option);
    chosen.assertSucceeded();
    assertEquals(List.of(), chosen.warnings());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Eclipse OpenJ9 VM", "Zork VM", ""})
  void onAnUnknownMachineScalarRuns(String name) throws Exception {
    Result result = start(CLASSES, List.of(FLAG), name);
    result.assertFellBack("the JVM '" + name + "' is not known to compile vector code");
    assertEquals(scalarBits, result.value("bits"));
  }

  /** Slowly, but with the same bits. */
  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:MaxVectorSize=16"})
  void vectorCanBeForcedOntoASlowMachine(String option) throws Exception {
    Result result = run(FLAG, VECTOR, option);
    result.assertSucceeded();
    assertEquals("vector", result.value("name"));
    assertEquals("requested by -Dvecurrent.backend=vector", result.value("reason"));
    assertEquals(scalarBits, result.value("bits"));
  }

  @Test
  void vectorsOfTwoFloatsAreTooNarrow() throws Exception {
    Result result = run(FLAG, "-XX:MaxVectorSize=8");
    result.assertFellBack("hold 2 floats");
    assertEquals(scalarBits, result.value("bits"));
    Result forced = run(FLAG, VECTOR, "-XX:MaxVectorSize=8");
    assertNotEquals(0, forced.status);
    assertTrue(forced.text().contains("hold 2 floats"), forced.toString());
  }

  /** The scalar back end rounds twice there, which gives other bits; vectors cannot be forced. */
  @ParameterizedTest
  @ValueSource(strings = {"-XX:-UseFMA", "-XX:UseAVX=0"})
  void withoutFmaTheScalarBackEndRoundsTwice(String option) throws Exception {
    String lenient = "-XX:+IgnoreUnrecognizedVMOptions";
    Result automatic = run(FLAG, lenient, option);
    assumeTrue(automatic.value("fma").equals("false"), "this processor cannot be without");
    automatic.assertFellBack("no fused multiply-add");
    assertNotEquals(scalarBits, automatic.value("bits"));
    Result forced = run(FLAG, VECTOR, lenient, option);
    assertNotEquals(0, forced.status);
    assertTrue(forced.text().contains("no fused multiply-add"), forced.toString());
    Result chosen = run(FLAG, SCALAR, lenient, option);
    chosen.assertSucceeded();
    assertEquals(List.of(), chosen.warnings());
    assertEquals(automatic.value("bits"), chosen.value("bits"));
  }

  /** As a named module, which reads the incubator module only when it is there. */
  @Test
  void runsFromTheModulePath() throws Exception {
    Result vector = runModule(FLAG);
    vector.assertSucceeded();
    assertEquals("true", vector.value("named"));
    assertEquals("vector", vector.value("name"), vector.toString());
    Result scalar = runModule();
    scalar.assertSucceeded();
    assertEquals("true", scalar.value("named"));
    assertEquals("scalar", scalar.value("name"));
    assertEquals(vector.value("bits"), scalar.value("bits"));
  }

  /** The descriptor calls jdk.management optional: an application module may not bring it. */
  @Test
  void runsWithoutTheManagementModule() throws Exception {
    Result result = run(SCALAR, "--limit-modules=java.base");
    result.assertSucceeded();
    assertEquals("scalar", result.value("name"));
    Result vector = run("--limit-modules=java.base,jdk.incubator.vector", FLAG);
    vector.assertFellBack("no fused multiply-add");
    assertEquals(vector.value("bits"), result.value("bits"));
  }

  private static Result run(String... options) throws IOException, InterruptedException {
    return start(CLASSES, Arrays.asList(options));
  }

  private static Result runModule(String... options) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(Arrays.asList(options));
    all.add("--module-path=" + Facade.location(Backend.class));
    all.add("--add-modules=io.vecurrent.kernels");
    return start("", all);
  }

  private static Result start(String classPath, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("-Xmx128m");
    command.add("-Duser.language=en");
    command.addAll(options);
    command.add("-cp");
    command.add(classPath + Facade.location(Probe.class));
    command.add(Probe.class.getName());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    return new Result(command, process.waitFor(), output.lines().collect(Collectors.toList()));
  }

  private record Result(List<String> command, int status, List<String> lines) {
    void assertSucceeded() {
      assertEquals(0, status, toString());
      assertTrue(Double.parseDouble(value("error")) < LARGEST_ERROR, toString());
    }

    /** Right results from the scalar back end, and one warning that says why, and how to end it. */
    void assertFellBack(String why) {
      assertSucceeded();
      assertEquals("scalar", value("name"), toString());
      assertTrue(value("reason").contains(why), toString());
      assertEquals(1, warnings().size(), toString());
      String warning = warnings().get(0);
      assertTrue(warning.startsWith("WARNING: "), warning);
      assertTrue(warning.contains(why), warning);
      assertTrue(warning.contains("-Dvecurrent.backend=scalar"), warning);
    }

    String value(String key) {
      return lines.stream()
          .filter(line -> line.startsWith(key + "="))
          .map(line -> line.substring(key.length() + 1))
          .findFirst()
          .orElseThrow(() -> new AssertionError(key + " is missing: " + this));
    }

    /** Lines of ours: the JVM has a warning of its own about incubator modules. */
    List<String> warnings() {
      return lines.stream().filter(line -> line.contains("Vecurrent")).collect(Collectors.toList());
    }

    String text() {
      return String.join("\n", lines);
    }

    @Override
    public String toString() {
      return String.join(" ", command) + "\nexit status " + status + "\n" + text();
    }
  }
}
