package io.vecurrent.jmh.report.page;

import io.vecurrent.jmh.report.Allocation;
import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Pivot;
import io.vecurrent.jmh.report.chart.Picture;
import io.vecurrent.jmh.report.page.Document.Section;
import java.util.List;

/** The library beside native ones. */
final class PeersSection {
  private static final String TEXT =
      "The same computation in the native libraries that a Java user would otherwise take, in this"
          + " run, with as many threads as ours, weights packed once and buffers reused. All that is"
          + " computed ends where the caller can read it: native memory with the peers, arrays with"
          + " ours, whose copy there is timed. Before it is timed, each one's output is compared with"
          + " ours. The figures say how many times as long the others take.";

  private PeersSection() {}

  static Section of(Figures figures, List<Picture> pictures) {
    Allocation allocation = new Allocation(figures);
    List<Table> tables =
        Pivot.of(figures.stream().filter(b -> b.type().startsWith("peers."))).stream()
            .map(block -> ScalarSection.table(block, allocation))
            .toList();
    return new Section(
        "peers",
        "Beside native libraries",
        ReportPage.blocks(TEXT, ReportPage.named(pictures, "peers"), tables));
  }
}
