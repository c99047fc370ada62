/** The report's pictures, as SVG. */
package io.vecurrent.jmh.report.chart;
