package io.vecurrent.examples.show;

import java.io.Console;
import java.util.Optional;

/** Whether somebody watches, or the output goes to a file or a pipe. */
final class Terminal {
  private Terminal() {}

  /** Whether control characters can redraw a line of the standard output. */
  static boolean isInteractive() {
    return !"dumb".equals(System.getenv("TERM"))
        && Optional.ofNullable(System.console()).map(Terminal::isTerminal).orElse(false);
  }

  /** Since JDK 22 a console may be there without a terminal, and has a method that says so. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
