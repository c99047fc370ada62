package io.vecurrent.examples;

import io.vecurrent.examples.model.CharModel;
import io.vecurrent.examples.model.Sampler;
import io.vecurrent.examples.text.UnicodeNames;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Prints what a model invents: a dozen lines, or a passage if it has learned running text. */
final class Samples {
  private static final int LINES = 12;
  private static final int CHARACTERS = 600;

  private final PrintStream out;
  private final float temperature;
  private final long seed;

  Samples(PrintStream out, float temperature, long seed) {
    this.out = out;
    this.temperature = temperature;
    this.seed = seed;
  }

  /** Samples of a model whose text is not at hand, unless it is the default one. */
  void print(CharModel model) {
    boolean names = model.knowsUnicodeNames();
    print(model, names ? new HashSet<>(UnicodeNames.names()) : Set.of());
  }

  /**
   * Samples of a model.
   *
   * @param known lines that are not new
   */
  void print(CharModel model, Set<String> known) {
    Sampler sampler = new Sampler(model, temperature, seed);
    String what = model.knowsUnicodeNames() ? "names" : "lines";
    if (!model.isList()) {
      out.printf("A passage (%s):%n", how());
      out.println(sampler.passage(CHARACTERS).indent(2));
      return;
    }
    List<String> lines = sampler.lines(LINES, known);
    String novelty = known.isEmpty() ? "" : ", none of them in the text";
    out.printf("Invented %s (%s%s):%n", what, how(), novelty);
    lines.forEach(line -> out.println("  " + line));
    if (lines.size() < LINES) {
      out.printf("  (only %d: the model mostly repeats what it has read)%n", lines.size());
    }
    out.println();
  }

  private String how() {
    return "temperature " + temperature + ", seed " + seed;
  }
}
