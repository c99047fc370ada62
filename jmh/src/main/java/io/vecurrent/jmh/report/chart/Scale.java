package io.vecurrent.jmh.report.chart;

import io.vecurrent.jmh.report.Numbers;
import java.util.function.DoubleFunction;

/**
 * How an axis places values. The charts' library labels logarithmic axes at powers of ten only, so
 * that it gets logarithms on a linear axis, and a label for each whole one.
 *
 * @param base of the logarithm; 0 for none
 * @param unit whose logarithm is 0
 * @param from the least value shown
 * @param to the largest
 * @param label of a value
 */
record Scale(double base, double unit, double from, double to, DoubleFunction<String> label) {
  private static final double NEAR = 1e-6;
  private static final double FEW = 60;
  private static final double THOUSAND = 1000;

  static Scale linear(double from, double to, DoubleFunction<String> label) {
    return new Scale(0, 1, from, to, label);
  }

  /** A label at every power of two. */
  static Scale log2(double from, double to, DoubleFunction<String> label) {
    return new Scale(2, 1, from, to, label);
  }

  /** A label at every power of ten. */
  static Scale log10(double from, double to, DoubleFunction<String> label) {
    return new Scale(10, 1, from, to, label);
  }

  /** Of nanoseconds: a label at every power of ten, or of two where that were too few. */
  static Scale time(double from, double to) {
    DoubleFunction<String> label = ns -> Numbers.duration(ns).replaceFirst("\\.0+ ", " ");
    if (to / from > FEW) {
      return log10(from, to, label);
    }
    double unit = 1;
    while (unit * THOUSAND <= from) {
      unit *= THOUSAND;
    }
    return new Scale(2, unit, from, to, label);
  }

  /** Where a value stands on the linear axis. */
  double place(double value) {
    return base == 0 ? value : Math.log(value / unit) / Math.log(base);
  }

  /** What stands beside a place of the linear axis. */
  String labelAt(double place) {
    if (base == 0) {
      return label.apply(place);
    }
    if (Math.abs(place - Math.rint(place)) < NEAR) {
      return label.apply(unit * Math.pow(base, Math.rint(place)));
    }
    // The library asks for both ends too, and leaves labels out until no two are equal.
    return place < (place(from) + place(to)) / 2 ? " " : "  ";
  }

  /** The distance of labels that a step of one on the linear axis needs, in pixels. */
  int spacing(int pixels) {
    return (int) (0.95 * pixels / (place(to) - place(from)));
  }
}
