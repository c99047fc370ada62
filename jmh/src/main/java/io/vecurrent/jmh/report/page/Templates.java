package io.vecurrent.jmh.report.page;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Fills the templates beside this class with a document. */
final class Templates {
  private Templates() {}

  /** As a page that needs no other file. */
  static String html(Document document) throws IOException {
    return Mustache.compiler()
        .escapeHTML(true)
        .emptyStringIsFalse(true)
        .compile(read("page.html"))
        .execute(document);
  }

  /** As Markdown, with its pictures in files beside it. */
  static String markdown(Document document) throws IOException {
    return Mustache.compiler()
        .withEscaper(Templates::escapeMarkdown)
        .emptyStringIsFalse(true)
        .compile(read("page.md"))
        .execute(document);
  }

  /** Texts come from files and from systems: none of them may become a link or a column. */
  static String escapeMarkdown(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]|])", "\\\\$1")
        .replace("<", "&lt;")
        .replaceAll("\\s+", " ");
  }

  private static String read(String name) throws IOException {
    try (InputStream in = Templates.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
