package io.vecurrent.rnn.safetensors;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Makes or replaces a file in one step; {@link SafetensorsWriter#write} states the rules. */
final class AtomicFile {
  private static final int MAX_LINKS = 40;
  private static final int MAX_ATTEMPTS = 100;

  // In UTF-8 at most 180 bytes; file systems allow 255, and the number and the ending follow.
  private static final int MAX_PREFIX_CHARS = 60;

  /** What goes into the file. */
  interface Content {
    void writeTo(WritableByteChannel out) throws IOException;
  }

  /** {@link Files#move}, or what a test puts in its place. */
  interface Mover {
    void move(Path from, Path to, CopyOption... options) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Makes or replaces a file.
   *
   * @throws IOException if that fails, or what {@code content} threw; the old file is as it was
   */
  static void replace(Path path, Content content) throws IOException {
    replace(path, content, Files::move);
  }

  static void replace(Path path, Content content, Mover mover) throws IOException {
    Path target = followLinks(path);
    checkTarget(target);
    Set<PosixFilePermission> permissions = permissions(target);
    Path temporary = createTemporary(target, permissions);
    try {
      writeAndForce(temporary, content);
      if (permissions != null) {
        Files.setPosixFilePermissions(temporary, permissions);
      }
      moveAtomically(temporary, target, mover);
    } catch (AtomicMoveNotSupportedException e) {
      moveInSteps(temporary, target, mover);
    } catch (IOException | RuntimeException | Error e) {
      delete(temporary, e);
      throw e;
    }
    forceDirectory(target.getParent());
  }

  /** The file that a write to the path would reach, which need not exist; absolute. */
  private static Path followLinks(Path path) throws IOException {
    Path target = path.toAbsolutePath();
    for (int i = 0; i < MAX_LINKS; i++) {
      if (!Files.isSymbolicLink(target)) {
        return target;
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    throw new FileSystemLoopException(path.toString());
  }

  private static void checkTarget(Path target) throws IOException {
    Path directory = target.getParent();
    if (Files.isDirectory(target)) {
      throw new FileSystemException(target.toString(), null, "is a directory, needs a file name");
    }
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString(), null, "there is no such directory");
    }
    if (!Files.exists(target)) {
      return;
    }
    // A rename would put a file in the place of a device or a pipe.
    if (!Files.isRegularFile(target)) {
      throw new FileSystemException(target.toString(), null, "is not a regular file");
    }
    // A rename would not mind that the file is protected.
    if (!Files.isWritable(target)) {
      throw new AccessDeniedException(target.toString(), null, "the file is not writable");
    }
  }

  /** The permissions to keep; null if there is no such file, or no POSIX permissions here. */
  private static Set<PosixFilePermission> permissions(Path target) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    return view == null || !Files.exists(target) ? null : view.readAttributes().permissions();
  }

  /**
   * A new empty file beside the target. Files.createTempFile would do, but for the permissions: a
   * new file needs those that the process gives to any file, which cannot be asked for later.
   */
  private static Path createTemporary(Path target, Set<PosixFilePermission> permissions)
      throws IOException {
    // What replaces a private file must not be readable for others while it is being written.
    FileAttribute<?>[] attributes =
        permissions == null
            ? new FileAttribute<?>[0]
            : new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            };
    String prefix = prefix(target.getFileName().toString());
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      String number = Long.toUnsignedString(UUID.randomUUID().getMostSignificantBits());
      try {
        return Files.createFile(target.resolveSibling(prefix + "." + number + ".tmp"), attributes);
      } catch (FileAlreadyExistsException e) {
        // Another one's file: the next number.
      }
    }
    throw new FileSystemException(target.toString(), null, "no free name for a temporary file");
  }

  private static String prefix(String name) {
    if (name.length() <= MAX_PREFIX_CHARS) {
      return name;
    }
    boolean splitsPair = Character.isHighSurrogate(name.charAt(MAX_PREFIX_CHARS - 1));
    return name.substring(0, splitsPair ? MAX_PREFIX_CHARS - 1 : MAX_PREFIX_CHARS);
  }

  private static void writeAndForce(Path temporary, Content content) throws IOException {
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      content.writeTo(channel);
      channel.force(true);
    }
  }

  private static void moveAtomically(Path temporary, Path target, Mover mover) throws IOException {
    mover.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void moveInSteps(Path temporary, Path target, Mover mover) throws IOException {
    boolean existed = Files.exists(target);
    try {
      mover.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException | Error e) {
      if (existed && !Files.exists(target)) {
        // The new content is all there is: keep it.
        FileSystemException lost =
            new FileSystemException(
                target.toString(),
                temporary.toString(),
                "the old file is gone and the new one could not take its place; it is complete");
        lost.initCause(e);
        throw lost;
      }
      delete(temporary, e);
      throw e;
    }
  }

  private static void delete(Path temporary, Throwable reason) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** Makes the rename itself survive a power loss, where directories can be forced at all. */
  private static void forceDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException | UnsupportedOperationException e) {
      // Not possible on some systems (Windows). The new file is in place: this is no failure.
      return;
    }
  }
}
