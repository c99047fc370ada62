package io.vecurrent.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;

/** Looks at SVG files. */
final class Pictures {
  private Pictures() {}

  /** A whole picture, with a title that contains a text. */
  static void assertDrawn(Path file, String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    // The document type names a DTD on the web, which is not needed to read the picture.
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    Document picture = factory.newDocumentBuilder().parse(file.toFile());
    assertEquals("svg", picture.getDocumentElement().getTagName());
    String title = picture.getElementsByTagName("title").item(0).getTextContent();
    assertTrue(title.contains(text), title);
    // Labels are outlines; curves, grid and axes are mostly lines.
    int labels = picture.getElementsByTagName("path").getLength();
    int lines = picture.getElementsByTagName("line").getLength();
    assertTrue(labels > 10 && lines > 20, labels + " labels, " + lines + " lines");
  }
}
