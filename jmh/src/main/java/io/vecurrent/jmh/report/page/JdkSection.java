package io.vecurrent.jmh.report.page;

import io.vecurrent.jmh.report.Comparison;
import io.vecurrent.jmh.report.Comparison.Change;
import io.vecurrent.jmh.report.page.Document.Block;
import io.vecurrent.jmh.report.page.Document.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether JDK 17 is within reach of JDK 25, where a comparison is between these two. */
final class JdkSection {
  private static final double REACH = 1.3;

  private JdkSection() {}

  /** Empty if the runs are of other JDKs. */
  static Optional<Section> of(Comparison comparison) {
    String before = comparison.before().environment().jdkFeature();
    String after = comparison.after().environment().jdkFeature();
    boolean isOldFirst = before.equals("17") && after.equals("25");
    if (!isOldFirst && !(before.equals("25") && after.equals("17"))) {
      return Optional.empty();
    }
    List<Change> ours =
        comparison.changes().stream().filter(change -> change.benchmark().isOurs()).toList();
    List<Change> beyond =
        ours.stream()
            .filter(change -> slowdown(change, isOldFirst) > REACH)
            .sorted(Comparator.comparingDouble((Change c) -> slowdown(c, isOldFirst)).reversed())
            .toList();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Block.of(
            String.format(
                Locale.ROOT,
                "JDK 17 is to take at most %.1f times as long as JDK 25 in everything that the"
                    + " library does: %d of %d rows are within that.",
                REACH,
                ours.size() - beyond.size(),
                ours.size())));
    if (!beyond.isEmpty()) {
      blocks.add(Block.of(ComparisonPage.table("Beyond it", beyond)));
    }
    return Optional.of(new Section("jdks", "JDK 17 beside JDK 25", blocks));
  }

  private static double slowdown(Change change, boolean isOldFirst) {
    return isOldFirst ? 1 / change.ratio() : change.ratio();
  }
}
