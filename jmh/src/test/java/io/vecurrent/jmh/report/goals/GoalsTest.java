package io.vecurrent.jmh.report.goals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.jmh.report.ActivationError;
import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Results;
import io.vecurrent.jmh.report.Runs;
import io.vecurrent.jmh.report.goals.Goal.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoalsTest {
  private static final String MATVEC = "kernels.MatvecBenchmark";
  private static final String READ = "roofline.ReadBenchmark.read";

  private static Outcome outcome(String what, Results results) {
    List<Outcome> found =
        Goals.evaluate(new Figures(results)).stream()
            .filter(outcome -> outcome.goal().what().startsWith(what))
            .toList();
    assertEquals(1, found.size(), what);
    return found.get(0);
  }

  private static Runs matvec(double... ratios) {
    Runs runs = new Runs();
    int[] sizes = {64, 256, 512, 1024};
    for (int i = 0; i < ratios.length; i++) {
      String n = "n=" + sizes[i];
      runs.add(READ, n, 100, 100, 100);
      runs.add(MATVEC + ".vector", n, 100 * ratios[i], 100 * ratios[i], 100 * ratios[i]);
    }
    return runs;
  }

  @Test
  void everyGoalStandsInTheTableOnce() {
    assertEquals(28, Goals.ALL.size());
    assertEquals(28, Goals.ALL.stream().map(Goal::what).distinct().count());
  }

  @Test
  void withoutResultsNothingIsMeasured() {
    for (Outcome outcome : Goals.evaluate(new Figures(new Runs().build()))) {
      assertEquals(Verdict.NOT_MEASURED, outcome.verdict(), outcome.goal().what());
      assertFalse(outcome.checks().isEmpty(), outcome.goal().what());
    }
  }

  @Test
  void reachedWhenEveryFigureIs() {
    Outcome outcome = outcome("fp32 matvec against a pure", matvec(1.19, 1.07, 1.0, 0.9).build());
    assertEquals(Verdict.REACHED, outcome.verdict());
    assertFalse(outcome.checks().stream().anyMatch(Check::isInDoubt));
  }

  @Test
  void oneFigureIsEnoughToMissIt() {
    Outcome outcome = outcome("fp32 matvec against a pure", matvec(1.19, 1.09, 1.0, 0.9).build());
    assertEquals(Verdict.NOT_REACHED, outcome.verdict());
    assertEquals(
        List.of("n = 256"),
        outcome.checks().stream().filter(Check::isMissed).map(Check::where).toList());
  }

  @Test
  void whatIsMissingKeepsItOpen() {
    assertEquals(
        Verdict.PARTLY_MEASURED,
        outcome("fp32 matvec against a pure", matvec(1.1).build()).verdict());
    assertEquals(
        Verdict.NOT_REACHED, outcome("fp32 matvec against a pure", matvec(1.3).build()).verdict());
  }

  @Test
  void aBoundBetweenTheQuartilesLeavesDoubt() {
    Runs runs = matvec(1.0, 1.0, 1.0);
    runs.add(READ, "n=1024", 100, 100, 100).add(MATVEC + ".vector", "n=1024", 105, 107, 110);
    Outcome outcome = outcome("fp32 matvec against a pure", runs.build());
    assertEquals(Verdict.IN_DOUBT, outcome.verdict());
    assertFalse(outcome.isUnsureMiss());
  }

  @Test
  void whatIsHardToBelieveReachesNothing() {
    Runs runs = matvec(1.0, 1.0, 1.0);
    runs.add(READ, "n=1024", 100, 200, 300).add(MATVEC + ".vector", "n=1024", 5, 5, 5);
    Outcome outcome = outcome("fp32 matvec against a pure", runs.build());
    Check wide = outcome.checks().get(3);
    assertTrue(wide.isReached() && wide.isInDoubt() && !wide.isClose());
    assertEquals(Verdict.IN_DOUBT, outcome.verdict());
  }

  @Test
  void aMissThatIsHardToBelieveIsStillOne() {
    Runs runs = matvec(1.0, 1.0, 1.0);
    runs.add(READ, "n=1024", 100, 100, 100).add(MATVEC + ".vector", "n=1024", 300, 400, 500);
    Outcome outcome = outcome("fp32 matvec against a pure", runs.build());
    assertEquals(Verdict.NOT_REACHED, outcome.verdict());
    assertTrue(outcome.isUnsureMiss());
  }

  @Test
  void aSureMissIsNotInDoubtForAnUnsureOne() {
    Runs runs = matvec(2.0);
    runs.add(READ, "n=256", 100, 100, 100).add(MATVEC + ".vector", "n=256", 106, 109, 112);
    assertFalse(outcome("fp32 matvec against a pure", runs.build()).isUnsureMiss());
  }

  @Test
  void theFasterOfTwoPeersCounts() {
    String type = "peers.ForwardPeers";
    Runs runs = new Runs();
    for (int n : new int[] {16, 64, 256, 512}) {
      String sizes = "n=" + n + " batch=1";
      runs.add(type + ".vecurrent", sizes, 100);
      runs.add(type + ".onednn", sizes, 900);
      runs.add(type + ".onnxruntime", sizes, n == 16 ? 700 : 900);
    }
    Outcome outcome = outcome("forward, n = 16 / 64 / 256 / 512", runs.build());
    assertEquals(7, outcome.checks().get(0).measured().orElseThrow().value(), 1e-9);
    assertEquals(Verdict.NOT_REACHED, outcome.verdict());
  }

  @Test
  void oneOfTwoPeersIsNotMeasured() {
    Results results =
        new Runs()
            .add("peers.ForwardPeers.vecurrent", "n=16 batch=1", 100)
            .add("peers.ForwardPeers.onednn", "n=16 batch=1", 900)
            .build();
    assertEquals(
        Verdict.NOT_MEASURED, outcome("forward, n = 16 / 64 / 256 / 512", results).verdict());
  }

  @Test
  void sharesOfThePeakAreHeldToTheirBounds() {
    Runs runs = new Runs().add("roofline.MultiplyAddBenchmark.peak", "", 1000);
    for (int n : new int[] {256, 512}) {
      double limit = 32.0 * n * n;
      runs.add("kernels.GemmBenchmark.vector", "n=" + n, limit / 0.91);
      runs.add("kernels.OuterProductBenchmark.vector", "n=" + n, limit / 0.79);
    }
    Outcome outcome = outcome("fp32 gemm", runs.build());
    assertEquals(Verdict.NOT_REACHED, outcome.verdict());
    assertEquals(2, outcome.checks().stream().filter(Check::isReached).count());
  }

  @Test
  void accuracyCountsTogetherWithSpeed() {
    Runs runs = new Runs();
    for (String name : List.of("Tanh", "Sigmoid", "Exp")) {
      String type = "kernels." + name + "Benchmark";
      runs.add(type + ".vector", "length=1024", 100);
      runs.add(type + ".lanewise", "length=1024", 170);
      runs.add(type + ".plain", "length=1024", 2600);
      runs.builder().add(new ActivationError(name.toLowerCase(java.util.Locale.ROOT), 2.4, 10));
    }
    assertEquals(Verdict.REACHED, outcome("tanh", runs.build()).verdict());
    runs.builder().add(new ActivationError("other", 9, 10));
    assertEquals(Verdict.REACHED, outcome("tanh", runs.build()).verdict());
  }

  @Test
  void theLeastRatioToThePlainLoopIsShown() {
    Runs runs =
        new Runs()
            .add(MATVEC + ".vector", "n=16", 10)
            .add(MATVEC + ".plain", "n=16", 20)
            .add(MATVEC + ".vector", "n=64", 10)
            .add(MATVEC + ".plain", "n=64", 150)
            .add(MATVEC + ".vector", "n=256", 10)
            .add(MATVEC + ".plain", "n=256", 120);
    Check check = outcome("against the plain", runs.build()).checks().get(0);
    assertEquals("matvec, n=256", check.where());
    assertEquals(12, check.measured().orElseThrow().value(), 1e-9);
    assertTrue(check.isReached());
  }

  @Test
  void bothCellsCount() {
    Runs runs = new Runs();
    for (String cell : List.of("Gru", "Lstm")) {
      String type = "rnn." + cell + "StreamsBenchmark";
      runs.add(type + ".together", "n=64", 100);
      runs.add(type + ".oneByOne", "n=64", cell.equals("Gru") ? 310 : 290);
    }
    Outcome outcome = outcome("64 streams", runs.build());
    assertEquals(Verdict.NOT_REACHED, outcome.verdict());
    assertEquals(
        List.of("LSTM, n = 64"),
        outcome.checks().stream().filter(Check::isMissed).map(Check::where).toList());
  }

  @Test
  void lengthsAreHeldToTheFullOnes() {
    Runs runs = new Runs();
    for (String type : List.of("rnn.GruLengthsBenchmark.", "rnn.LstmLengthsBenchmark.")) {
      runs.add(type + "forwardFull", "n=64", 100).add(type + "forwardHalf", "n=64", 55);
      runs.add(type + "bothFull", "n=64", 300).add(type + "bothHalf", "n=64", 179);
    }
    assertEquals(
        Verdict.REACHED, outcome("GRU and LSTM, variable lengths", runs.build()).verdict());
  }

  @Test
  void smallStepsAreNotHeldToTheMatvec() {
    Runs runs = new Runs();
    for (int n : new int[] {8, 32, 64}) {
      runs.add("rnn.LstmStepBenchmark.vector", "n=" + n, n == 8 ? 300 : 140);
      runs.add("rnn.LstmStepBenchmark.matvec", "n=" + n, 100);
    }
    assertEquals(
        List.of("RTNeural, n = 8"),
        outcome("LSTM streaming step", runs.build()).checks().stream()
            .filter(Check::isMissed)
            .map(Check::where)
            .toList());
  }

  @Test
  void sizesBetweenAreHeldToTheNextMultiple() {
    Runs runs = new Runs().add(MATVEC + ".vector", "n=20", 13).add(MATVEC + ".vector", "n=32", 10);
    Outcome outcome = outcome("sizes between", runs.build());
    assertEquals(Verdict.NOT_REACHED, outcome.verdict());
  }

  private static Runs onTwoJdks(String version, double step, double gemm) {
    return new Runs(version)
        .add("rnn.StepBenchmark.vector", "n=64", step)
        .add("rnn.StepBenchmark.vector", "n=256", step)
        .add("rnn.StepBenchmark.plain", "n=64", version.startsWith("17") ? 9000 : 100)
        .add("kernels.GemmBenchmark.vector", "n=64", gemm);
  }

  private static Outcome jdks(Runs one, Runs other) {
    Figures figures = new Figures(one.build(), Optional.of(other.build()));
    return Goals.evaluate(figures).stream()
        .filter(outcome -> outcome.goal().what().equals("JDK 17"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSecondRunTellsWhetherJdk17IsWithinReach() {
    Outcome outcome = jdks(onTwoJdks("25.0.3", 100, 100), onTwoJdks("17.0.15", 110, 125));
    assertEquals(Verdict.REACHED, outcome.verdict());
    assertEquals(1, outcome.checks().size());
    assertEquals("gemm, n=64, Vecurrent", outcome.checks().get(0).where());
    assertEquals(1.25, outcome.checks().get(0).measured().orElseThrow().value(), 1e-9);
  }

  @Test
  void everyComputationBeyondItIsShownWhicheverRunComesFirst() {
    Outcome outcome = jdks(onTwoJdks("17.0.15", 200, 140), onTwoJdks("25.0.3", 100, 100));
    assertEquals(Verdict.NOT_REACHED, outcome.verdict());
    assertEquals(
        List.of("step, n=64, Vecurrent", "gemm, n=64, Vecurrent"),
        outcome.checks().stream().map(Check::where).toList());
  }

  @Test
  void twoRunsOfOneJdkTellNothingAboutTheOther() {
    Outcome outcome = jdks(onTwoJdks("25.0.3", 100, 100), onTwoJdks("25.0.4", 300, 100));
    assertEquals(Verdict.NOT_MEASURED, outcome.verdict());
  }

  @Test
  void textsHaveUnits() {
    assertEquals("at most 1.08 x", Bound.atMost(1.08).text());
    assertEquals("at least 90 %", new Bound(0.9, false, Bound.Unit.PERCENT).text());
    assertEquals("at most 1,360 ns", new Bound(1360, true, Bound.Unit.NANOSECONDS).text());
    assertEquals("12.3 x", Bound.times(12.34));
    assertEquals("123 x", Bound.times(123.4));
    assertEquals("0 B", new Bound(0, true, Bound.Unit.BYTES).text(0));
  }
}
