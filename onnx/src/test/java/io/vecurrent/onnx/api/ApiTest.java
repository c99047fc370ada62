package io.vecurrent.onnx.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.vecurrent.kernels.Backend;
import io.vecurrent.onnx.OnnxModel;
import io.vecurrent.rnn.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The public API of all modules is what the committed listings say: a change of it shows in review.
 * Here, because this module sees them all.
 */
class ApiTest {
  private static final String RENEW =
      "mvn -pl kernels,rnn,onnx test -Dtest=ApiTest -Dvecurrent.api=renew";

  private static final Map<String, Class<?>> MODULES =
      Map.of("kernels", Backend.class, "rnn", Network.class, "onnx", OnnxModel.class);

  @ParameterizedTest
  @CsvSource({"kernels", "rnn", "onnx"})
  void isAsCommitted(String module) throws Exception {
    List<String> actual = ApiListing.of(MODULES.get(module));
    Path file = Path.of("..", module, "api.txt");
    if ("renew".equals(System.getProperty("vecurrent.api"))) {
      Files.writeString(file, String.join("\n", actual) + "\n");
      return;
    }
    List<String> changes = changes(read(file), actual);
    if (!changes.isEmpty()) {
      fail(
          "the public API of "
              + module
              + " is not what "
              + module
              + "/api.txt says:\n"
              + String.join("\n", changes)
              + "\nIf that is wanted, renew the listings and commit them: "
              + RENEW);
    }
    assertEquals(read(file), actual);
  }

  private static List<String> read(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /** Lines that are gone, with a minus, and new ones, with a plus; members with their type. */
  private static List<String> changes(List<String> before, List<String> after) {
    SortedSet<String> gone = withTypes(before);
    SortedSet<String> added = withTypes(after);
    Set<String> both = new TreeSet<>(gone);
    both.retainAll(added);
    gone.removeAll(both);
    added.removeAll(both);
    List<String> changes = new ArrayList<>();
    gone.forEach(line -> changes.add("- " + line));
    added.forEach(line -> changes.add("+ " + line));
    return changes;
  }

  private static SortedSet<String> withTypes(List<String> lines) {
    SortedSet<String> result = new TreeSet<>();
    String type = "";
    for (String line : lines) {
      if (line.startsWith("  ")) {
        result.add(type + ": " + line.strip());
      } else {
        type = line.replaceFirst(".* (class|interface|enum|record|@interface) (\\S+).*", "$2");
        result.add(line);
      }
    }
    return result;
  }

  @Test
  void aChangeIsNamed() {
    List<String> before = List.of("public class a.B extends C", "  public void f()");
    List<String> after = List.of("public class a.B extends C", "  public void f(int)");
    assertEquals(
        List.of("- a.B: public void f()", "+ a.B: public void f(int)"), changes(before, after));
    assertEquals(List.of(), changes(before, before));
  }

  /** What a listing can show, in one place. */
  @Test
  void everythingThatCallersCanNameIsListed() throws Exception {
    List<String> kernels = ApiListing.of(Backend.class);
    List<String> rnn = ApiListing.of(Network.class);
    assertTrue(kernels.contains("public final class io.vecurrent.kernels.Softmax"));
    assertTrue(rnn.contains("  public static final int UNSCORED = -100"));
    assertTrue(
        rnn.contains(
            "  public static io.vecurrent.rnn.Network load(java.nio.file.Path)"
                + " throws java.io.IOException"));
    assertTrue(rnn.contains("  public java.util.Map<String, String> metadata()"));
    assertTrue(
        rnn.contains(
            "public final class io.vecurrent.rnn.ModelFormatException"
                + " extends java.io.IOException"));
    for (List<String> listing : List.of(kernels, rnn)) {
      for (String hidden : List.of(".internal.", ".spi.", ".layer.", ".safetensors.")) {
        assertFalse(String.join("\n", listing).contains(hidden), hidden);
      }
    }
  }
}
