/** Loops in the Vector API itself: what the machine allows, and the JDK's own functions. */
package io.vecurrent.jmh.vector;
