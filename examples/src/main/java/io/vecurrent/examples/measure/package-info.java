/** How fast a step is, with the library and with plain loops, each in a JVM of its own. */
package io.vecurrent.examples.measure;
