package io.vecurrent.jmh;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What to run and how long: the quick or the long preset, and every option of JMH's own on top of
 * it.
 */
public final class Settings {
  /** The option that chooses the long preset. */
  static final String LONG = "--long";

  /** Where the results go unless {@code -rff} says otherwise. */
  static final String RESULTS = "target/results.json";

  /** What starting a JVM, preparing and checking a benchmark and stopping take, roughly. */
  private static final double START_SECONDS = 1;

  private static final int LARGEST = 4096;

  /** A gibibyte does not fit the heap of the benchmarks' JVMs. */
  private static final int LARGEST_KILOBYTES = 512 * 1024;

  private static final String KILOBYTES = "kilobytes";

  /**
   * Parameters and their values in the long preset; the annotations hold those of the quick one.
   */
  private static final Map<String, String[]> LONG_VALUES =
      Map.of(
          "n",
          new String[] {"16", "20", "64", "127", "256", "512"},
          "length",
          new String[] {"16", "20", "64", "127", "256", "1024", "4096"},
          "batch",
          new String[] {"1", "32"},
          KILOBYTES,
          new String[] {"16", "128", "512", "1024", "4096", "16384", "32768", "131072"});

  private final CommandLineOptions given;
  private final boolean isLong;
  private final Options options;

  private Settings(CommandLineOptions given, boolean isLong) throws CommandLineOptionException {
    this.given = given;
    this.isLong = isLong;
    checkParameters();
    this.options = layered();
  }

  /**
   * Reads the command line.
   *
   * @throws CommandLineOptionException if something on it is wrong; the message says what
   */
  public static Settings parse(String... args) throws CommandLineOptionException {
    List<String> list = new ArrayList<>(Arrays.asList(args));
    boolean isLong = list.removeIf(LONG::equals);
    checkNames(list);
    return new Settings(new CommandLineOptions(list.toArray(String[]::new)), isLong);
  }

  /** What the user typed, without {@link #LONG}. */
  CommandLineOptions given() {
    return given;
  }

  /** For JMH's runner. */
  public Options options() {
    return options;
  }

  /** The name of the preset. */
  String preset() {
    return isLong ? "long setting" : "quick setting";
  }

  /** The file of the results. */
  File results() {
    return new File(options.getResult().get());
  }

  /** Whether JMH's own, longer output was asked for. */
  boolean isVerbose() {
    return given.verbosity().hasValue();
  }

  private Options layered() {
    ChainedOptionsBuilder b = new OptionsBuilder().parent(given);
    if (!given.getForkCount().hasValue()) {
      b.forks(isLong ? 3 : 1);
    }
    if (!given.getWarmupIterations().hasValue()) {
      b.warmupIterations(isLong ? 5 : 3);
    }
    if (!given.getWarmupTime().hasValue()) {
      b.warmupTime(TimeValue.milliseconds(isLong ? 300 : 80));
    }
    if (!given.getMeasurementIterations().hasValue()) {
      b.measurementIterations(isLong ? 10 : 4);
    }
    if (!given.getMeasurementTime().hasValue()) {
      b.measurementTime(TimeValue.milliseconds(isLong ? 200 : 100));
    }
    if (isLong) {
      LONG_VALUES.forEach(
          (name, values) -> {
            if (!given.getParameter(name).hasValue()) {
              b.param(name, values);
            }
          });
    }
    if (given.getProfilers().stream().noneMatch(p -> p.getKlass().equals("gc"))) {
      b.addProfiler(GCProfiler.class);
    }
    if (!given.getResultFormat().hasValue()) {
      b.resultFormat(ResultFormatType.JSON);
    }
    if (!given.getResult().hasValue()) {
      b.result(RESULTS);
    }
    if (!given.shouldFailOnError().hasValue()) {
      b.shouldFailOnError(true);
    }
    return b.jvmArgs(jvmArgs()).build();
  }

  /** Ours first, so that the user's win. */
  private String[] jvmArgs() {
    List<String> args =
        new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector", "-Xms1g", "-Xmx1g"));
    args.addAll(given.getJvmArgs().orElse(List.of()));
    return args.toArray(String[]::new);
  }

  /** JMH ignores parameters that no benchmark has: a misspelt one would go unnoticed. */
  private static void checkNames(List<String> args) throws CommandLineOptionException {
    for (int i = 0; i + 1 < args.size(); i++) {
      String parameter = args.get(i + 1);
      String name = parameter.substring(0, Math.max(0, parameter.indexOf('=')));
      if (args.get(i).equals("-p") && !LONG_VALUES.containsKey(name)) {
        throw new CommandLineOptionException(
            "-p " + parameter + ": must be n=..., length=..., batch=... or kilobytes=...");
      }
    }
  }

  private void checkParameters() throws CommandLineOptionException {
    for (String name : LONG_VALUES.keySet()) {
      int largest = name.equals(KILOBYTES) ? LARGEST_KILOBYTES : LARGEST;
      for (String value : given.getParameter(name).orElse(List.of())) {
        if (!isSize(value, largest)) {
          throw new CommandLineOptionException(
              "-p " + name + ": must be from 1 to " + largest + ", was '" + value + "'");
        }
      }
    }
  }

  private static boolean isSize(String value, int largest) {
    try {
      int size = Integer.parseInt(value);
      return size >= 1 && size <= largest;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The benchmarks that the options pick. */
  SortedSet<BenchmarkListEntry> benchmarks() {
    return BenchmarkList.defaultList()
        .find(
            OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
            options.getIncludes(),
            options.getExcludes());
  }

  /** How many combinations of benchmark and parameters there are to run. */
  public int runs() {
    int runs = 0;
    for (BenchmarkListEntry benchmark : benchmarks()) {
      int combinations = 1;
      Map<String, String[]> parameters = benchmark.getParams().orElse(Map.of());
      for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
        Collection<String> chosen =
            options.getParameter(parameter.getKey()).orElse(Arrays.asList(parameter.getValue()));
        combinations *= chosen.size();
      }
      runs += combinations;
    }
    return runs;
  }

  /** Roughly how long all runs take together. */
  public double estimatedSeconds() {
    double measuring =
        options.getWarmupIterations().get() * seconds(options.getWarmupTime().get())
            + options.getMeasurementIterations().get()
                * seconds(options.getMeasurementTime().get());
    return runs() * Math.max(1, options.getForkCount().get()) * (START_SECONDS + measuring);
  }

  private static double seconds(TimeValue time) {
    return time.convertTo(TimeUnit.MILLISECONDS) / 1000.0;
  }
}
