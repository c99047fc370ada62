package io.vecurrent.rnn.safetensors;

/** A text is not the JSON that {@link JsonParser} accepts. The message ends with the position. */
final class JsonException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * An error at a place in the text.
   *
   * @param problem what was found and what was needed
   * @param position index of the offending character (UTF-16 code unit), from 0
   */
  JsonException(String problem, int position) {
    super(problem + ", at character " + position);
  }
}
