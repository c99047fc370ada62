/** The figures to reach, as data, and whether a run reaches them. */
package io.vecurrent.jmh.report.goals;
