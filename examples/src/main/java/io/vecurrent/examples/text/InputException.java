package io.vecurrent.examples.text;

/**
 * The user asked for something that cannot be done; the message says what, without a stack trace.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }
}
