/** The report as a document, and how it becomes HTML and Markdown. */
package io.vecurrent.jmh.report.page;
