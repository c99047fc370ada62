package io.vecurrent.jmh;

import io.vecurrent.jmh.report.Measurement;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
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

  /** The option before the folder of the report. */
  static final String REPORT = "--report";

  /** Where the report goes otherwise. */
  private static final String FOLDER = "target/report";

  /** What starting a JVM, preparing and checking a benchmark and stopping take, roughly. */
  private static final double START_SECONDS = 1;

  /** The parameters of the benchmarks, and their largest values. */
  private static final Map<String, Integer> LARGEST =
      Map.of("n", 4096, "length", 1 << 20, "batch", 4096, "kilobytes", 512 * 1024);

  private final CommandLineOptions given;
  private final boolean isLong;
  private final Path folder;
  private final Options options;
  private final Plan plan;

  private Settings(CommandLineOptions given, boolean isLong, Path folder)
      throws CommandLineOptionException {
    this.given = given;
    this.isLong = isLong;
    this.folder = folder;
    checkParameters();
    this.options = layered();
    this.plan = Plan.of(benchmarks(), options, isLong);
  }

  /**
   * Reads the command line.
   *
   * @throws CommandLineOptionException if something on it is wrong; the message says what
   */
  public static Settings parse(String... args) throws CommandLineOptionException {
    List<String> list = new ArrayList<>(Arrays.asList(args));
    boolean isLong = list.removeIf(LONG::equals);
    Path folder = folder(list);
    checkNames(list);
    CommandLineOptions given = new CommandLineOptions(list.toArray(String[]::new));
    checkPatterns(given.getIncludes());
    checkPatterns(given.getExcludes());
    return new Settings(given, isLong, folder);
  }

  /** Takes the folder of the report out of the arguments. */
  static Path folder(List<String> args) throws CommandLineOptionException {
    return Arguments.take(args, REPORT).map(Arguments::path).orElse(Path.of(FOLDER));
  }

  /** What the user typed, without the options that are not JMH's. */
  CommandLineOptions given() {
    return given;
  }

  /** For JMH's runner. */
  public Options options() {
    return options;
  }

  /** What runs, and in which order. */
  Plan plan() {
    return plan;
  }

  /** Where the report goes. */
  Path folder() {
    return folder;
  }

  /** The name of the preset. */
  String preset() {
    return isLong ? "long setting" : "quick setting";
  }

  /** The preset and what it comes to. */
  String description() {
    return String.format(
        Locale.ROOT,
        "%s: %s each, %d x %s of warm-up, %d x %s measured",
        preset(),
        forks() == 1 ? "1 JVM" : forks() + " JVMs",
        options.getWarmupIterations().get(),
        options.getWarmupTime().get(),
        options.getMeasurementIterations().get(),
        options.getMeasurementTime().get());
  }

  /** JMH's own file of results, if there is to be one. */
  Optional<File> jmhResults() {
    boolean asked = given.getResult().hasValue() || given.getResultFormat().hasValue();
    return asked
        ? Optional.of(new File(given.getResult().orElse("target/jmh-result")))
        : Optional.empty();
  }

  /** Whether JMH's own, longer output was asked for. */
  boolean isVerbose() {
    return given.verbosity().hasValue();
  }

  /** Whether scores are times, which is all that tables and reports can show. */
  boolean isTimed() {
    return given.getBenchModes().stream().allMatch(mode -> mode == Mode.AverageTime);
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
      b.warmupTime(TimeValue.milliseconds(isLong ? 200 : 80));
    }
    if (!given.getMeasurementIterations().hasValue()) {
      b.measurementIterations(isLong ? 10 : 20); // machines are slow for seconds at times
    }
    if (!given.getMeasurementTime().hasValue()) {
      b.measurementTime(TimeValue.milliseconds(isLong ? 100 : 20));
    }
    if (given.getProfilers().stream().noneMatch(p -> p.getKlass().equals("gc"))) {
      b.addProfiler(GCProfiler.class);
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
      if (args.get(i).equals("-p") && !LARGEST.containsKey(name)) {
        throw new CommandLineOptionException(
            "-p " + parameter + ": must be n=..., length=..., batch=... or kilobytes=...");
      }
    }
  }

  private static void checkPatterns(List<String> patterns) throws CommandLineOptionException {
    for (String pattern : patterns) {
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        throw new CommandLineOptionException(
            "not a regular expression: " + pattern + " (" + e.getDescription() + ")", e);
      }
    }
  }

  private void checkParameters() throws CommandLineOptionException {
    for (Map.Entry<String, Integer> parameter : LARGEST.entrySet()) {
      String name = parameter.getKey();
      for (String value : given.getParameter(name).orElse(List.of())) {
        if (!isSize(value, parameter.getValue())) {
          throw new CommandLineOptionException(
              "-p "
                  + name
                  + ": must be from 1 to "
                  + parameter.getValue()
                  + ", was '"
                  + value
                  + "'");
        }
      }
    }
  }

  private static boolean isSize(String value, int largest) {
    return value.matches("\\d{1,9}")
        && Integer.parseInt(value) >= 1
        && Integer.parseInt(value) <= largest;
  }

  /** The benchmarks that the options pick. */
  SortedSet<BenchmarkListEntry> benchmarks() {
    return BenchmarkList.defaultList()
        .find(
            OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
            options.getIncludes(),
            options.getExcludes());
  }

  /** What the options pick besides benchmarks, in the same way. */
  List<Measurement> measurements() {
    return Measurements.ALL.stream()
        .filter(m -> given.getIncludes().isEmpty() || isFound(given.getIncludes(), m.name()))
        .filter(m -> !isFound(given.getExcludes(), m.name()))
        .toList();
  }

  private static boolean isFound(List<String> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> Pattern.compile(pattern).matcher(name).find());
  }

  /** How those measure. */
  Measurement.Request request() {
    return new Measurement.Request(isLong, Path.of(jvm()), List.copyOf(options.getJvmArgs().get()));
  }

  /** The program that starts the benchmarks' JVMs. */
  private String jvm() {
    return options
        .getJvm()
        .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString());
  }

  /** JVMs of each benchmark; 0 runs it in this one. */
  int forks() {
    return options.getForkCount().get();
  }

  /** How often each benchmark runs. */
  int rounds() {
    return Math.max(1, forks());
  }

  /** How often a benchmark runs, all together. */
  int jvms() {
    return plan.runs() * rounds();
  }

  /** How many combinations of benchmark and parameters there are to run. */
  public int runs() {
    return plan.runs();
  }

  /** Roughly how long all benchmarks take together. */
  public double estimatedSeconds() {
    double measuring =
        options.getWarmupIterations().get() * seconds(options.getWarmupTime().get())
            + options.getMeasurementIterations().get()
                * seconds(options.getMeasurementTime().get());
    return jvms() * (START_SECONDS + measuring);
  }

  private static double seconds(TimeValue time) {
    return time.convertTo(TimeUnit.MILLISECONDS) / 1000.0;
  }
}
