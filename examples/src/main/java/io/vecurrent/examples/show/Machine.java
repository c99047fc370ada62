package io.vecurrent.examples.show;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What the numbers of a report depend on. */
public final class Machine {
  private Machine() {}

  /** The processor's name as the system has it, or else its architecture. */
  public static String cpu() {
    String os = System.getProperty("os.name", "");
    Optional<String> name;
    if (os.startsWith("Linux")) {
      name = linux(Path.of("/proc/cpuinfo"));
    } else if (os.startsWith("Mac")) {
      name = mac();
    } else {
      name = Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER"));
    }
    return name.orElse("unknown")
        + ", "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors";
  }

  /** Version and name of this Java. */
  public static String jdk() {
    return Runtime.version()
        + " ("
        + System.getProperty("java.vm.name")
        + ", "
        + System.getProperty("java.vendor")
        + ")";
  }

  static Optional<String> linux(Path cpuinfo) {
    try (Stream<String> lines = Files.lines(cpuinfo)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> mac() {
    try {
      Process process =
          new ProcessBuilder("/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string").start();
      byte[] output = process.getInputStream().readAllBytes();
      return Optional.of(new String(output, Charset.defaultCharset()).strip())
          .filter(name -> !name.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
