package io.vecurrent.rnn.digests;

import io.vecurrent.kernels.Backend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints a line for each group of results: its name and the SHA-256 of its bits. Every JVM that has
 * fused multiply-add prints the lines of {@code digests.txt}, whatever its version, its back end
 * and the width of its vectors. Needs nothing but the library.
 */
public final class Digests {
  private Digests() {}

  /**
   * Prints all lines, and what computed them to standard error.
   *
   * @param args a file to write the lines to, if they shall not be printed
   * @throws IOException if the file cannot be written
   */
  public static void main(String[] args) throws IOException {
    System.err.println(Backend.current() + ", Java " + System.getProperty("java.version"));
    List<String> lines = new ArrayList<>();
    all().forEach((name, digest) -> lines.add(line(name, digest)));
    if (args.length == 0) {
      lines.forEach(System.out::println);
    } else {
      Files.write(Path.of(args[0]), lines, StandardCharsets.UTF_8);
    }
  }

  /** The digests by name, in the order of the file. */
  static Map<String, String> all() {
    Map<String, String> digests = new LinkedHashMap<>();
    KernelDigests.addTo(digests);
    NetworkDigests.addTo(digests);
    FeatureDigests.addTo(digests);
    LargeDigests.addTo(digests);
    return digests;
  }

  static String line(String name, String digest) {
    return digest + "  " + name;
  }
}
