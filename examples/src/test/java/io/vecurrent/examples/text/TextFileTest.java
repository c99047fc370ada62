package io.vecurrent.examples.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
  @TempDir private Path folder;

  @Test
  void lineEndsBecomeOneKindAndTheByteOrderMarkGoes() throws IOException {
    assertEquals(
        "a\nb\nc\nd", TextFile.read(file("\uFEFFa\r\nb\rc\nd".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void anyCharacterIsRead() throws IOException {
    String text = "Grüße, мир, 世界, 🎉";
    assertEquals(text, TextFile.read(file(text.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void malformedInputIsNamedWithItsPlace() throws IOException {
    Path path = file("Gr\u00fc\u00dfe".getBytes(StandardCharsets.ISO_8859_1));
    assertError("byte 2 (0xFC)", path);
  }

  @Test
  void aCutOffCharacterIsMalformed() throws IOException {
    assertError("is not UTF-8", file(new byte[] {'a', (byte) 0xE4, (byte) 0xB8}));
  }

  @Test
  void aBinaryFileIsRefused() throws IOException {
    assertError("NUL", file(new byte[] {'a', 0, 'b'}));
  }

  @Test
  void aMissingFileIsNamed() {
    assertError("there is no such file", folder.resolve("missing.txt"));
  }

  @Test
  void aFolderIsNoText() {
    assertError("is a directory", folder);
  }

  @Test
  void anUnreadableFileIsNamed() throws IOException {
    Path path = file(new byte[] {'a'});
    assumeTrue(path.toFile().setReadable(false) && !Files.isReadable(path), "root reads anything");
    assertError("not permitted", path);
  }

  @Test
  void aHugeFileIsRefusedBeforeItIsRead() throws IOException {
    Path path = folder.resolve("huge.txt");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(TextFile.MAX_BYTES + 1);
    }
    assertError("more than the", path);
  }

  private void assertError(String part, Path path) {
    String message = assertThrows(InputException.class, () -> TextFile.read(path)).getMessage();
    assertTrue(message.contains(part), message);
    assertTrue(message.startsWith(path.toString()), message);
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("text.txt"), bytes);
  }
}
