package io.vecurrent.jmh.report;

/**
 * How far an activation is from the exact result.
 *
 * @param function {@code tanh}
 * @param largestUlp largest error in units in the last place of the exact result
 * @param inputs how many floats were tried
 */
public record ActivationError(String function, double largestUlp, long inputs) {}
