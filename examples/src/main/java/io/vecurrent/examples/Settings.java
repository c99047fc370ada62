package io.vecurrent.examples;

import io.vecurrent.examples.train.Budget;
import java.nio.file.Path;

/**
 * What the user wants.
 *
 * @param text to learn; null for the default one
 * @param model where to save
 * @param steps instead of seconds; 0 for none
 */
record Settings(
    Path text, Path model, int hidden, double seconds, int steps, long seed, float temperature) {

  Budget budget() {
    return steps > 0 ? Budget.ofSteps(steps) : Budget.ofSeconds(seconds);
  }

  /** The loss curve's file: the model's name with another ending. */
  Path picture() {
    String name = model.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return model.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".svg");
  }
}
