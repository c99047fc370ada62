package io.vecurrent.examples.show;

import io.vecurrent.kernels.Backend;
import java.io.PrintStream;
import java.util.Locale;

/**
 * What a program tells: formatted in the same way everywhere.
 *
 * @param out where to
 */
public record Report(PrintStream out) {
  /** {@link PrintStream#printf} without the user's locale, whose commas would mix with ours. */
  public void print(String format, Object... arguments) {
    out.printf(Locale.ROOT, format, arguments);
  }

  /** Three lines: what the numbers of the report depend on. */
  public void printMachine() {
    print("  CPU       %s%n", Machine.cpu());
    print("  JDK       %s%n", Machine.jdk());
    print("  back end  %s%n", Backend.current());
  }
}
