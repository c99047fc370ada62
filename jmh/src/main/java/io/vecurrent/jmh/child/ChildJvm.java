package io.vecurrent.jmh.child;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** How to start JVMs of one kind, one at a time. */
public final class ChildJvm {
  /** A child may take so many times as long as it was told to, and half a minute more. */
  private static final int PATIENCE = 5;

  private static final double START_SECONDS = 30;
  private static final int SHOWN_LINES = 20;

  private final Path java;
  private final List<String> options;
  private final List<Path> classPath;

  /**
   * Describes a JVM.
   *
   * @param java the program
   * @param options of the JVM
   * @param classPath jar files and folders
   */
  public ChildJvm(Path java, List<String> options, List<Path> classPath) {
    this.java = java;
    this.options = List.copyOf(options);
    this.classPath = List.copyOf(classPath);
  }

  /** The same with more options behind. */
  public ChildJvm with(String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return new ChildJvm(java, all, classPath);
  }

  /** Where these classes come from. */
  public static List<Path> classPathOf(Class<?>... types) {
    List<Path> path = new ArrayList<>();
    for (Class<?> type : types) {
      try {
        Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (!path.contains(place)) {
          path.add(place);
        }
      } catch (URISyntaxException e) {
        throw new IllegalStateException(type + ": comes from no file", e);
      }
    }
    return path;
  }

  /** Is told every second that a child still runs. */
  @FunctionalInterface
  public interface Tick {
    /** So long it has been running. */
    void after(double seconds);
  }

  /**
   * Runs a main class until it ends.
   *
   * @param seconds that it should take, roughly; it is ended when it takes several times as long
   * @return what it printed
   * @throws FailedException if it fails or does not end; the message holds what it printed last
   * @throws IOException if it cannot be started
   */
  public Answers run(String main, List<String> arguments, double seconds, Tick tick)
      throws IOException, InterruptedException {
    List<String> command = command(main, arguments);
    Path output = Files.createTempFile("vecurrent-child", ".txt");
    Process process = null;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = await(process, PATIENCE * seconds + START_SECONDS, tick);
      // Not readAllLines: whatever a JVM prints, in whatever encoding, must not hide its answers.
      String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
      List<String> lines = text.lines().toList();
      if (!ended || process.exitValue() != 0) {
        String what = ended ? "failed with status " + process.exitValue() : "did not end in time";
        throw new FailedException("a JVM " + what + ": " + command + "\n" + last(lines), lines);
      }
      return Answers.parse(lines);
    } finally {
      if (process != null) {
        process.destroyForcibly().waitFor();
      }
      Files.deleteIfExists(output);
    }
  }

  /** A child did not do what it should. */
  public static final class FailedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> output;

    FailedException(String message, List<String> output) {
      super(message);
      this.output = List.copyOf(output);
    }

    /** All that it printed. */
    public List<String> output() {
      return output;
    }
  }

  private static boolean await(Process process, double seconds, Tick tick)
      throws InterruptedException {
    long start = System.nanoTime();
    double passed = 0;
    while (!process.waitFor(1, TimeUnit.SECONDS)) {
      passed = (System.nanoTime() - start) / 1e9;
      if (passed > seconds) {
        return false;
      }
      tick.after(passed);
    }
    return true;
  }

  List<String> command(String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(options);
    command.add("-classpath");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(main);
    command.addAll(arguments);
    return command;
  }

  private static String last(List<String> lines) {
    int from = Math.max(0, lines.size() - SHOWN_LINES);
    return String.join("\n", lines.subList(from, lines.size()));
  }
}
