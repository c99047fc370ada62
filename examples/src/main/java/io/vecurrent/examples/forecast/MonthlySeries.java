package io.vecurrent.examples.forecast;

import io.vecurrent.examples.text.InputException;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One value a month, without gaps.
 *
 * @param name of the values, with their unit
 * @param first month
 * @param values not to be changed
 */
record MonthlySeries(String name, YearMonth first, double[] values) {
  private static final String DEFAULT_NAME = "value";

  /**
   * Reads comma-separated values: a month like 1964-05, a value, anything. Lines that begin with #
   * are comments; a line of names may come first.
   *
   * @param source for messages
   * @throws InputException if a line is something else, or a month is missing
   */
  static MonthlySeries parse(String source, String text) {
    List<Double> values = new ArrayList<>();
    String name = DEFAULT_NAME;
    YearMonth first = null;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.split(",", -1);
      String place = source + ", line " + number + ": ";
      if (cells.length < 2) {
        throw new InputException(place + "needs a month, a comma and a value, is '" + line + "'");
      }
      if (first == null && !Character.isDigit(line.strip().charAt(0))) {
        name = cells[1].strip();
        continue;
      }
      YearMonth month = month(place, cells[0].strip());
      first = first == null ? month : first;
      YearMonth expected = first.plusMonths(values.size());
      if (!month.equals(expected)) {
        throw new InputException(
            place + expected + " was expected, is " + month + "; every month needs a value");
      }
      values.add(value(place, cells[1].strip()));
    }
    if (first == null) {
      throw new InputException(source + ": has no line with a month and a value");
    }
    return new MonthlySeries(
        name, first, values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static YearMonth month(String place, String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeParseException e) {
      throw new InputException(place + "'" + text + "' is not a month like 1964-05");
    }
  }

  private static double value(String place, String text) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!Double.isFinite(value)) {
      throw new InputException(place + "'" + text + "' is not a number");
    }
    return value;
  }

  int months() {
    return values.length;
  }

  /** The first months alone. */
  MonthlySeries until(int months) {
    return new MonthlySeries(name, first, Arrays.copyOf(values, months));
  }

  /** The month at an index, which may lie behind the end. */
  YearMonth month(int index) {
    return first.plusMonths(index);
  }
}
