package io.vecurrent.examples.show;

import io.vecurrent.examples.text.InputException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of a file that a program writes at its end. */
public final class OutputFolder {
  private OutputFolder() {}

  /**
   * Creates the folder where there is none, and tries, before the work begins, whether files can be
   * created in it.
   *
   * @param option that names the file
   * @throws InputException if not
   */
  public static void prepare(Path file, String option) {
    if (Files.isDirectory(file)) {
      throw new InputException(option + ": " + file + " is a directory, name a file");
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw new InputException(option + ": writing to " + file + " is not permitted");
    }
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new InputException(
          option + ": the folder " + folder + " cannot be created: there is a file of that name");
    } catch (IOException e) {
      throw new InputException(option + ": the folder " + folder + " cannot be created: " + e);
    }
    try {
      // Permissions do not tell all: some file systems, /proc for one, take no files of anybody.
      Files.delete(Files.createTempFile(folder, "vecurrent", null));
    } catch (IOException e) {
      throw new InputException(option + ": no file can be created in the folder " + folder);
    }
  }
}
