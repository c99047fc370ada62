package io.vecurrent.jmh.report.chart;

/**
 * A chart.
 *
 * @param name of its file, without the ending
 * @param title what it shows
 * @param caption how to read it
 * @param file the picture by itself, on white
 * @param inline the same for a page that defines the colours, light or dark
 */
public record Picture(String name, String title, String caption, String file, String inline) {}
