package io.vecurrent.jmh;

import io.vecurrent.jmh.coldstart.ColdStartMeasurement;
import io.vecurrent.jmh.latency.LatencyMeasurement;
import io.vecurrent.jmh.precision.Bfloat16Measurement;
import io.vecurrent.jmh.report.Measurement;
import java.util.List;

/** What a run measures besides the JMH benchmarks, in this order. */
final class Measurements {
  static final List<Measurement> ALL =
      List.of(
          new ActivationAccuracy(),
          new LatencyMeasurement(),
          new ColdStartMeasurement(),
          new Bfloat16Measurement());

  private Measurements() {}
}
