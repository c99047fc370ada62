package io.vecurrent.examples.service;

/** Readings to step a network with: a wave for each stream. Allocates nothing. */
final class Sensor {
  /** Floats of a reading. */
  static final int INPUTS = 8;

  private static final double PHASE = 0.7;
  private static final double PACE = 0.1;

  private Sensor() {}

  /**
   * Writes a reading, always the same one.
   *
   * @param stream whose
   * @param count readings of this stream before
   */
  static void read(int stream, int count, float[] target, int offset) {
    for (int i = 0; i < INPUTS; i++) {
      target[offset + i] = (float) Math.sin(PHASE * (stream + i) + PACE * (i + 1) * count);
    }
  }
}
