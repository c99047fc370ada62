/**
 * How long single streaming steps take, the slow ones above all: what a service that embeds the
 * library waits for.
 */
package io.vecurrent.jmh.latency;
