package io.vecurrent.jmh;

import io.vecurrent.jmh.report.Environment;
import io.vecurrent.jmh.report.Measurement.Request;
import io.vecurrent.kernels.Backend;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Asks a JVM like those of the benchmarks what it is: with {@code -jvm} and {@code -jvmArgs}, they
 * may have another JDK, back end and vector width than the JVM that runs them.
 */
public final class Probe {
  private static final Pattern PEER =
      Pattern.compile(
          "(onnxruntime|dnnl|openblas|pytorch-engine|pytorch-native-cpu)-(\\d[\\w.-]*)");

  private Probe() {}

  /** Prints one property a line. */
  public static void main(String[] args) {
    Backend backend = Backend.current();
    print("backend", backend.toString());
    print("vectorBits", backend.lanes() == 1 ? "0" : Integer.toString(backend.vectorBits()));
    print("jdkVersion", System.getProperty("java.version"));
    print(
        "jdk",
        System.getProperty("java.vm.name")
            + " "
            + System.getProperty("java.vm.version")
            + " ("
            + System.getProperty("java.vendor")
            + ")");
    print("multiplyAdds", Double.toString(multiplyAdds()));
  }

  private static void print(String key, String value) {
    System.out.println(key + "=" + value);
  }

  /** The work of one call of the probe of the peak: so many lanes as the machine has. */
  private static double multiplyAdds() {
    try {
      Class<?> probe = Class.forName("io.vecurrent.jmh.roofline.MultiplyAddBenchmark");
      return ((Number) probe.getField("OPERATIONS").get(null)).doubleValue();
    } catch (ReflectiveOperationException e) {
      return 0;
    }
  }

  /** Where and how the benchmarks are about to run. */
  static Environment environment(Settings settings, String command)
      throws IOException, InterruptedException {
    Request request = settings.request();
    Map<String, String> jvm = ask(request);
    return new Environment(
        OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        command,
        settings.description(),
        Machine.commit(),
        Machine.cpu(),
        System.getProperty("os.arch"),
        Machine.caches(),
        Machine.cores(),
        Machine.memory(),
        Machine.system(),
        jvm.get("jdk"),
        jvm.get("jdkVersion"),
        jvm.get("backend"),
        Integer.parseInt(jvm.getOrDefault("vectorBits", "0")),
        Double.parseDouble(jvm.getOrDefault("multiplyAdds", "0")),
        request.jvmArgs(),
        peers());
  }

  private static Map<String, String> ask(Request request) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(request.java().toString()));
    command.addAll(request.jvmArgs());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("the benchmarks' JVM does not start: " + text.strip());
    }
    Map<String, String> properties = new TreeMap<>();
    text.lines()
        .filter(line -> line.indexOf('=') > 0)
        .forEach(
            line ->
                properties.put(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    return properties;
  }

  /** The native libraries on the class path: {@code onnxruntime 1.23.0}. */
  static List<String> peers() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> new File(entry).getName())
        .filter(name -> name.endsWith(".jar"))
        .map(name -> PEER.matcher(name.substring(0, name.length() - ".jar".length())))
        .filter(Matcher::matches)
        .map(match -> match.group(1) + " " + match.group(2))
        .filter(name -> !name.matches(".*-(linux|windows|macosx|osx|win)-.*"))
        .sorted()
        .distinct()
        .toList();
  }

  /** Whether the native libraries are there. */
  static boolean hasPeers() {
    return !peers().isEmpty();
  }
}
