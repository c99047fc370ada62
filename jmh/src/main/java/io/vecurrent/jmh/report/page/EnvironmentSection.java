package io.vecurrent.jmh.report.page;

import io.vecurrent.jmh.report.Environment;
import io.vecurrent.jmh.report.page.Document.Block;
import io.vecurrent.jmh.report.page.Document.Section;
import java.util.List;

/** Where and how the run measured. */
final class EnvironmentSection {
  private EnvironmentSection() {}

  static Section of(Environment environment) {
    Table.Builder table = new Table.Builder("").texts("", "");
    rows(environment).forEach(table::row);
    return new Section("environment", "Machine and settings", List.of(Block.of(table.build())));
  }

  /** A name and a value each. */
  static List<List<String>> rows(Environment environment) {
    return List.of(
        List.of("processor", environment.cpu()),
        List.of("caches", joined(environment.caches())),
        List.of("cores for the JVM", Integer.toString(environment.cores())),
        List.of("memory", environment.memory()),
        List.of("system", environment.system() + ", " + environment.architecture()),
        List.of("JDK", environment.jdkVersion() + ", " + environment.jdk()),
        List.of("vectors", ReportPage.width(environment)),
        List.of("back end", environment.backend()),
        List.of("flags", String.join(" ", environment.jvmArgs())),
        List.of("native peers", joined(environment.peers())),
        List.of("commit", environment.commit()),
        List.of("date", environment.date()),
        List.of("command", environment.command()),
        List.of("setting", environment.setting()));
  }

  private static String joined(List<String> texts) {
    return texts.isEmpty() ? Table.NONE : String.join(", ", texts);
  }
}
