package io.vecurrent.jmh.report;

/** A file is not what it should be; the message names it and says why. */
public final class ResultsFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the reason. */
  public ResultsFormatException(String message) {
    super(message);
  }
}
