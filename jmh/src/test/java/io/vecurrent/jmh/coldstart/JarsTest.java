package io.vecurrent.jmh.coldstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarsTest {
  @TempDir Path folder;

  @Test
  void foldersBecomeJarsAndJarsStay() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Files.createDirectories(classes.resolve("a/b"));
    Files.writeString(classes.resolve("a/b/C.class"), "code");
    Path library = folder.resolve("library.jar");
    List<Path> jars = Jars.pack(List.of(classes, library), folder);
    assertEquals(2, jars.size());
    assertEquals(library, jars.get(1));
    try (JarFile jar = new JarFile(jars.get(0).toFile())) {
      byte[] bytes = jar.getInputStream(jar.getEntry("a/b/C.class")).readAllBytes();
      assertEquals("code", new String(bytes, StandardCharsets.UTF_8));
      assertEquals(1, jar.size());
    }
  }
}
