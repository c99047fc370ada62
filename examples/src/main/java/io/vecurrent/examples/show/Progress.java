package io.vecurrent.examples.show;

import java.io.PrintStream;

/** Shows how far a long phase is. Closed at its end. */
public interface Progress extends AutoCloseable {
  /** A bar that redraws itself on a terminal; otherwise a line now and then. */
  static Progress start(String task, PrintStream out) {
    return Terminal.isInteractive() ? new BarProgress(task, out) : new LineProgress(task, out);
  }

  /**
   * How far the phase is.
   *
   * @param fraction 0 to 1
   * @param message to show beside it
   */
  void update(double fraction, String message);

  /** The last state stays on the screen. */
  @Override
  void close();
}
