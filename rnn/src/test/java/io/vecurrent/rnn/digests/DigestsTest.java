package io.vecurrent.rnn.digests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.vecurrent.kernels.Backend;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Results are the same bits everywhere: what {@link Digests} prints is committed, and every back
 * end, vector width and JDK runs this test against the same file.
 */
class DigestsTest {
  private static final String FILE = "/digests.txt";

  @Test
  void theBitsAreThoseOfTheCommittedDigests() throws IOException {
    assumeTrue(Backend.current().fma(), "without fma the bits are others");
    Map<String, String> digests = Digests.all();
    Set<String> lines = new TreeSet<>();
    digests.forEach((name, digest) -> lines.add(Digests.line(name, digest)));
    Set<String> committed = new TreeSet<>(committed());
    Set<String> other = new TreeSet<>(lines);
    other.removeAll(committed);
    committed.removeAll(lines);
    String context =
        "other bits on " + Backend.current() + "; CONTRIBUTING.md says how to renew " + FILE;
    assertEquals(String.join("\n", committed), String.join("\n", other), context);
  }

  @Test
  @Tag("once")
  void theFileIsWhatTheProgramPrints() throws IOException {
    List<String> names = List.copyOf(Digests.all().keySet());
    assertEquals(names, committed().stream().map(line -> line.split("  ", -1)[1]).toList());
  }

  @Test
  @Tag("once")
  void noKernelIsForgotten() {
    Set<String> kernels =
        new ClassFileImporter()
            .importPackages("io.vecurrent.kernels").stream()
                .filter(type -> type.getPackageName().equals("io.vecurrent.kernels"))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(DigestsTest::takesFloats)
                .map(method -> method.getOwner().getSimpleName() + "." + method.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(kernels.contains("PackedMatrix.multiply"), kernels.toString());
    Map<String, String> digests = new TreeMap<>();
    KernelDigests.addTo(digests);
    assertEquals(kernels, digests.keySet());
  }

  /** The measure itself: a bit, a sign of zero and an order count, the kind of a NaN does not. */
  @Test
  @Tag("once")
  void oneBitMakesAnotherDigest() {
    assertNotEquals(digest(1f, 2f), digest(1f, Math.nextUp(2f)));
    assertNotEquals(digest(0f), digest(-0f));
    assertNotEquals(digest(1f, 2f), digest(2f, 1f));
    assertEquals(digest(Float.NaN), digest(Float.intBitsToFloat(0xffc12345)));
    assertEquals("df3f619804a92fdb4057192dc43dd748ea778adc52bc498ce80524c014b81119", digest(0f));
  }

  private static String digest(float... values) {
    Digest digest = new Digest();
    digest.add(values);
    return digest.hex();
  }

  private static boolean takesFloats(JavaMethod method) {
    return Arrays.asList(method.reflect().getParameterTypes()).contains(float[].class);
  }

  private static List<String> committed() throws IOException {
    try (InputStream in = DigestsTest.class.getResourceAsStream(FILE)) {
      assertTrue(in != null, FILE + " is missing; CONTRIBUTING.md says how to write it");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
