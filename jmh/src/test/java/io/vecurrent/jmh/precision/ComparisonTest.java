package io.vecurrent.jmh.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final NameText TEXT = new NameText();

  private static CharTraining training() {
    return new CharTraining(TEXT.training(), TEXT.alphabet(), 24);
  }

  @Test
  void trainingLearns() {
    CharTraining training = training();
    double before = training.step();
    double after = 0;
    for (int i = 0; i < 60; i++) {
      after = training.step();
    }
    assertEquals(Math.log(TEXT.alphabet()), before, 0.5);
    assertTrue(after < 0.8 * before, before + " then " + after);
  }

  @Test
  void aModelDoesNotDifferFromItself() {
    CharTraining training = training();
    OutputError error = new Comparison(training.network(), training.network()).over(TEXT.heldOut());
    assertEquals(0, error.largestHidden());
    assertEquals(0, error.largestLogit());
    assertEquals(error.exactBits(), error.roundedBits());
    assertEquals(TEXT.heldOut().length / 100 * 100, error.steps());
  }

  @Test
  void itDiffersFromOneThatWasTrainedFurther() {
    CharTraining less = training();
    CharTraining more = training();
    for (int i = 0; i < 60; i++) {
      more.step();
    }
    OutputError error = new Comparison(less.network(), more.network()).over(TEXT.heldOut());
    assertTrue(error.largestHidden() > 0 && error.largestLogit() > 0);
    assertTrue(error.exactBits() > error.roundedBits());
  }
}
