package io.vecurrent.examples.show;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DefaultProgressBarRenderer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;

/** A progress bar. */
final class BarProgress implements Progress {
  private static final int PARTS = 1000;

  private final ProgressBar bar;

  BarProgress(String task, PrintStream out) {
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(PARTS)
            .setRenderer(new Renderer())
            .setUpdateIntervalMillis(250)
            .setConsumer(new ConsoleProgressBarConsumer(out))
            .build();
  }

  @Override
  public void update(double fraction, String message) {
    bar.stepTo(Math.round(PARTS * fraction));
    bar.setExtraMessage(message);
  }

  @Override
  public void close() {
    bar.close();
  }

  /** Shows a percentage and times; the count of parts means nothing to anybody. */
  private static final class Renderer extends DefaultProgressBarRenderer {
    Renderer() {
      super(
          ProgressBarStyle.ASCII,
          "",
          1,
          false,
          new DecimalFormat("0"),
          ChronoUnit.SECONDS,
          true,
          Renderer::remaining);
    }

    @Override
    protected String ratio(ProgressState progress) {
      return "";
    }

    private static Optional<Duration> remaining(ProgressState progress) {
      double done = progress.getNormalizedProgress();
      double seconds = progress.getElapsedAfterStart().toMillis() / 1e3;
      return done > 0
          ? Optional.of(Duration.ofSeconds(Math.round(seconds * (1 - done) / done)))
          : Optional.empty();
    }
  }
}
