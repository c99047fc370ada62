package io.vecurrent.jmh.coldstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vecurrent.jmh.child.Answers;
import io.vecurrent.jmh.report.ColdStart;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartRowTest {
  private static Answers start(int first, String... more) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "answer jdk 25.0.3",
                "answer mainAfterMs 70",
                "answer warmUpMs 900.5",
                "answer firstNs " + first,
                "answer thousandNs 5000"));
    lines.addAll(List.of(more));
    return Answers.parse(lines);
  }

  @Test
  void figuresAreMedians() {
    List<Answers> starts = List.of(start(300), start(100), start(200));
    ColdStart row = StartRow.of(ColdStart.WARM_UP_CALL, 64, starts, "a note");
    assertEquals("25.0.3", row.jdk());
    assertEquals(3, row.starts());
    assertEquals(70, row.mainAfterMs());
    assertEquals(900.5, row.warmUpMs());
    assertEquals(200, row.firstStepNs());
    assertEquals(5000, row.firstThousandNs());
    assertEquals("a note", row.note());
  }

  @Test
  void withoutTheCallThereIsNoTimeOfIt() {
    assertNull(StartRow.of(ColdStart.PLAIN, 64, List.of(start(1)), null).warmUpMs());
  }

  @Test
  void steadyOnlyIfMostStartsWere() {
    String[] steady = {"answer steadyAfterMs 800", "answer steadyNs 400"};
    ColdStart most =
        StartRow.of(
            ColdStart.PLAIN, 64, List.of(start(1, steady), start(1), start(1, steady)), null);
    assertEquals(800, most.steadyAfterMs());
    assertEquals(400, most.steadyStepNs());
    ColdStart half = StartRow.of(ColdStart.PLAIN, 64, List.of(start(1, steady), start(1)), null);
    assertNull(half.steadyAfterMs());
    assertNull(half.steadyStepNs());
  }
}
