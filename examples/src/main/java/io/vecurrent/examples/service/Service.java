package io.vecurrent.examples.service;

import io.vecurrent.examples.Examples;
import io.vecurrent.examples.show.ChartFile;
import io.vecurrent.examples.show.Report;
import io.vecurrent.examples.text.InputException;
import io.vecurrent.rnn.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Steps many streams through one LSTM as their events come, and shows how long they wait. */
@Command(
    name = "service",
    version = Examples.VERSION,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Steps a thousand streams through one LSTM: one model, a stepper a thread, a state a stream."
          + " Events come at random times for random streams; the latency of each is recorded, and"
          + " what the threads allocate.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a file could not be written, or a stream is not what it should be",
      "2:an option or a file cannot be used"
    })
public final class Service implements Callable<Integer> {
  private static final int OUTPUTS = 4;
  private static final int MOST_STREAMS = 1_000_000;
  private static final int LARGEST = 1024;
  private static final double MOST_EVENTS = 1e9;

  /** How many times as long as asked for the service takes when it cannot keep up. */
  private static final double OVERLOADED = 1.5;

  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

  /** Streams that are computed again to compare. */
  private static final int CHECKED = 10;

  private static final double NANOS_A_MICRO = 1e3;

  @Option(
      names = "--streams",
      defaultValue = "1000",
      description = "How many streams, each with its state (default: ${DEFAULT-VALUE}).")
  private int streams;

  @Option(
      names = "--rate",
      paramLabel = "EVENTS",
      defaultValue = "20",
      description = "Events of each stream a second, on average (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "How long events come (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description =
          "Threads that share the streams; each waits busily and wants a core of its own (default:"
              + " ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--hidden",
      paramLabel = "UNITS",
      defaultValue = "64",
      description = "Size of the LSTM (default: ${DEFAULT-VALUE}).")
  private int hidden;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the weights and of the events' times and order (default: 1).")
  private long seed;

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      defaultValue = "target/service.svg",
      description = "Where to draw the latencies (default: ${DEFAULT-VALUE}).")
  private Path chart;

  private final Report report = new Report(System.out);

  @Override
  public Integer call() throws IOException, InterruptedException {
    checkOptions();
    ChartFile file = new ChartFile(chart, LatencyChart.MARK);
    file.prepare();
    Network network =
        Network.builder(Sensor.INPUTS).lstm(hidden).linear(OUTPUTS).seed(seed).build();
    introduce(network);
    Streams all = new Streams(network, streams);
    try (WorkerPool pool = new WorkerPool(network, all, threads, seed)) {
      pool.warmUp();
      printLatencies(pool, pool.serve(rate, seconds));
      file.write(LatencyChart.draw(title(), pool.steps(), pool.answers()), report);
    }
    return check(all);
  }

  private void checkOptions() {
    int most = Runtime.getRuntime().availableProcessors();
    require(
        streams >= 1 && streams <= MOST_STREAMS,
        "--streams: must be from 1 to 1000000, was " + streams);
    require(rate > 0, "--rate: must be above 0, was " + rate);
    require(seconds > 0, "--seconds: must be above 0, was " + seconds);
    require(
        streams * rate * seconds <= MOST_EVENTS,
        "--streams x --rate x --seconds: at most 1e9 events in all, would be "
            + streams * rate * seconds);
    require(
        threads >= 1 && threads <= Math.min(most, streams),
        "--threads: must be from 1 to " + Math.min(most, streams) + ", was " + threads);
    require(hidden >= 1 && hidden <= LARGEST, "--hidden: must be from 1 to 1024, was " + hidden);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new InputException(message);
    }
  }

  private String title() {
    return streams + " streams, LSTM of " + hidden + " units";
  }

  private void introduce(Network network) {
    report.print("Vecurrent service: many streams, one model%n%n");
    report.printMachine();
    report.print(
        "  network   %d inputs, LSTM of %d units, linear head of %d: %,d parameters%n",
        Sensor.INPUTS, hidden, OUTPUTS, network.parameters().size());
    report.print(
        "  streams   %,d, each with a state of %,d floats%n", streams, network.newState().size());
    report.print(
        "  events    %,.0f a second at random times, for %s seconds, %d thread%s%n%n",
        streams * rate, seconds, threads, threads == 1 ? "" : "s");
  }

  private void printLatencies(WorkerPool pool, double elapsed) {
    long events = pool.steps().getTotalCount();
    report.print("%n%,d events in %.1f seconds. Latency in microseconds:%n", events, elapsed);
    if (elapsed > OVERLOADED * seconds) {
      report.print("  Overloaded: more events were due than the threads can serve, and waited.%n");
    }
    report.print("  %-28s", "");
    for (double percentile : PERCENTILES) {
      String title = percentile == 100 ? "slowest" : trim(percentile) + " %";
      report.print(" %9s", title);
    }
    report.print("%n");
    printRow("the network's step", pool.steps());
    printRow("from due time to answer", pool.answers());
    report.print(
        "The threads allocated %,d bytes, %.2f an event.%n%n",
        pool.allocated(), (double) pool.allocated() / events);
  }

  private static String trim(double percentile) {
    return percentile == Math.rint(percentile)
        ? Integer.toString((int) percentile)
        : Double.toString(percentile);
  }

  private void printRow(String name, Histogram histogram) {
    report.print("  %-28s", name);
    for (double percentile : PERCENTILES) {
      report.print(" %9.2f", histogram.getValueAtPercentile(percentile) / NANOS_A_MICRO);
    }
    report.print("%n");
  }

  private int check(Streams all) {
    int checked = Math.min(CHECKED, streams);
    int whole = 0;
    for (int i = 0; i < checked; i++) {
      whole += all.isWhole((int) ((long) i * streams / checked)) ? 1 : 0;
    }
    report.print(
        "Of %d streams that were computed again, all events in one pass, %d have the same bits.%n",
        checked, whole);
    return whole == checked ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
