package io.vecurrent.jmh.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
  @Test
  void answersAreApartFromTheJvmsOwnLines() {
    Answers answers =
        Answers.parse(
            List.of(
                "WARNING: Using incubator modules: jdk.incubator.vector",
                "answer steps 12",
                "answer note two words",
                "",
                "answer incomplete"));
    assertEquals(12, answers.number("steps"));
    assertEquals("two words", answers.text("note"));
    assertTrue(answers.has("steps"));
    assertFalse(answers.has("incomplete"));
    assertEquals(
        List.of("WARNING: Using incubator modules: jdk.incubator.vector", "", "answer incomplete"),
        answers.others());
  }

  @Test
  void whatIsMissingOrNoNumberIsNamed() {
    Answers answers = Answers.parse(List.of("answer steps many", "some warning"));
    String missing =
        assertThrows(IllegalArgumentException.class, () -> answers.text("time")).getMessage();
    assertTrue(missing.contains("'time'") && missing.contains("some warning"), missing);
    String wrong =
        assertThrows(IllegalArgumentException.class, () -> answers.number("steps")).getMessage();
    assertTrue(wrong.contains("'steps'") && wrong.contains("'many'"), wrong);
  }
}
