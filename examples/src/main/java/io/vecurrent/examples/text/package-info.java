/**
 * The text that the network learns: where it comes from, its alphabet, and what a table of counts
 * can predict.
 */
package io.vecurrent.examples.text;
