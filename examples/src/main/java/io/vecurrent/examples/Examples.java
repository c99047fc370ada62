package io.vecurrent.examples;

import io.vecurrent.examples.forecast.Forecast;
import io.vecurrent.examples.service.Service;
import io.vecurrent.examples.tagger.Tagger;
import io.vecurrent.examples.text.InputException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All programs by their names: {@code mvn -Dexample=forecast -Dargs="--help"}. */
@Command(
    name = "examples",
    version = Examples.VERSION,
    mixinStandardHelpOptions = true,
    subcommands = {Quickstart.class, Forecast.class, Tagger.class, Service.class},
    description = {"What recurrent networks do in Vecurrent.", ""})
public final class Examples implements Runnable {
  /** What {@code --version} prints. */
  public static final String VERSION = "Vecurrent 0.1.0-SNAPSHOT";

  @Spec private CommandSpec spec;

  /** The first argument is the name of a program. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Examples()).setExecutionExceptionHandler(Examples::explain);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which example?");
  }

  private static int explain(
      Exception exception, CommandLine commandLine, CommandLine.ParseResult parsed)
      throws Exception {
    String program = commandLine.getCommandName();
    if (exception instanceof InputException) {
      commandLine.getErr().println(program + ": " + exception.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    if (exception instanceof IllegalStateException
        && String.valueOf(exception.getMessage()).contains("vecurrent.")) {
      commandLine.getErr().println(program + ": " + exception.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    if (exception instanceof IOException) {
      commandLine.getErr().println(program + ": cannot be written: " + exception.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw exception;
  }
}
