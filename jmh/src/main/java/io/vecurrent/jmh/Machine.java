package io.vecurrent.jmh;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the figures were measured on, as far as the system tells. */
final class Machine {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");
  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");
  private static final double GIB = 1L << 30;

  private Machine() {}

  /** The processor's name, or its architecture where the system does not tell the name. */
  static String cpu() {
    String name =
        cpuinfo("model name")
            .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
            .or(() -> Commands.output("sysctl", "-n", "machdep.cpu.brand_string"))
            .orElse(System.getProperty("os.arch"));
    // Clouds hide the name of the model behind that of the make.
    Optional<String> family = cpuinfo("cpu family");
    Optional<String> model = cpuinfo("model");
    return family.isPresent() && model.isPresent()
        ? name + " (family " + family.get() + ", model " + model.get() + ")"
        : name;
  }

  private static Optional<String> cpuinfo(String key) {
    if (!Files.isReadable(CPUINFO)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(CPUINFO, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.contains(":"))
          .filter(line -> line.substring(0, line.indexOf(':')).strip().equals(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** One text a cache that a core's data goes through, nearest first: {@code L2 512 KiB}. */
  static List<String> caches() {
    return caches(CACHES);
  }

  static List<String> caches(Path folder) {
    TreeSet<String> caches = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "index*")) {
      for (Path cache : entries) {
        String type = Files.readString(cache.resolve("type")).strip();
        if (!type.equals("Instruction")) {
          String level = Files.readString(cache.resolve("level")).strip();
          String size = Files.readString(cache.resolve("size")).strip();
          String name = type.equals("Data") ? "L" + level + " data " : "L" + level + " ";
          caches.add(name + bytes(size));
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return List.copyOf(caches);
  }

  /** {@code 32 MiB} of {@code 32768K}. */
  private static String bytes(String kilobytes) {
    if (!kilobytes.matches("\\d{1,9}K")) {
      return kilobytes;
    }
    int k = Integer.parseInt(kilobytes.substring(0, kilobytes.length() - 1));
    return k >= 1024 && k % 1024 == 0 ? k / 1024 + " MiB" : k + " KiB";
  }

  static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  static String memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? String.format(Locale.ROOT, "%.0f GiB", system.getTotalMemorySize() / GIB)
        : "";
  }

  static String system() {
    return System.getProperty("os.name") + " " + System.getProperty("os.version");
  }

  /** The commit of the sources, with a mark if they differ from it. */
  static String commit() {
    Optional<String> commit = Commands.output("git", "rev-parse", "--short=12", "HEAD");
    Optional<String> changes =
        Commands.output("git", "status", "--porcelain", "--untracked-files=no");
    boolean isChanged = changes.isPresent() && !changes.get().isEmpty();
    return commit.map(id -> isChanged ? id + " with changes" : id).orElse("");
  }
}
