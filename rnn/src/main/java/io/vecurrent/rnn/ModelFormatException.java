package io.vecurrent.rnn;

import java.io.IOException;

/**
 * A model file was read, but what is in it cannot be used: it is damaged, not of the expected
 * format, beyond a limit of this library, or lacks something that the caller asked for.
 *
 * <p>The message names the file, the tensor or the position in the header if there is one, what was
 * found and what was needed. Text that comes from the file is shortened and its control characters
 * are escaped, so that a message is safe to log.
 *
 * <p>Failures of the file system (no such file, no permission, a disk error) are plain {@link
 * IOException}s instead.
 */
public final class ModelFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * An error without a deeper cause.
   *
   * @param message the file, the place in it, what was found and what was needed
   */
  public ModelFormatException(String message) {
    super(message);
  }

  /**
   * An error that another exception led to.
   *
   * @param message the file, the place in it, what was found and what was needed
   * @param cause the exception that was caught
   */
  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
