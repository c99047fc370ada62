/**
 * What the library is compared with: plain loops, loops that the JIT vectorises by itself, and
 * double-precision results that every measured form of a kernel is checked against.
 */
package io.vecurrent.jmh.reference;
