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
 * @param multiplyAdds of one invocation of the probe of the multiply-add peak; 0 if it is missing
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
    double multiplyAdds,
    List<String> jvmArgs,
    List<String> peers) {
  /** What nobody could tell. */
  public static final String UNKNOWN = "-";

  /** Copies the lists; a text that is missing is unknown. */
  public Environment {
    date = known(date);
    command = known(command);
    setting = known(setting);
    commit = known(commit);
    cpu = known(cpu);
    architecture = known(architecture);
    memory = known(memory);
    system = known(system);
    jdk = known(jdk);
    jdkVersion = known(jdkVersion);
    backend = known(backend);
    caches = caches == null ? List.of() : List.copyOf(caches);
    jvmArgs = jvmArgs == null ? List.of() : List.copyOf(jvmArgs);
    peers = peers == null ? List.of() : List.copyOf(peers);
  }

  private static String known(String text) {
    return text == null || text.isBlank() ? UNKNOWN : text;
  }

  /** 17 of {@code 17.0.15}. */
  public String jdkFeature() {
    return jdkVersion.split("[^0-9]", 2)[0];
  }
}
