package io.vecurrent.jmh;

import io.vecurrent.jmh.child.Answers;
import io.vecurrent.jmh.child.ChildJvm;
import io.vecurrent.jmh.report.Environment;
import io.vecurrent.jmh.report.Measurement.Request;
import io.vecurrent.jmh.roofline.MultiplyAddBenchmark;
import io.vecurrent.kernels.Backend;
import java.io.File;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
          "(onnxruntime|dnnl|openblas|pytorch-engine|pytorch-native-cpu)"
              + "-(\\d[\\w.]*(?:-\\d[\\w.]*)?)(?:-(?:linux|windows|macosx|win|osx)-.*)?[.]jar");

  private Probe() {}

  /** Prints one property a line. */
  public static void main(String[] args) {
    Backend backend = Backend.current();
    Answers.print("backend", backend.toString());
    Answers.print(
        "vectorBits", backend.lanes() == 1 ? "0" : Integer.toString(backend.vectorBits()));
    Answers.print("jdkVersion", System.getProperty("java.version"));
    Answers.print(
        "jdk",
        System.getProperty("java.vm.name")
            + " "
            + System.getProperty("java.vm.version")
            + " ("
            + System.getProperty("java.vendor")
            + ")");
  }

  /** Where and how the benchmarks are about to run. */
  static Environment environment(Settings settings, String command)
      throws IOException, InterruptedException {
    Request request = settings.request();
    Answers jvm = ask(request);
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
        jvm.text("jdk"),
        jvm.text("jdkVersion"),
        jvm.text("backend"),
        (int) jvm.number("vectorBits"),
        MultiplyAddBenchmark.OPERATIONS,
        request.jvmArgs(),
        peers());
  }

  private static Answers ask(Request request) throws IOException, InterruptedException {
    return new ChildJvm(
            request.java(), request.jvmArgs(), ChildJvm.classPathOf(Probe.class, Backend.class))
        .run(Probe.class.getName(), List.of(), 1, seconds -> {});
  }

  /** The native libraries on the class path: {@code onnxruntime 1.23.0}. */
  static List<String> peers() {
    return peers(System.getProperty("java.class.path").split(File.pathSeparator, -1));
  }

  static List<String> peers(String... classPath) {
    return Stream.of(classPath)
        .map(entry -> PEER.matcher(new File(entry).getName()))
        .filter(Matcher::matches)
        .map(match -> match.group(1) + " " + match.group(2))
        .sorted()
        .distinct()
        .toList();
  }

  /** Whether the native libraries are there. */
  static boolean hasPeers() {
    return !peers().isEmpty();
  }
}
