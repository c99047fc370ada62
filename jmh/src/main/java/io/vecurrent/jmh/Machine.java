package io.vecurrent.jmh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the figures were measured on. */
final class Machine {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** The processor's name, or its architecture where the system does not tell the name. */
  static String cpu() {
    int cores = Runtime.getRuntime().availableProcessors();
    return model() + ", " + cores + (cores == 1 ? " core" : " cores") + " for this JVM";
  }

  private static String model() {
    String fallback = System.getProperty("os.arch");
    if (Files.isReadable(CPUINFO)) {
      try (Stream<String> lines = Files.lines(CPUINFO, StandardCharsets.UTF_8)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(fallback);
      } catch (IOException e) {
        return fallback;
      }
    }
    String windows = System.getenv("PROCESSOR_IDENTIFIER");
    return windows == null ? fallback : windows;
  }

  /** The JDK that runs this program, and the benchmarks unless {@code -jvm} says otherwise. */
  static String jdk() {
    return System.getProperty("java.vm.name")
        + " "
        + System.getProperty("java.vm.version")
        + " ("
        + System.getProperty("java.vendor")
        + "), "
        + System.getProperty("os.name");
  }
}
