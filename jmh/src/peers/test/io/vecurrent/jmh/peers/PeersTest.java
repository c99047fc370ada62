package io.vecurrent.jmh.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.jmh.Settings;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every library loads, runs with one thread or two, and computes what this library computes. */
class PeersTest {
  private static final String PACKAGE = PeersTest.class.getPackageName();
  private static final String BATCH = "3";

  static {
    // Nothing is measured here: benchmarks that run elsewhere on this machine do not matter.
    System.setProperty("jmh.ignoreLock", "true");
  }

  /** An odd size, and one that the libraries cut into blocks. */
  @ParameterizedTest
  @ValueSource(strings = {"19", "64"})
  void everyLibraryAgreesWithThisOne(String n) throws Exception {
    Collection<RunResult> results = new Runner(options(n)).run();
    assertEquals(
        Settings.parse(PACKAGE, "-p", "n=" + n, "-p", "batch=" + BATCH).runs(), results.size());
  }

  @Test
  void aLibraryThatDisagreesIsNotTimed() {
    MatvecPeers wrong =
        new MatvecPeers() {
          @Override
          Computation prepare(String library) {
            Computation computation = super.prepare(library);
            return library.equals("openblas") ? new Off(computation, 0.01f) : computation;
          }
        };
    wrong.n = 19;
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> wrong.checked("openblas"));
    String message = e.getMessage();
    assertTrue(message.startsWith("openblas at n=19: output differs by up to 0.0"), message);
  }

  /** A computation whose last result is wrong. */
  private record Off(Computation right, float error) implements Computation {
    @Override
    public void run() {
      right.run();
    }

    @Override
    public Map<String, float[]> results() {
      float[] output = right.results().get("output");
      output[output.length - 1] += error;
      return Map.of("output", output);
    }
  }

  private static Options options(String n) {
    return new OptionsBuilder()
        .include(PACKAGE)
        .param("n", n)
        .param("batch", BATCH)
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(1))
        .shouldFailOnError(true)
        .shouldDoGC(false)
        .verbosity(VerboseMode.SILENT)
        .build();
  }
}
