package io.vecurrent.jmh.coldstart;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The JDK's ahead-of-time cache (JEP 483, 514, 515): a training run writes it, later starts load
 * classes, their links and the methods' profiles from it.
 *
 * <p>JDK 25 makes one for a program with an incubator module, but a poor one. {@code
 * ModuleBootstrap} archives no boot layer then; without that the JVM links no classes ahead and
 * keeps no profiles. What remains is that classes are parsed already. The JVM says so in its log,
 * and that line becomes the note of the row.
 */
final class AotCache {
  /** The first JDK that writes a cache in one step. */
  static final int FIRST_JDK = 25;

  private static final String POOR =
      " (because of the incubator module; so the cache holds parsed classes, neither links nor"
          + " profiles)";

  private static final String DECORATIONS = "^(\\[[^]]*\\])+ *";

  private AotCache() {}

  /** The feature release of a version: 25 of {@code 25.0.3} or {@code 25-ea}. */
  static int feature(String version) {
    return Runtime.Version.parse(version).feature();
  }

  /** What a JVM said against a cache, and what that means; null if it did not say anything. */
  static String complaints(List<String> output) {
    String said =
        output.stream()
            .filter(line -> line.contains("[error]") || line.contains("[warning]"))
            .map(line -> line.replaceFirst(DECORATIONS, ""))
            .filter(line -> !line.contains("Run with -Xlog"))
            .distinct()
            .collect(Collectors.joining("; "));
    if (said.isEmpty()) {
      return null;
    }
    return said.contains("module graph") ? said + POOR : said;
  }
}
