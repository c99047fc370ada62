/**
 * The native libraries that a Java user would otherwise pick, beside this one in the same JMH run.
 * Each is set up as its own documentation advises: one thread unless a benchmark says two, weights
 * packed once, buffers and primitives reused, inputs already in native memory and outputs left
 * there. Before anything is timed its results are compared with this library's.
 */
package io.vecurrent.jmh.peers;
