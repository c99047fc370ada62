/**
 * Training: mini-batches of streams, truncated back-propagation through time, Adam, clipping,
 * averaged weights.
 */
package io.vecurrent.examples.train;
