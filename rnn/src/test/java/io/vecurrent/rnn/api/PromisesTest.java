package io.vecurrent.rnn.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of promises names tests, benchmarks and files that exist. */
@Tag("once")
class PromisesTest {
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|Benchmark))`");
  private static final Pattern FILE = Pattern.compile("`([a-z]+/\\w+\\.(?:txt|md))`");

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher matcher = TEST.matcher(Files.readString(Path.of("..", "PROMISES.md")));
    while (matcher.find()) {
      named.add(matcher.group(1));
    }
    assertTrue(named.size() > 30, named.toString());
    named.removeAll(tests());
    assertEquals(Set.of(), named, "named, but nowhere to be found");
  }

  @Test
  void everyFileThatIsNamedExists() throws IOException {
    Set<String> missing = new TreeSet<>();
    Matcher matcher = FILE.matcher(Files.readString(Path.of("..", "PROMISES.md")));
    int named = 0;
    for (; matcher.find(); named++) {
      if (!Files.exists(Path.of("..").resolve(matcher.group(1)))) {
        missing.add(matcher.group(1));
      }
    }
    assertTrue(named >= 4, named + " files");
    assertEquals(Set.of(), missing, "named, but nowhere to be found");
  }

  private static Set<String> tests() throws IOException {
    Set<String> names = new HashSet<>();
    for (String sources :
        new String[] {"kernels/src/test", "rnn/src/test", "onnx/src/test", "jmh/src"}) {
      try (Stream<Path> files = Files.walk(Path.of("..").resolve(sources))) {
        files.forEach(file -> names.add(file.getFileName().toString().replace(".java", "")));
      }
    }
    return names;
  }
}
