package io.vecurrent.jmh.report;

import java.util.stream.Stream;

/**
 * What a step of a cell needs.
 *
 * @param prefix of its benchmarks' names
 * @param probe reads as many floats as one of its two matrices has, or half as many
 * @param gates rows of the matrices for each unit
 * @param sigmoids for each unit
 * @param tanhs for each unit
 */
record Cell(String prefix, String probe, int gates, int sigmoids, int tanhs) {
  static final Cell VANILLA = new Cell("", "roofline.ReadBenchmark", 1, 0, 1);
  private static final Cell GRU = new Cell("Gru", "roofline.GruReadBenchmark", 3, 2, 1);
  private static final Cell LSTM = new Cell("Lstm", "roofline.LstmReadBenchmark", 4, 3, 2);

  /** That of a benchmark's short type; whatever names no cell has one gate. */
  static Cell of(String type) {
    return Stream.of(GRU, LSTM)
        .filter(cell -> type.startsWith(cell.prefix))
        .findFirst()
        .orElse(VANILLA);
  }

  /** {@code Forward} of {@code LstmForward}. */
  String use(String type) {
    return type.substring(prefix.length());
  }
}
