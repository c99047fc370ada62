package io.vecurrent.rnn.golden;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the reference files: the copy in the test resources, and a folder named by a property. */
final class GoldenFiles {
  /**
   * A folder of the same format: an absolute path, or one relative to where Maven was started.
   * Maven runs the tests in the module's folder and does not tell them where it was started itself,
   * so a relative path is looked for in the module's folder, in the folders above it up to the one
   * that holds {@code .mvn}, and in the folders that the shell calls {@code PWD} and {@code
   * OLDPWD}.
   */
  static final String PROPERTY = "vecurrent.golden";

  /** What describes a folder rather than being tested. */
  private static final Set<String> DESCRIPTIONS = Set.of("README.md", "index.json");

  /** A file and its name for people. */
  record Entry(String label, Path path) {}

  private GoldenFiles() {}

  static List<Entry> ofResources() throws IOException {
    URL url = GoldenFiles.class.getResource("/golden");
    if (url == null) {
      throw new IllegalStateException("no folder golden in the test resources");
    }
    try {
      return list("", Path.of(url.toURI()));
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** The files of the folder that the property names; empty without the property. */
  static List<Entry> ofProperty() throws IOException {
    String name = System.getProperty(PROPERTY);
    if (name == null) {
      return List.of();
    }
    Path module = Path.of(System.getProperty("user.dir")).toAbsolutePath();
    return list(name + "/", resolve(name, module, System.getenv()));
  }

  static Path resolve(String name, Path module, Map<String, String> environment)
      throws IOException {
    if (name.isBlank()) {
      throw new IllegalArgumentException("-D" + PROPERTY + " names no folder");
    }
    Set<Path> bases = new LinkedHashSet<>();
    for (Path base = module; base != null; base = base.getParent()) {
      bases.add(base);
      if (Files.isDirectory(base.resolve(".mvn"))) {
        break;
      }
    }
    for (String variable : List.of("PWD", "OLDPWD")) {
      if (environment.get(variable) != null) {
        bases.add(Path.of(environment.get(variable)));
      }
    }
    Set<Path> found = new LinkedHashSet<>();
    for (Path base : bases) {
      Path candidate = base.resolve(name);
      if (Files.isDirectory(candidate)) {
        found.add(candidate.toRealPath());
      }
    }
    if (found.size() != 1) {
      String what = found.isEmpty() ? "no folder" : "several folders, " + found + ",";
      throw new IllegalArgumentException(
          "-D" + PROPERTY + "=" + name + " names " + what + " seen from " + bases);
    }
    return found.iterator().next();
  }

  /** All files below a folder but its descriptions; fails if there is none. */
  static List<Entry> list(String prefix, Path folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths.sorted()::iterator) {
        if (Files.isRegularFile(path) && !DESCRIPTIONS.contains(path.getFileName().toString())) {
          String relative = folder.relativize(path).toString().replace('\\', '/');
          entries.add(new Entry(prefix + relative, path));
        }
      }
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(folder + ": holds no file to test");
    }
    return entries;
  }
}
