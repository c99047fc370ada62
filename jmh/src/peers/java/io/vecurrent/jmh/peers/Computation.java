package io.vecurrent.jmh.peers;

import java.util.Map;

/** One computation in one library, prepared once and run as often as one likes. */
interface Computation extends AutoCloseable {
  /** What is timed. */
  void run();

  /**
   * What the last run computed, by name; every library uses the same names and layouts. Called
   * outside of what is timed, so it may copy, transpose and allocate.
   */
  Map<String, float[]> results();

  @Override
  default void close() {}
}
