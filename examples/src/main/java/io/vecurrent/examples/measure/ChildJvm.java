package io.vecurrent.examples.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A main class in a JVM like this one (same java, class path, modules and VM options) that answers
 * questions, a line each. Ends with this JVM at the latest.
 */
final class ChildJvm implements AutoCloseable {
  /** How the lines begin that answer; the others are the JVM's own warnings. */
  static final String ANSWER = "answer ";

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private final Process process;
  private final BufferedReader output;
  private final Writer input;
  private final Thread killer;

  /**
   * Starts a JVM.
   *
   * @throws IOException if it cannot be started
   */
  ChildJvm(Class<?> main, List<String> arguments) throws IOException {
    this.process = new ProcessBuilder(command(main, arguments)).redirectErrorStream(true).start();
    this.output = process.inputReader();
    this.input = process.outputWriter();
    this.killer = new Thread(process::destroyForcibly, "stop-child-jvm");
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /**
   * Waits for the answer to a question.
   *
   * @throws IOException if the JVM has ended instead; the message holds what it printed
   */
  String ask(String question) throws IOException {
    StringBuilder other = new StringBuilder();
    try {
      input.write(question + "\n");
      input.flush();
    } catch (IOException e) {
      other.append(e.getMessage()).append("; ");
    }
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(ANSWER)) {
        return line.substring(ANSWER.length());
      }
      other.append(line).append(' ');
    }
    throw new IOException("a JVM ended early: " + other.toString().strip());
  }

  /** Ends the JVM. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      // This JVM is shutting down: the hook has run or runs now.
    }
  }

  private static List<String> command(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (isInherited(option)) {
        command.add(option);
      }
    }
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent()) {
      command.add("--add-modules");
      command.add(VECTOR_MODULE);
    }
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }

  /** Options that change what runs or how fast, but no agents, debuggers or recordings. */
  private static boolean isInherited(String option) {
    return (option.startsWith("-XX:") && !option.startsWith("-XX:StartFlightRecording"))
        || option.startsWith("-Xm")
        || option.equals("-Xint")
        || option.startsWith("-Dvecurrent.");
  }
}
