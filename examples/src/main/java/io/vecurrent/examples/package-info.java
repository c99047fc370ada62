/** Programs to run and to read: {@link io.vecurrent.examples.Quickstart} first. */
package io.vecurrent.examples;
