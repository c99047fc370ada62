package io.vecurrent.examples.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a UTF-8 text, or says why it cannot. */
public final class TextFile {
  /** Larger texts would only be read in part in the time that the program takes. */
  static final long MAX_BYTES = 32L << 20;

  private TextFile() {}

  /**
   * The text with line ends as {@code \n}, without a byte order mark.
   *
   * @throws InputException if there is no such file, or it cannot be read, or is no UTF-8 text
   */
  public static String read(Path path) {
    if (Files.isDirectory(path)) {
      throw new InputException(path + ": is a directory, not a text file");
    }
    String text = decode(path, bytes(path));
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new InputException(
          path + ": is not a text, character " + nul + " is NUL; is it a binary file?");
    }
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return body.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static byte[] bytes(Path path) {
    try {
      long size = Files.size(path);
      if (size > MAX_BYTES) {
        throw new InputException(
            path + ": has " + size + " bytes, more than the " + MAX_BYTES + " that are taken");
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new InputException(path + ": there is no such file");
    } catch (AccessDeniedException e) {
      throw new InputException(path + ": reading it is not permitted");
    } catch (IOException e) {
      throw new InputException(path + ": cannot be read: " + e.getMessage());
    }
  }

  private static String decode(Path path, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    // UTF-8 never has more chars than bytes.
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      throw new InputException(
          path
              + ": is not UTF-8, byte "
              + in.position()
              + " (0x"
              + String.format("%02X", bytes[in.position()])
              + ") does not fit; convert it first");
    }
    return out.flip().toString();
  }
}
