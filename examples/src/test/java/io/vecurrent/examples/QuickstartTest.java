package io.vecurrent.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.examples.model.CharModel;
import io.vecurrent.examples.text.UnicodeNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** The program from end to end, with few steps. */
@Tag("once")
class QuickstartTest {
  @TempDir private Path folder;

  @Test
  void trainsReportsAndSamplesAgain() throws Exception {
    Path model = folder.resolve("deep").resolve("model.safetensors");
    String report =
        run("--steps", "60", "--hidden", "32", "--no-measure", "--model", model.toString());
    for (int order = 0; order <= 4; order++) {
      assertTrue(report.contains("Markov model of order " + order), report);
    }
    assertTrue(report.contains("recurrent network"), report);
    assertFalse(report.contains("\r") && System.lineSeparator().equals("\n"), report);
    List<String> names = names(report);
    assertEquals(12, new HashSet<>(names).size());
    Set<String> known = new HashSet<>(UnicodeNames.names());
    assertTrue(names.stream().noneMatch(known::contains));
    assertTrue(CharModel.load(model).knowsUnicodeNames());
    assertPicture(model.resolveSibling("model.svg"));
    assertEquals(names, names(run("--sample", model.toString())));
  }

  @Test
  void stepsAndSeedRepeatToTheBit() throws IOException {
    Path text = Files.writeString(folder.resolve("text.txt"), "to be or not to be, ".repeat(100));
    Path model = folder.resolve("model");
    String[] arguments = {
      "--text",
      text.toString(),
      "--steps",
      "30",
      "--hidden",
      "16",
      "--no-measure",
      "--model",
      model.toString(),
      "--seed",
      "9"
    };
    String report = run(arguments);
    byte[] first = Files.readAllBytes(model);
    assertTrue(report.contains("A passage"), report);
    run(arguments);
    assertArrayEquals(first, Files.readAllBytes(model));
  }

  private static void assertPicture(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    // The document type names a DTD on the web, which is not needed to read the picture.
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    Document picture = factory.newDocumentBuilder().parse(file.toFile());
    assertEquals("svg", picture.getDocumentElement().getTagName());
    String title = picture.getElementsByTagName("title").item(0).getTextContent();
    assertTrue(title.contains("names of Unicode characters, RNN of 32 units"), title);
    assertTrue(picture.getElementsByTagName("path").getLength() > 20);
  }

  private static List<String> names(String report) {
    return report
        .lines()
        .dropWhile(line -> !line.startsWith("Invented"))
        .skip(1)
        .takeWhile(line -> line.startsWith("  "))
        .collect(Collectors.toList());
  }

  private static String run(String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream standard = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertEquals(0, Quickstart.commandLine().execute(arguments));
    } finally {
      System.setOut(standard);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
