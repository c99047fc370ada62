package io.vecurrent.jmh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/** Reads the options that are not JMH's. */
final class Arguments {
  /** Where Maven was started: people name files from there, while this runs in jmh's folder. */
  private static final String FOLDER = "vecurrent.folder";

  private Arguments() {}

  /** Takes an option and the word after it out of the list. */
  static Optional<String> take(List<String> args, String option) throws CommandLineOptionException {
    int at = args.indexOf(option);
    if (at < 0) {
      return Optional.empty();
    }
    if (at + 1 == args.size()) {
      throw new CommandLineOptionException(option + ": needs a word after it");
    }
    args.remove(at);
    return Optional.of(args.remove(at));
  }

  /** A file or folder as the user named it. */
  static Path path(String name) {
    return Path.of(System.getProperty(FOLDER, "")).resolve(name);
  }
}
