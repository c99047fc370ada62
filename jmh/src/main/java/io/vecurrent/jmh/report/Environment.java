package io.vecurrent.jmh.report;

import java.util.List;

/**
 * Where and how a run measured. Texts that nobody could tell are {@code -}.
 *
 * @param date when it began, ISO 8601 with offset
 * @param command the arguments of the runner, as typed
 * @param setting the preset and what was changed in it
 * @param commit of the sources, with a mark if they had been changed since
 * @param cpu the processor's name
 * @param architecture {@code amd64}, {@code aarch64}
 * @param caches one text a level: {@code L1 data 32 KiB}
 * @param cores that the JVM may use
 * @param memory of the machine
 * @param system operating system and kernel
 * @param jdk name, version and build
 * @param jdkVersion {@code 25.0.3}
 * @param backend the back end and the reason for it
 * @param vectorBits of the back end; 0 for scalar
 * @param jvmArgs of the benchmarks' JVMs
 * @param peers libraries that ran beside ours, with versions
 */
public record Environment(
    String date,
    String command,
    String setting,
    String commit,
    String cpu,
    String architecture,
    List<String> caches,
    int cores,
    String memory,
    String system,
    String jdk,
    String jdkVersion,
    String backend,
    int vectorBits,
    List<String> jvmArgs,
    List<String> peers) {
  /** Copies the lists. */
  public Environment {
    caches = caches == null ? List.of() : List.copyOf(caches);
    jvmArgs = jvmArgs == null ? List.of() : List.copyOf(jvmArgs);
    peers = peers == null ? List.of() : List.copyOf(peers);
  }
}
