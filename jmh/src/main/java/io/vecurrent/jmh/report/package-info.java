/**
 * What a run has measured, as a file, and everything made from it: statistics, the goals reached or
 * not, the report's pages and pictures, comparisons of two runs, the numbers of the README.
 */
package io.vecurrent.jmh.report;
