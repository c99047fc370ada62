package io.vecurrent.jmh.report.chart;

import io.vecurrent.jmh.report.Figures;
import java.util.ArrayList;
import java.util.List;

/** Every chart that a run's results allow. */
public final class Charts {
  private Charts() {}

  /** Named by what they show; empty if this JVM cannot draw, having no fonts. */
  public static List<Picture> of(Figures figures) {
    List<Picture> pictures = new ArrayList<>();
    try {
      RooflineChart.of(figures).ifPresent(pictures::add);
      RooflineChart.ofGates(figures).ifPresent(pictures::add);
      LimitChart.of(figures).ifPresent(pictures::add);
      SpeedUpChart.of(figures).ifPresent(pictures::add);
      pictures.addAll(PeerCharts.of(figures));
      LatencyChart.of(figures).ifPresent(pictures::add);
    } catch (InternalError | LinkageError e) {
      // What a JDK without its desktop libraries, or a system without fonts, throws.
      return List.of();
    }
    return pictures;
  }
}
