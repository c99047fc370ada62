/** The yardstick: the same network and training step as textbook loops, without the library. */
package io.vecurrent.examples.plain;
