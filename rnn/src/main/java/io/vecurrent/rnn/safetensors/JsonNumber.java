package io.vecurrent.rnn.safetensors;

/**
 * A JSON number as it was written. It is not converted on reading: {@code 1e999999999} costs its
 * own characters and no more.
 *
 * @param text the number, valid by the grammar of RFC 8259
 */
record JsonNumber(String text) {
  // Any whole number of 18 digits fits in a long.
  private static final int SAFE_DIGITS = 18;

  /**
   * The value, if the number is written as digits only and is not larger than {@code max};
   * otherwise -1. Numbers with a sign, a fraction or an exponent give -1, whatever their value.
   *
   * @param max the largest value wanted, below 10^18
   */
  long wholeNumber(long max) {
    if (text.length() > SAFE_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    long value = Long.parseLong(text);
    return value <= max ? value : -1;
  }
}
