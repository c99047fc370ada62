package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which back end runs in this test JVM, and why; pom.xml has the configurations. */
class BackendTest {
  private static final String FLAG = "--add-modules jdk.incubator.vector";

  @Test
  void theConfiguredBackEndRuns() {
    Backend backend = Backend.current();
    String configuration = System.getProperty("vecurrent.test.configuration", "none");
    switch (configuration) {
      case "default" -> assertVector(backend);
      case "256" -> {
        assumeTrue(option("UseAVX").equals("2"), "no AVX2 here");
        assertVector(backend);
        assertEquals(8, backend.lanes());
      }
      case "128" -> {
        assertVector(backend);
        assertEquals(4, backend.lanes());
      }
      case "scalar" -> {
        assertScalar(backend);
        assertEquals("requested by -Dvecurrent.backend=scalar", backend.reason());
        assertTrue(moduleIsThere());
      }
      case "no-module" -> {
        assertScalar(backend);
        assertTrue(backend.reason().contains(FLAG), backend.reason());
        assertFalse(moduleIsThere());
      }
      default -> assumeTrue(false, "not started by Maven: configuration " + configuration);
    }
  }

  private static void assertVector(Backend backend) {
    assertEquals("vector", backend.name());
    assertTrue(backend.lanes() >= 4, backend.toString());
    assertEquals(
        "the module jdk.incubator.vector is present and the JVM compiles it", backend.reason());
  }

  private static void assertScalar(Backend backend) {
    assertEquals("scalar", backend.name());
    assertEquals(1, backend.lanes());
  }

  @Test
  void theBackEndIsChosenOnce() {
    assertSame(Backend.current(), Backend.current());
  }

  @Test
  void theWidthFollowsFromTheLanes() {
    Backend backend = Backend.current();
    assertEquals(32 * backend.lanes(), backend.vectorBits());
    assertEquals(Backend.kernels().lanes(), backend.lanes());
  }

  @Test
  void theTextHasItAll() {
    Backend backend = Backend.current();
    String text = backend.toString();
    assertTrue(text.startsWith(backend.name() + " ("), text);
    assertTrue(text.contains(backend.fma() ? ", fma)" : ", no fma)"), text);
    assertTrue(text.endsWith("): " + backend.reason()), text);
    String width = backend.lanes() + " lanes of " + backend.vectorBits() + " bits";
    assertTrue(text.contains(backend.lanes() == 1 ? "(scalar," : width), text);
  }

  @Test
  void fmaIsWhatTheMachineHas() {
    assumeFalse(System.getProperty("os.arch").equals("aarch64"), "always has it");
    assertEquals(Boolean.parseBoolean(option("UseFMA")), Backend.current().fma());
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "SCALAR", "Scalar"})
  void scalarCanAlwaysBeForced(String choice) {
    Backend backend = BackendLoader.load(choice);
    assertScalar(backend);
    assertEquals("requested by -Dvecurrent.backend=scalar", backend.reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector", "VECTOR"})
  void vectorIsForcedOrRefusedWithTheFlag(String choice) {
    if (moduleIsThere()) {
      Backend backend = BackendLoader.load(choice);
      assertEquals("vector", backend.name());
      assertEquals("requested by -Dvecurrent.backend=vector", backend.reason());
    } else {
      Exception refusal =
          assertThrows(IllegalStateException.class, () -> BackendLoader.load(choice));
      assertTrue(refusal.getMessage().contains(FLAG), refusal.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "", " auto"})
  void otherChoicesAreRefused(String choice) {
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> BackendLoader.load(choice));
    assertEquals(
        "-Dvecurrent.backend: must be auto, vector or scalar, was '" + choice + "'",
        refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "OpenJDK 64-Bit Server VM,'mixed mode, sharing'",
    "OpenJDK 64-Bit Server VM,mixed mode",
    "OpenJDK 64-Bit Server VM,compiled mode",
    "Java HotSpot(TM) 64-Bit Server VM,'mixed mode, sharing'"
  })
  void hotSpotCompilesVectorCode(String name, String info) {
    assertNull(BackendLoader.slowBecause(name, info, "4", "false"));
  }

  @ParameterizedTest
  @CsvSource({
    "Eclipse OpenJ9 VM,JRE 17 Linux amd64-64-Bit Compressed References,Eclipse OpenJ9 VM,4",
    "Substrate VM,'serial gc, compressed references',Substrate VM,4",
    "'','','',4",
    "OpenJDK 64-Bit Server VM,'interpreted mode, sharing',-Xint,4",
    "OpenJDK 64-Bit Server VM,'mixed mode, emulated-client',optimising compiler,1",
    "OpenJDK 64-Bit Server VM,'mixed mode, sharing',optimising compiler,3",
    "OpenJDK 64-Bit Client VM,mixed mode,optimising compiler,4",
    "Java HotSpot(TM) 64-Bit Server VM,'interpreted mode',-Xint,4"
  })
  void otherMachinesRunItBoxed(String name, String info, String expected, String level) {
    String reason = BackendLoader.slowBecause(name, info, level, "false");
    assertNotNull(reason);
    assertTrue(reason.contains(expected), reason);
  }

  @Test
  void anotherCompilerThanC2IsNotTrusted() {
    String reason =
        BackendLoader.slowBecause("OpenJDK 64-Bit Server VM", "mixed mode", "4", "true");
    assertTrue(reason.contains("UseJVMCICompiler"), reason);
  }

  private static boolean moduleIsThere() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  private static String option(String name) {
    return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .getVMOption(name)
        .getValue();
  }
}
